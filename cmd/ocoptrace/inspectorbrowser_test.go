package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A cutting is a way to the demo that can be cut: requests then fail as they do
// without a network.
type cutting struct {
	*httptest.Server
	cut atomic.Bool
}

func openCutting(t *testing.T, base string) *cutting {
	t.Helper()
	to, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	c := &cutting{}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Host = to.Host
	}}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if c.cut.Load() {
			panic(http.ErrAbortHandler)
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(c.Close)
	return c
}

// loginOf is the first login of a role.
func loginOf(t *testing.T, file demoFile, role string) demoLogin {
	t.Helper()
	for _, l := range file.Logins {
		if l.Role == role {
			return l
		}
	}
	t.Fatalf("the demo has no %s", role)
	return demoLogin{}
}

// An inspector's day in a real browser: the pack is fetched, the network goes,
// the page is opened anew, goods are checked, a finding is written; the network
// comes back, and the finding arrives once.
func TestInspectorWithoutANetwork(t *testing.T) {
	browser := findBrowser(t)
	file := serveDemo(t)
	way := openCutting(t, file.BaseURL)
	ctx, cancel := context.WithTimeout(openBrowser(t, browser), 2*time.Minute)
	defer cancel()
	d := &desk{t: t, ctx: ctx, base: way.URL}
	d.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
	login := loginOf(t, file, "inspector")
	d.open("/signin?lang=en")
	d.text(fmt.Sprintf(`(document.getElementById("name").value = %q, document.getElementById("password").value = %q)`, login.User, login.Password))
	d.press(`form[action*="signin"] button`)

	d.open("/inspector/?lang=en")
	d.until(`!document.getElementById("app").hidden && document.getElementById("age").textContent.includes("no pack")`)
	d.text(`(document.getElementById("entities").value = "htx-com-huong-lua-mau", document.querySelector("#fetch button").click(), "")`)
	d.until(`document.getElementById("verdict").textContent.includes("Ready")`)
	d.until(`navigator.serviceWorker.controller !== null`)

	way.cut.Store(true)
	d.open("/inspector/?lang=en")
	d.until(`document.getElementById("age").textContent.includes("Data up to")`)
	check := func(typed, says string) {
		t.Helper()
		d.text(fmt.Sprintf(`(document.getElementById("q").value = %q, document.querySelector("#find button").click(), "")`, typed))
		d.until(fmt.Sprintf(`document.getElementById("verdict").textContent.includes(%q)`, says))
		d.fits()
	}
	var batch demoBatch
	for _, b := range file.Batches {
		if b.Product == "com-me-tri" && b.State == "intact" {
			batch = b
		}
	}
	check("ZZZZ-ZZZZ-ZZZ0", "mistyped")
	check("L999999Z", "Not found in this pack")
	check(batch.Codes[0], "NOT checked: recalls since then. NOT checked: whether the label is a copy.")
	check(batch.Codes[0], "Batch "+batch.Lot)
	check(batch.URI, "The label is active")
	check(batch.Lot, "Log index")

	d.text(`(() => {
		const set = { outcome: "mixed_lot", text: "Lẫn lô", place: "market", business: "Sạp 12", provinceCode: "01", packs: "40", sampled: "8", authority: "Đội QLTT số 2" };
		for (const [id, value] of Object.entries(set)) document.getElementById(id).value = value;
		document.querySelector("#finding button").click();
		return "";
	})()`)
	d.until(`document.getElementById("queued").textContent.startsWith("1 ")`)
	d.open("/inspector/?lang=en")
	d.until(`document.getElementById("queued").textContent.startsWith("1 ")`)

	way.cut.Store(false)
	for range 2 {
		d.text(`(document.getElementById("sync").click(), "")`)
		d.until(`document.getElementById("queue").textContent.includes("sent ")`)
	}
	d.open("/console/findings?lang=en")
	if n := d.text(`String([...document.querySelectorAll(".cards a")].length)`); n != "1" {
		t.Errorf("%s findings arrived", n)
	}
	d.press(".cards a")
	d.says("By the device's clock")

	d.open("/inspector/?lang=en")
	d.until(`document.getElementById("age").textContent.includes("Data up to")`)
	d.text(`(window.confirm = () => true, document.getElementById("wipe").click(), "")`)
	d.until(`!document.getElementById("texts") && document.getElementById("app").textContent.includes("wiped")`)
	d.open("/console/findings?lang=en")
	if path := d.text("location.pathname"); path != "/signin" {
		t.Errorf("signed out, %s is shown", path)
	}
}
