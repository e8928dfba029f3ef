package main

import (
	"context"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Every page that a person can reach by links, of each role and of the public,
// has no fault that axe-core finds (WCAG 2.2 A and AA), in light and in dark,
// and at 200 % zoom of a desk it does not scroll sideways. One page of a kind
// is looked at: paths that differ by ids are alike, and who sees one first stands
// for all.
func TestAccessible(t *testing.T) {
	browser := findBrowser(t)
	axe := axeCore(t)
	file := serveDemo(t)
	parent := openBrowser(t, browser)
	kinds := make(map[string]bool)
	t.Run("public", func(t *testing.T) {
		w := newWalk(t, parent, file, axe, kinds)
		for _, b := range file.Batches {
			w.add(b.Page + "?lang=en")
		}
		w.all("/?lang=vi")
	})
	seen := make(map[string]bool)
	for _, login := range file.Logins {
		if seen[login.Role] {
			continue
		}
		seen[login.Role] = true
		t.Run(login.Role, func(t *testing.T) {
			w := newWalk(t, parent, file, axe, kinds)
			w.signIn(login)
			delete(kinds, "/console?") // each role has its own
			w.all("/console")
		})
	}
	if len(seen) < 5 {
		t.Errorf("the demo has logins of the roles %v", seen)
	}
}

// axeCore is the text of axe-core, which .ci/test fetches.
func axeCore(t *testing.T) string {
	t.Helper()
	path := os.Getenv("AXE_CORE")
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("AXE_CORE does not name axe.min.js of the npm package axe-core")
		}
		t.Skip("AXE_CORE does not name axe.min.js of the npm package axe-core")
	}
	script, err := os.ReadFile(path)
	must(t, err)
	return string(script)
}

// A walk goes from page to page by links.
type walk struct {
	*desk
	axe   string
	ids   map[string]bool // of products and entities
	kinds map[string]bool // of pages that were or will be seen
	paths []string        // still to be seen
}

func newWalk(t *testing.T, parent context.Context, file demoFile, axe string, kinds map[string]bool) *walk {
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	w := &walk{desk: &desk{t, ctx, file.BaseURL}, axe: axe, ids: make(map[string]bool), kinds: kinds}
	for _, p := range file.Products {
		w.ids[p.Product] = true
	}
	for _, b := range file.Batches {
		w.ids[b.Entity] = true
	}
	for _, l := range file.Logins {
		w.ids[l.User] = true
	}
	w.do(chromedp.EmulateViewport(640, 512)) // 1280 x 1024 at 200 %
	return w
}

func (w *walk) signIn(login demoLogin) {
	w.t.Helper()
	w.do(chromedp.Navigate(w.base+"/signin?lang=en"),
		chromedp.SendKeys("input[name=name]", login.User), chromedp.SendKeys("input[name=password]", login.Password),
		chromedp.Click("main form button[type=submit]"))
	w.until(`location.pathname !== "/signin" && document.readyState === "complete"`)
}

// all sees the page and every kind of page that can be reached from it.
func (w *walk) all(first string) {
	w.add(w.base + first)
	for len(w.paths) > 0 {
		path := w.paths[0]
		w.paths = w.paths[1:]
		w.see(path)
	}
	w.t.Logf("%d kinds of pages by now", len(w.kinds))
}

// add plans to see a page, if it is the first of its kind.
func (w *walk) add(link string) {
	u, err := url.Parse(link)
	if err != nil || !strings.HasPrefix(link, w.base) {
		return
	}
	if kind := w.kind(u); !w.kinds[kind] {
		w.kinds[kind] = true
		w.paths = append(w.paths, u.RequestURI())
	}
}

// kind is a path with "*" for ids, and the names of what is asked.
func (w *walk) kind(u *url.URL) string {
	parts := strings.Split(u.Path, "/")
	for i, part := range parts {
		if w.ids[part] || strings.ContainsAny(part, "0123456789") {
			parts[i] = "*"
		}
	}
	var names []string
	for name := range u.Query() {
		if name != "lang" && name != "next" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return strings.Join(parts, "/") + "?" + strings.Join(names, "&")
}

// see looks at one page, in light and in dark.
func (w *walk) see(path string) {
	w.t.Helper()
	err := chromedp.Do(w.ctx, chromedp.Navigate(w.base+path))
	if err != nil && strings.Contains(err.Error(), "ERR_ABORTED") {
		return // a download
	}
	w.check(err)
	if w.text("document.contentType") != "text/html" {
		return
	}
	w.fits()
	for _, scheme := range []string{"light", "dark"} {
		_, err := chromedp.Call(w.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
		})
		w.check(err)
		if faults := w.faults(); faults != "" {
			w.t.Errorf("%s (%s): %s", path, scheme, faults)
		}
	}
	links := w.text(`[...document.querySelectorAll("a[href]:not([download])")].map(a => a.href.split("#")[0]).join("\n")`)
	for link := range strings.Lines(links) {
		w.add(strings.TrimSpace(link))
	}
}

// faults are what axe-core finds in the page.
func (w *walk) faults() string {
	w.do(chromedp.Evaluate[chromedp.Void](w.axe))
	return w.text(`axe.run(document, {resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
		r.violations.map(v => v.id + ": " + v.help + "\n\t" + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join("\n\t")).join("\n"))`,
		chromedp.EvalAwaitPromise)
}
