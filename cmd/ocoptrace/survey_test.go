package main

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// tabs is how many pages are looked at side by side.
const tabs = 3

// nowhere is a path that leads to no page.
const nowhere = "/nothing/here?lang=en"

// A survey is of all pages of a demo. One page of a kind is looked at: paths
// that differ by ids are alike, and who sees one first stands for all.
type survey struct {
	file    demoFile
	script  string          // axe-core
	ids     map[string]bool // of products, entities and users
	kinds   map[string]bool // of pages that were or will be seen
	dir     string          // where the pages are kept as they were sent
	mu      sync.Mutex
	sent    []string // path of the page in dir/N.html
	heavies weights
}

func newSurvey(t *testing.T, file demoFile, axe string) *survey {
	s := &survey{file: file, script: axe, ids: make(map[string]bool), kinds: make(map[string]bool), dir: t.TempDir()}
	for _, p := range s.file.Products {
		s.ids[p.Product] = true
	}
	for _, b := range s.file.Batches {
		s.ids[b.Entity] = true
	}
	for _, l := range s.file.Logins {
		s.ids[l.User] = true
	}
	return s
}

// kind is a path with "*" for ids, and the names of what is asked.
func (s *survey) kind(u *url.URL) string {
	parts := strings.Split(u.Path, "/")
	for i, part := range parts {
		if s.ids[part] || strings.ContainsAny(part, "0123456789") || i > 0 && parts[i-1] == "x" {
			parts[i] = "*"
		}
		parts[i] = strings.TrimSuffix(parts[i], "-en") // templates are there in two languages
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

// A walk is one person's: it goes from page to page by links.
type walk struct {
	*survey
	t     *testing.T
	tabs  []*tab
	paths []string // still to be seen
}

func newWalk(t *testing.T, parent context.Context, s *survey, most budget) *walk {
	w := &walk{survey: s, t: t}
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext()) // with cookies of its own
	t.Cleanup(cancel)
	for n := range tabs {
		if n > 0 {
			ctx, cancel = chromedp.NewContext(w.tabs[0].ctx)
			t.Cleanup(cancel)
		}
		ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)
		t.Cleanup(cancel)
		w.tabs = append(w.tabs, newTab(t, ctx, s.file.BaseURL, most))
	}
	return w
}

func (w *walk) signIn(login demoLogin) {
	w.t.Helper()
	p := w.tabs[0]
	p.do(chromedp.Navigate(p.base+"/signin?lang=en"),
		chromedp.SendKeys("input[name=name]", login.User), chromedp.SendKeys("input[name=password]", login.Password),
		chromedp.Click("main form button[type=submit]"))
	p.until(`location.pathname !== "/signin" && document.readyState === "complete"`)
}

// all sees the pages and every kind of page that can be reached from them. What
// the pages of one level lead to is sorted, so that a run is like the next.
func (w *walk) all(first ...string) {
	for _, path := range first {
		w.add(w.file.BaseURL + path)
	}
	for len(w.paths) > 0 {
		for _, link := range w.level() {
			w.add(link)
		}
	}
	w.t.Logf("%d kinds of pages by now; the heaviest are %v", len(w.kinds), &w.heavies)
}

// level sees the planned pages and returns their links.
func (w *walk) level() (links []string) {
	paths := w.paths
	w.paths = nil
	found := make([]string, len(paths))
	queue := make(chan int, len(paths))
	for i := range paths {
		queue <- i
	}
	close(queue)
	var wg sync.WaitGroup
	for _, p := range w.tabs {
		wg.Go(func() {
			for i := range queue {
				found[i] = p.see(w.survey, paths[i])
			}
		})
	}
	wg.Wait()
	for _, text := range found {
		links = append(links, strings.Fields(text)...)
	}
	return links
}

// add plans to see a page, if it is the first of its kind.
func (w *walk) add(link string) {
	u, err := url.Parse(link)
	if err != nil || !strings.HasPrefix(link, w.file.BaseURL) {
		return
	}
	if kind := w.kind(u); !w.kinds[kind] {
		w.kinds[kind] = true
		w.paths = append(w.paths, u.RequestURI())
	}
}

// A tab looks at one page after the other.
type tab struct {
	*desk
	path   string
	loaded *loading
	most   budget
}

func newTab(t *testing.T, ctx context.Context, base string, most budget) *tab {
	p := &tab{desk: &desk{t, ctx, base}, loaded: &loading{}, most: most}
	p.check(chromedp.Listen(ctx, p.loaded.note))
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	p.check(err)
	_, err = chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	p.check(err)
	_, err = chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	p.check(err)
	return p
}

func (p *tab) fault(of, what string) {
	p.t.Helper()
	if what != "" {
		p.t.Errorf("%s (%s): %s", p.path, of, what)
	}
}

// see looks at one page and returns the links on it.
func (p *tab) see(s *survey, path string) (links string) {
	p.t.Helper()
	p.path = path
	p.loaded.begin()
	p.size(640) // 1280 at 200 %
	err := chromedp.Do(p.ctx, chromedp.Navigate(p.base+path))
	if err != nil && strings.Contains(err.Error(), "ERR_ABORTED") {
		return "" // a download
	}
	p.check(err)
	if p.text("document.contentType") != "text/html" {
		return ""
	}
	if status := p.loaded.answered(); status >= 400 && path != nowhere {
		p.t.Errorf("%s, to which a page leads, answers %d", path, status)
	}
	links = p.text(`[...document.querySelectorAll("a[href]:not([download])")].map(a => a.href.split("#")[0]).join("\n")`)
	p.keep(s)
	p.weigh(s)
	p.fits()
	p.axe(s.script)
	p.keys()
	p.reflow()
	return links
}
