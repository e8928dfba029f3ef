package main

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// openKeys opens a window; with own it has cookies of its own.
func openKeys(t *testing.T, parent context.Context, file demoFile, own bool) *desk {
	t.Helper()
	var options []chromedp.ContextOption
	if own {
		options = append(options, chromedp.WithNewBrowserContext())
	}
	ctx, cancel := chromedp.NewContext(parent, options...)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(cancel)
	d := &desk{t, ctx, file.BaseURL}
	d.do(chromedp.EmulateViewport(1280, 1024))
	return d
}

// goTo presses Tab until the focus is on something.
func (d *desk) goTo(selector string) {
	d.t.Helper()
	for range 150 {
		d.do(chromedp.KeyEvent("\t"))
		if d.text(`String(!!document.activeElement && document.activeElement.matches(`+"`"+selector+"`"+`))`) == "true" {
			return
		}
	}
	d.t.Fatalf("at %s Tab never goes to %s", d.text("location.pathname"), selector)
}

// keys types into what has the focus.
func (d *desk) keys(text string) {
	d.t.Helper()
	d.do(chromedp.KeyEvent(text))
}

// enter presses Enter, which leads to another page.
func (d *desk) enter() {
	d.t.Helper()
	d.text(`(window.here = "before")`)
	d.keys("\r")
	d.until(`window.here === undefined && document.readyState === "complete"`)
}

// reportByKeys looks a code up and reports a problem. No pointer is used, here and
// below, and no script moves the focus.
func reportByKeys(d *desk, batch demoBatch) {
	d.open("/?lang=en")
	d.goTo("input[name=c]")
	d.keys(batch.Codes[1])
	d.enter()
	if at := d.text("location.pathname"); at != "/x/"+batch.Codes[1] {
		d.t.Fatalf("the code leads to %s", at)
	}
	d.goTo(`a[href^="/report"]`)
	d.enter()
	d.goTo("input[name=kind]")
	d.keys(" ")
	d.goTo("textarea[name=text]")
	d.keys("Bao bì rách")
	d.goTo("main form.sheet button[type=submit]")
	d.enter()
	d.says("Bao bì rách")
}

// signInByKeys signs somebody of a role in.
func (d *desk) signInByKeys(file demoFile, role string) demoLogin {
	d.t.Helper()
	login := file.Logins[slices.IndexFunc(file.Logins, func(l demoLogin) bool { return l.Role == role })]
	d.open("/signin?lang=en")
	if d.text(`String(document.activeElement.name)`) != "name" {
		d.goTo("input[name=name]")
	}
	d.keys(login.User + "\t" + login.Password)
	d.enter()
	return login
}

// issueByKeys signs an owner in, who issues a batch.
func issueByKeys(d *desk, file demoFile) {
	d.signInByKeys(file, "owner")
	d.goTo(`a.button[href*="/console/batches/new"]`)
	d.enter()
	if d.text(`String(document.querySelector("main [name=quantity]") === null)`) == "true" {
		d.goTo(`main a[href*="product="]`)
		d.enter()
	}
	d.goTo("main [name=quantity]")
	d.keys("25")
	d.goTo(sendForm)
	d.enter()
	d.says("25")
	d.goTo("main form[method=post] .do button.second-button")
	d.enter()
	if at := d.text("location.pathname"); !strings.HasPrefix(at, "/console/batches/") || strings.HasSuffix(at, "/new") {
		d.t.Errorf("issuing leads to %s", at)
	}
}
