package main

import (
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// A desk is a browser in which somebody works at the consoles.
type desk struct {
	t    *testing.T
	ctx  context.Context
	base string
}

// openDesk signs a producer of the demo in, on a screen of a width. Without
// scripts none of the program's is ever loaded.
func openDesk(t *testing.T, parent context.Context, file demoFile, width int64, scripts bool) *desk {
	t.Helper()
	return openDeskAs(t, parent, file, "owner", width, scripts)
}

// openDeskAs signs the first user of a role in.
func openDeskAs(t *testing.T, parent context.Context, file demoFile, role string, width int64, scripts bool) *desk {
	t.Helper()
	ctx, cancel := chromedp.NewContext(parent, chromedp.WithNewBrowserContext()) // with cookies of its own
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 90*time.Second)
	t.Cleanup(cancel)
	d := &desk{t, ctx, file.BaseURL}
	options := []chromedp.EmulateViewportOption{}
	if width < 600 {
		options = append(options, chromedp.EmulateMobile)
	}
	d.do(chromedp.EmulateViewport(width, 844, options...))
	if !scripts {
		pattern := &network.BlockPattern{URLPattern: "*://*:*/static/*.js", Block: true}
		_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
		d.check(err)
		_, err = chromedp.Call(ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: []*network.BlockPattern{pattern}})
		d.check(err)
	}
	for _, login := range file.Logins {
		if login.Role == role {
			d.open("/signin?lang=en")
			d.do(
				chromedp.SendKeys("input[name=name]", login.User), chromedp.SendKeys("input[name=password]", login.Password),
				chromedp.Click("main form button[type=submit]"), chromedp.WaitVisible("section.bar"),
			)
			return d
		}
	}
	t.Fatalf("the demo has no %s", role)
	return nil
}

func (d *desk) check(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) do(actions ...chromedp.Action[chromedp.Void]) {
	d.t.Helper()
	for _, a := range actions {
		d.check(chromedp.Do(d.ctx, a))
	}
}

// open goes to a page and sees to it that it fits the screen.
func (d *desk) open(path string) {
	d.t.Helper()
	d.do(chromedp.Navigate(d.base + path))
	d.fits()
}

// fits fails the test where a page scrolls sideways or a finger would miss
// something.
func (d *desk) fits() {
	d.t.Helper()
	fault := d.text(`(() => {
		const page = document.documentElement;
		if (page.scrollWidth > page.clientWidth) return "wider than the screen: " + page.scrollWidth;
		const small = [...document.querySelectorAll("a.button, button:not(.away), select, input:not([type=hidden]):not([type=checkbox]):not([type=radio])")].find(e => {
			const box = e.getBoundingClientRect();
			return box.width > 0 && (box.height < 40 || box.width < 40);
		});
		return small ? "too small: " + small.outerHTML : "";
	})()`)
	if fault != "" {
		d.t.Errorf("%s is %s", d.text("location.pathname"), fault)
	}
}

// text is what a script of the test sees in the page.
func (d *desk) text(expression string, options ...chromedp.EvaluateOption) string {
	d.t.Helper()
	s, err := chromedp.Run(d.ctx, chromedp.Evaluate[string](expression, options...))
	d.check(err)
	return s
}

// until waits until something holds in the page.
func (d *desk) until(condition string) {
	d.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if ok, err := chromedp.Run(d.ctx, chromedp.Evaluate[bool](condition)); err == nil && ok {
			return
		}
	}
	d.t.Fatalf("at %s it never holds that %s:\n%s", d.text("location.href"), condition, d.text("document.querySelector('main').innerText"))
}

// press clicks a button that leads to another page.
func (d *desk) press(selector string) {
	d.t.Helper()
	d.text(`(window.here = "before")`)
	d.do(chromedp.Click(selector))
	d.until(`window.here === undefined && document.readyState === "complete"`)
	d.fits()
}

const drawing = `(document.querySelector("#preview svg") || {outerHTML: ""}).outerHTML`

// logoFile is a picture of a dark square on white.
func logoFile(t *testing.T) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 120, 120))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for y := 30; y < 90; y++ {
		for x := 30; x < 90; x++ {
			img.Set(x, y, color.Black)
		}
	}
	path := filepath.Join(t.TempDir(), "logo.png")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
	return path
}

// A template is adjusted in a browser: with scripts the preview follows what is
// typed, without them a button shows it, and both save the same.
func TestTemplatesInABrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	parent := openBrowser(t, browser)
	for _, scripts := range []bool{true, false} {
		for _, width := range []int64{390, 1280} {
			t.Run(fmt.Sprintf("scripts %v/%d", scripts, width), func(t *testing.T) {
				adjustTemplate(t, openDesk(t, parent, file, width, scripts), scripts, fmt.Sprint(width))
			})
		}
	}
}

func adjustTemplate(t *testing.T, d *desk, scripts bool, name string) {
	d.open("/console/templates?lang=en")
	d.open("/console/templates/stamp?lang=en")
	renewed := func(change func()) {
		t.Helper()
		before := d.text(drawing)
		if before == "" {
			t.Fatal("there is no preview")
		}
		if change(); !scripts {
			d.press(`main form > button.second-button[value=show]`)
		}
		old, err := json.Marshal(before)
		d.check(err)
		d.until(fmt.Sprintf("!!%[1]s && %[1]s !== %[2]s", drawing, old))
	}
	renewed(func() { d.do(chromedp.Click(`label[for="f-on.expires"]`)) })
	if d.text(`String(document.getElementById("f-on.expires") === null || !document.getElementById("f-on.expires").checked)`) != "true" {
		t.Error("the end date is still ticked")
	}
	renewed(func() { d.do(chromedp.SetUploadFiles("#f-logo", []string{logoFile(t)})) })
	if !scripts {
		d.press(`button[value="up:lot"]`)
		if at := d.text(`location.hash`); at != "#line-lot" {
			t.Errorf("moving a line leads to %q", at)
		}
	}
	d.do(chromedp.SetValue("#f-nameVi", "Tem rộng "+name+fmt.Sprint(scripts)), chromedp.SetValue("#f-nameEn", "Stamp "+name))
	d.press(`button[value=save]`)
	if got := d.text("document.querySelector('main').innerText"); !strings.Contains(got, "The template is saved") || !strings.Contains(got, "Stamp "+name) {
		t.Error(got)
	}
	d.until(`[...document.querySelectorAll(".designs img")].slice(0, 2).every(i => i.complete && i.naturalWidth > 0)`)
}

var labelLink = regexp.MustCompile(`https?://[^"]*/x/[0-9A-Z]{12}`)

// Blank labels are made and bound to a batch by what a scanner types, which ends
// with Enter, and then activated. No script is needed.
func TestClaimInABrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	parent := openBrowser(t, browser)
	for _, width := range []int64{390, 1280} {
		t.Run(fmt.Sprint(width), func(t *testing.T) { claimLabels(t, openDesk(t, parent, file, width, false)) })
	}
}

func claimLabels(t *testing.T, d *desk) {
	d.open("/console/blank?lang=en")
	d.do(chromedp.SendKeys("#f-make-count", "30"))
	d.press("#make button")
	run := d.text(`new URL(document.querySelector(".run .do a").href).searchParams.get("run")`)
	scanned := func(n int) string {
		t.Helper()
		d.do(chromedp.Navigate(fmt.Sprintf("%s/console/labels/label.svg?template=stamp&stock=roll-50x30&run=%s&from=%d&to=%d", d.base, run, n, n)))
		link := labelLink.FindString(d.text("document.documentElement.outerHTML"))
		if link == "" {
			t.Fatalf("label %d of run %s has no link", n, run)
		}
		return link
	}
	first, last := scanned(3), scanned(12)
	d.open("/console/claim?lang=en")
	type scan struct{ field, link string }
	for _, s := range []scan{{"first", first}, {"last", last}} {
		if at := d.text("document.activeElement.name"); at != s.field {
			t.Errorf("what is scanned goes into %q, want %q", at, s.field)
		}
		d.text(`(window.here = "before")`)
		d.do(chromedp.SendKeys("#f-"+s.field, s.link+"\r"))
		d.until(`window.here === undefined && document.readyState === "complete"`)
		d.fits()
	}
	if got := d.text("document.querySelector('main').innerText"); !strings.Contains(got, "3–12 of the roll, 10 in all") {
		t.Fatal(got)
	}
	d.press(`form[action^="/console/claims"] button`)
	if got := d.text("document.querySelector('main').innerText"); !strings.Contains(got, "belong to this batch now") || !strings.Contains(got, "10 labels from a blank roll") {
		t.Fatal(got)
	}
	d.press(fmt.Sprintf(`form[action^="/console/runs/%s/status"] button`, run))
	if got := d.text("document.querySelector('main').innerText"); !strings.Contains(got, "The labels are active") {
		t.Error(got)
	}
}
