package main

import (
	"context"
	"fmt"
	"io"
	"math"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// From signing in to labels on packs, as a producer does it: without JavaScript,
// on a phone and at a desk.
func TestPrintingInABrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	ctx := openBrowser(t, browser)
	for i, lang := range []string{"vi", "en"} {
		width := []int64{390, 1280}[i]
		t.Run(fmt.Sprintf("%s/%d", lang, width), func(t *testing.T) {
			j := &journey{t: t, file: file, lang: lang, width: width, seen: checkShown(lang, width)}
			j.begin(ctx)
			j.print()
		})
	}
}

// checkShown holds a page against what every page must be: in its language, no
// wider than the screen, with buttons and fields for fingers.
func checkShown(lang string, width int64) func(*journey, string) {
	return func(j *journey, name string) {
		page, err := chromedp.Run(j.ctx, chromedp.Evaluate[shown](measure))
		if err != nil {
			j.t.Fatal(name, err)
		}
		if page.Lang != lang || page.Title == "" {
			j.t.Errorf("%s: language %q, title %q; want language %s", name, page.Lang, page.Title, lang)
		}
		if page.Width > float64(width) {
			j.t.Errorf("%s: %v pixels wide on a screen of %d", name, page.Width, width)
		}
		broken, err := chromedp.Run(j.ctx, chromedp.Evaluate[int](brokenPictures))
		if err != nil || broken > 0 {
			j.t.Errorf("%s: %d pictures do not load, %v", name, broken, err)
		}
	}
}

const brokenPictures = `[...document.images].filter(i => i.complete && i.naturalWidth === 0 && i.loading !== "lazy").length`

// A journey is a producer at work in a browser.
type journey struct {
	t     *testing.T
	ctx   context.Context
	file  demoFile
	lang  string
	width int64
	seen  func(*journey, string) // is called for every page, with its name
}

// begin opens a window and signs in.
func (j *journey) begin(parent context.Context) {
	ctx, cancel := chromedp.NewContext(parent)
	j.t.Cleanup(cancel)
	j.ctx, cancel = context.WithTimeout(ctx, time.Minute)
	j.t.Cleanup(cancel)
	options := []chromedp.EmulateViewportOption{chromedp.EmulateScale(1)}
	if j.width < 600 {
		options = append(options, chromedp.EmulateMobile)
	}
	j.do(chromedp.EmulateViewport(j.width, 844, options...))
	if _, err := chromedp.Call(j.ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		j.t.Fatal(err)
	}
	j.open("/signin?lang=" + j.lang)
	at := slices.IndexFunc(j.file.Logins, func(l demoLogin) bool { return l.Role == "owner" })
	login := j.file.Logins[at]
	j.do(
		chromedp.SendKeys(chromedp.CSS("[name=name]"), login.User),
		chromedp.SendKeys(chromedp.CSS("[name=password]"), login.Password),
	)
	j.follow("main button[type=submit]", "home")
}

func (j *journey) do(steps ...chromedp.Action[chromedp.Void]) {
	j.t.Helper()
	if err := chromedp.Do(j.ctx, steps...); err != nil {
		j.t.Fatal(err)
	}
}

// scripts turns the scripts of pages on or off; what is measured needs them.
func (j *journey) scripts(on bool) {
	j.t.Helper()
	if _, err := chromedp.Call(j.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}); err != nil {
		j.t.Fatal(err)
	}
}

// open goes to a page by its address.
func (j *journey) open(path string) {
	j.t.Helper()
	j.scripts(false)
	j.do(chromedp.Navigate(j.file.BaseURL + path))
	j.scripts(true)
}

// follow clicks on what leads to another page, with scripts off.
func (j *journey) follow(selector, name string) {
	j.t.Helper()
	j.do(chromedp.ScrollIntoView(chromedp.CSS(selector)))
	j.scripts(false)
	answer, err := chromedp.RunResponse(j.ctx, chromedp.Click(chromedp.CSS(selector)))
	if err != nil {
		j.t.Fatalf("%s: %v", name, err)
	}
	j.scripts(true)
	if answer.Status != http.StatusOK {
		j.t.Fatalf("%s: status %d", name, answer.Status)
	}
	j.seen(j, name)
}

// tap chooses something on the page.
func (j *journey) tap(selector string) {
	j.t.Helper()
	j.do(chromedp.ScrollIntoView(chromedp.CSS(selector)), chromedp.Click(chromedp.CSS(selector)))
}

func (j *journey) text() string {
	j.t.Helper()
	text, err := chromedp.Run(j.ctx, chromedp.Text(chromedp.CSS("main")))
	if err != nil {
		j.t.Fatal(err)
	}
	return text
}

// print goes from a new batch to labels that are active and one that is void.
func (j *journey) print() {
	j.issue()
	j.follow(`a.button[href*="/console/labels?"]`, "stock")
	j.do(chromedp.SendKeys(chromedp.CSS("#q"), "70x37"))
	j.follow(".find button", "stock found")
	j.tap(`label[for="s-a4-24-70x37"]`)
	j.follow(".sheet button", "plan")
	j.follow(`a[href*="step=place"]`, "place")
	j.tap(`label[for="cell-5"]`)
	j.follow(".sheet .do button", "plan from 5")
	j.follow(`a[href*="step=design"]`, "design")
	j.follow(".sheet .do button", "plan again")
	if !strings.Contains(j.text(), "5") {
		j.t.Error("the plan does not say where it begins")
	}
	j.follow(`button[value="print"]`, "job")
	j.download()
	j.open(j.path())
	j.seen(j, "job after the download")
	j.follow("#after button", "batch")
	j.void()
}

// issue makes a batch of 30 packs.
func (j *journey) issue() {
	j.follow(`a.button[href*="/console/batches/new"]`, "new batch")
	j.do(chromedp.SendKeys(chromedp.CSS("[name=quantity]"), "30"))
	j.follow(".sheet button[type=submit]", "confirm")
	j.follow(`main form[method=post] .do .second-button`, "batch")
}

func (j *journey) path() string {
	j.t.Helper()
	at, err := chromedp.Run(j.ctx, chromedp.Location())
	if err != nil {
		j.t.Fatal(err)
	}
	return strings.TrimPrefix(at, j.file.BaseURL)
}

// download fetches the job's file with the browser's session: it breaks off half
// way, goes on from there, and comes out as the file that is fetched at once.
func (j *journey) download() {
	j.t.Helper()
	link, err := chromedp.Run(j.ctx, chromedp.AttributeValue(chromedp.CSS(".files a.button"), "href"))
	if err != nil {
		j.t.Fatal(err)
	}
	cookies, err := chromedp.Call(j.ctx, network.GetCookies, network.GetCookiesParams{})
	if err != nil {
		j.t.Fatal(err)
	}
	header := make(http.Header)
	for _, c := range cookies.Cookies {
		header.Add("Cookie", c.Name+"="+c.Value)
	}
	begin, resp := j.get(link.Value, header, 1000)
	if etag := resp.Header.Get("ETag"); etag == "" || !strings.HasPrefix(begin, "%PDF-") {
		j.t.Fatalf("%s gives %d, %.20q, tag %q", link.Value, resp.StatusCode, begin, etag)
	}
	header.Set("Range", fmt.Sprintf("bytes=%d-", len(begin)))
	header.Set("If-Range", resp.Header.Get("ETag"))
	rest, resp := j.get(link.Value, header, math.MaxInt64)
	if resp.StatusCode != http.StatusPartialContent || rest == "" {
		j.t.Fatalf("going on gives %d and %d bytes", resp.StatusCode, len(rest))
	}
	header.Del("Range")
	header.Del("If-Range")
	if whole, _ := j.get(link.Value, header, math.MaxInt64); whole != begin+rest {
		j.t.Fatalf("%d and %d bytes are not the %d bytes of the file", len(begin), len(rest), len(whole))
	}
}

// get reads so many bytes of a path of the server at most, and breaks off.
func (j *journey) get(path string, header http.Header, most int64) (string, *http.Response) {
	j.t.Helper()
	req, err := http.NewRequestWithContext(j.ctx, http.MethodGet, j.file.BaseURL+path, nil)
	if err != nil {
		j.t.Fatal(err)
	}
	req.Header = header
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		j.t.Fatal(err)
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, most))
	if err != nil {
		j.t.Fatal(err)
	}
	return string(data), resp
}

// void gives a label up.
func (j *journey) void() {
	const form = `form[action*="/void"] `
	j.tap(`details:has(form[action*="/void"]) summary`)
	for name, text := range map[string]string{"from": "2", "to": "2", "reason": "rách"} {
		j.do(chromedp.SetValue(chromedp.CSS(form+`[name=`+name+`]`), text))
	}
	j.follow(form+"button", "confirm voiding")
	j.follow("main form[method=post] button", "batch after voiding")
}
