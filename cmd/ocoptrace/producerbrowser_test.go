package main

import (
	"context"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/trace"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// serveNew serves a producer of which nothing is known but what an officer
// registers, until the test ends.
func serveNew(t *testing.T) demoFile {
	t.Helper()
	owner := account.User{Name: "moi", Role: account.Owner, Entity: "htx-moi"}
	return serveFor(t, owner, func(v *service) {
		state(t, v.registry, &trace.Entity{ID: "htx-moi", Name: "HTX Mới Mẫu", EntityKind: "cooperative", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15", Sample: true})
	})
}

// serveFor serves what prepare puts into a new service, for one user, until the
// test ends.
func serveFor(t *testing.T, u account.User, prepare func(*service)) demoFile {
	t.Helper()
	address := freeAddress(t)
	file := demoFile{BaseURL: "http://" + address, Logins: []demoLogin{{Role: string(u.Role), User: u.Name, Password: "đồng lúa chín vàng"}}}
	s := &settings{dir: directory(filepath.Join(t.TempDir(), "data"))}
	_, err := found(t.Context(), s, founding{baseURL: file.BaseURL, plain: true}, testOpening(0))
	must(t, err)
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: time.Now, random: newProgram().random}
	v := openTest(t, s, 0)
	prepare(v)
	must(t, p.accountsAt(v.store, file.BaseURL).Add(t.Context(), u, file.Logins[0].Password))
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- p.serveOpened(ctx, v, serving{settings: s, listen: address}) }()
	t.Cleanup(func() {
		cancel()
		must(t, <-done)
		must(t, v.close())
	})
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if response, err := http.Get(file.BaseURL + "/readyz"); err == nil {
			response.Body.Close()
			return file
		}
	}
	t.Fatal("it is not served")
	return file
}

const sendForm = "main form.sheet .do button[type=submit]"

// fill types into fields, by name.
func (d *desk) fill(fields ...string) {
	d.t.Helper()
	for i := 0; i < len(fields); i += 2 {
		field := `main [name="` + fields[i] + `"]`
		d.text(`(document.querySelectorAll("details").forEach(e => { e.open = true; }), "")`)
		d.do(chromedp.ScrollIntoView(chromedp.CSS(field)), chromedp.SendKeys(chromedp.CSS(field), fields[i+1]))
	}
}

// choose takes an option of a field.
func (d *desk) choose(field, value string) {
	d.t.Helper()
	d.text(`(document.querySelector('main [name="` + field + `"]').value = "` + value + `", "")`)
}

// A new owner goes, on a phone without scripts, from an empty business to a
// batch that is issued.
func TestFirstBatchInABrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveNew(t)
	d := openDesk(t, openBrowser(t, browser), file, 390, false)
	if guide := d.text(`document.querySelector(".guide").innerText`); !strings.Contains(guide, "State a product") {
		t.Fatalf("the guide says %q", guide)
	}
	d.press(`.guide a[href^="/console/entity"]`)
	d.fill("address", "Thôn Mẫu, xã Mường Khương", "story", "Mười hai hộ, một thung lũng.")
	d.press(sendForm)
	d.press(sendForm)
	d.press(`.guide a[href^="/console/goods/new"]`)
	d.fill("name", "Gạo Séng Cù", "net", "2 kg", "shelfLifeMonths", "12")
	d.choose("group", "I.2a")
	d.choose("dateKind", "best_before")
	d.press(sendForm)
	d.press(sendForm)
	d.press(`a.button[href*="/console/batches/new"]`)
	d.fill("quantity", "50")
	d.press(sendForm)
	if problem := d.text(`document.querySelector("#f-unit-problem").innerText`); problem == "" || d.text(`document.querySelector("[name=quantity]").value`) != "50" {
		t.Error("what is missing is not told, or what was typed is lost")
	}
	d.fill("unit", "túi")
	d.press(sendForm)
	if review := d.text(`document.querySelector("main").innerText`); !strings.Contains(review, "50 túi") {
		t.Fatalf("what will be issued is %q", review)
	}
	d.press(`[name=then]`)
	if at := d.text(`location.pathname`); at != "/console/labels" {
		t.Errorf("issuing leads to %s", at)
	}
	d.open("/console?lang=en")
	if left := d.text(`[...document.querySelectorAll(".guide li:not(.done)")].map(e => e.innerText).join("; ")`); strings.Contains(left, "batch") || !strings.Contains(left, "Print labels") {
		t.Errorf("the guide still asks for %q", left)
	}
}

// What is typed while there is no connection stays on the device, goes to the
// service when there is one again, and is offered.
func TestDraftInABrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	d := openDesk(t, openBrowser(t, browser), file, 390, true)
	d.press(`a.button[href*="/console/batches/new"]`)
	form := d.text(`location.pathname + location.search`)
	_, err := chromedp.Call(d.ctx, network.Enable, network.EnableParams{})
	d.check(err)
	connected := func(is bool) {
		t.Helper()
		patterns := []*network.BlockPattern{}
		if !is {
			patterns = append(patterns, &network.BlockPattern{URLPattern: "*://*:*/console/draft*", Block: true})
		}
		_, err := chromedp.Call(d.ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: patterns})
		d.check(err)
	}
	d.fill("quantity", "321")
	d.until(`document.querySelector("[data-drafted]").textContent.includes("draft is kept.")`)
	connected(false)
	d.fill("unit", " lớn")
	d.until(`document.querySelector("[data-drafted]").textContent.includes("on this device")`)
	connected(true)
	d.open(form)
	d.until(`document.querySelector(".offer a.button") !== null`)
	d.press(".offer a.button")
	if got := d.text(`document.querySelector("[name=quantity]").value + " " + document.querySelector("[name=unit]").value`); !strings.HasPrefix(got, "321 ") || !strings.Contains(got, " lớn") {
		t.Errorf("the draft has %q", got)
	}
	if left := d.text(`Object.keys(localStorage).join()`); left != "" {
		t.Errorf("the device still holds %s", left)
	}
}
