package main

import (
	"context"
	"os"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// Every kind of page that a person can reach by links, of each role and of the
// public, is held against what every page must be, and its HTML is valid. Then
// people do what they come for with keys alone, and print.
func TestAccessible(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	parent := openBrowser(t, browser)
	t.Run("pages", func(t *testing.T) { newSurvey(t, file, axeCore(t)).everywhere(t, parent) })
	t.Run("consumer by keys", func(t *testing.T) { reportByKeys(openKeys(t, parent, file, true), file.Batches[0]) })
	t.Run("producer by keys", func(t *testing.T) { issueByKeys(openKeys(t, parent, file, true), file) })
	t.Run("operator by keys", func(t *testing.T) { operate(openKeys(t, parent, file, false), file) })
	t.Run("paper", func(t *testing.T) { printPages(t, parent, file) })
}

// everywhere sees the pages of the public and of each role.
func (s *survey) everywhere(t *testing.T, parent context.Context) {
	t.Run("public", func(t *testing.T) {
		w := newWalk(t, parent, s, publicBudget)
		for _, b := range s.file.Batches {
			w.add(b.Page + "?lang=en")
		}
		w.all("/?lang=vi", nowhere)
	})
	seen := make(map[string]bool)
	for _, login := range s.file.Logins {
		if seen[login.Role] {
			continue
		}
		seen[login.Role] = true
		t.Run(login.Role, func(t *testing.T) {
			w := newWalk(t, parent, s, signedBudget)
			w.signIn(login)
			delete(s.kinds, "/console?") // each role has its own
			w.all("/console")
		})
	}
	if len(seen) < 6 {
		t.Errorf("the demo has logins of the roles %v", seen)
	}
	t.Run("markup", s.markup)
}

// axeCore is the text of axe-core, which .ci/test fetches.
func axeCore(t *testing.T) string {
	t.Helper()
	script, err := os.ReadFile(fetched(t, "AXE_CORE", "axe.min.js of the npm package axe-core"))
	must(t, err)
	return string(script)
}

// fetched is the path of a file that a variable names and .ci/test fetches.
func fetched(t *testing.T, variable, what string) string {
	t.Helper()
	path := os.Getenv(variable)
	if path == "" {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%s does not name %s", variable, what)
		}
		t.Skipf("%s does not name %s", variable, what)
	}
	return path
}

// axe has axe-core look for faults (WCAG 2.2 A and AA) in light, and for too
// little contrast in dark: nothing else depends on it.
func (p *tab) axe(script string) {
	p.t.Helper()
	p.scheme("light")
	p.do(chromedp.Evaluate[chromedp.Void](script))
	p.fault("axe, light", p.text(axeRun(`runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]`), chromedp.EvalAwaitPromise))
	p.scheme("dark")
	p.fault("axe, dark", p.text(axeRun(`runOnly: {type: "rule", values: ["color-contrast"]}`), chromedp.EvalAwaitPromise))
}

func axeRun(which string) string {
	return `axe.run(document, {resultTypes: ["violations"], ` + which + `}).then(r =>
		r.violations.map(v => v.id + ": " + v.help + "\n\t" + v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join("\n\t")).join("\n"))`
}

func (p *tab) scheme(name string) {
	p.t.Helper()
	_, err := chromedp.Call(p.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}},
	})
	p.check(err)
}
