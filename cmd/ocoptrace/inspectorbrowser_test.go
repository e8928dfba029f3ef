package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
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

// openProfile is a browser that keeps what it has in a folder, and what ends it as
// a person would.
func openProfile(t *testing.T, browser, folder, sees string) (context.Context, func()) {
	t.Helper()
	ctx := openBrowser(t, browser, chromedp.UserDataDir(folder),
		chromedp.Flag("use-fake-ui-for-media-stream", true), // people said yes
		chromedp.Flag("use-fake-device-for-media-stream", true),
		chromedp.Flag("use-file-for-fake-video-capture", camera(t, sees)))
	beforeScripts(t, ctx, `delete window.BarcodeDetector;`)
	timed, cancel := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	return timed, func() {
		t.Helper()
		if err := chromedp.Cancel(ctx); err != nil {
			t.Fatal("the browser does not end: ", err)
		}
	}
}

// An inspector's day in a real browser: the pack is fetched and the network goes.
// A label is read with the camera by our own reader, a finding with a photo and a
// proposal is written, and half of another. The browser is ended and started, and
// all is there. The network comes back: the finding arrives once, with its photo
// and its proposal, and the pack is brought up to date by a delta.
func TestInspectorWithoutANetwork(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	way := openCutting(t, file.BaseURL)
	var batch, other demoBatch
	for _, b := range file.Batches {
		switch {
		case b.Product == "com-me-tri" && b.State == "intact":
			batch = b
		case b.Product == "com-me-tri":
			other = b
		}
	}
	profile := t.TempDir()
	ctx, end := openProfile(t, browser, profile, batch.URI)
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
	check("ZZZZ-ZZZZ-ZZZ0", "mistyped")
	check("L999999Z", "Not found in this pack")
	check(batch.Codes[0], "NOT checked: recalls since then. NOT checked: whether the label is a copy.")
	check(batch.Codes[0], "Batch "+batch.Lot)
	check(batch.Lot, "Log index")
	d.text(`(document.querySelector("[data-open]").click(), "")`)
	d.until(`document.getElementById("verdict").textContent.includes("The label is active")`)
	writing := func(business string) {
		t.Helper()
		d.until(fmt.Sprintf(`!document.getElementById("write").hidden && document.getElementById("business").value === %q`, business))
	}
	writing("")

	d.text(`(() => {
		const set = { outcome: "mixed_lot", text: "", place: "market", business: "Sạp 12", provinceCode: "01", packs: "400", sampled: "8", level: "II", authority: "Đội QLTT số 2", proposal: "hold", reason: "Chờ kiểm nghiệm" };
		for (const [id, value] of Object.entries(set)) document.getElementById(id).value = value;
		document.getElementById("packs").dispatchEvent(new Event("input", { bubbles: true }));
		return "";
	})()`)
	d.until(`document.getElementById("plan").textContent.includes("open 50 of 400 packs (letter H)")`)
	if why := d.text(`document.getElementById("text").validationMessage`); why != "Say in words what was found." {
		t.Errorf("what the service would refuse is taken: %q", why)
	}
	takePhoto(t, d)
	d.fits()
	d.text(`(document.getElementById("text").value = "Lẫn lô", document.getElementById("text").dispatchEvent(new Event("input", { bubbles: true })), document.querySelector("#finding button[type=submit]").click(), "")`)
	d.until(`document.getElementById("queued").textContent.startsWith("1 ") && document.getElementById("queue").textContent.includes("Photos: 1")`)
	check(batch.Lot, "Log index")
	writing("")
	d.text(`(document.getElementById("business").value = "Sạp dở dang", document.getElementById("business").dispatchEvent(new Event("input", { bubbles: true })), "")`)
	d.text(`(async () => {
		const asked = (r) => new Promise((done) => { r.onsuccess = () => done(r.result); });
		const db = await asked(indexedDB.open("inspector"));
		while (!await asked(db.transaction("kept").objectStore("kept").get("drafts"))) await new Promise((done) => setTimeout(done, 50));
		db.close();
		return "";
	})()`, chromedp.EvalAwaitPromise)
	check(other.Lot, "Log index")
	writing("") // what was typed about one batch is not another's
	check(batch.Codes[1], "Log index")
	writing("Sạp dở dang")
	end()

	ctx, _ = openProfile(t, browser, profile, "nothing")
	d = &desk{t: t, ctx: ctx, base: way.URL}
	d.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
	d.open("/inspector/?lang=en")
	d.until(`document.getElementById("queued").textContent.startsWith("1 ") && document.getElementById("age").textContent.includes("Data up to")`)
	d.until(`!document.getElementById("restored").hidden && document.getElementById("business").value === "Sạp dở dang"`)
	check(batch.Codes[0], "The label is active")

	way.cut.Store(false)
	for range 2 {
		d.text(`(document.getElementById("sync").click(), "")`)
		d.until(`document.getElementById("queue").textContent.includes("sent ")`)
	}
	d.text(`(document.getElementById("update").click(), "")`)
	d.until(`document.getElementById("verdict").textContent.includes("up to date; ")`)
	if kB := d.text(`document.getElementById("verdict").textContent`); !strings.Contains(kB, "; 0.") && !strings.Contains(kB, "; 1.") {
		t.Errorf("a pack to which nothing is new was fetched whole: %s", kB)
	}
	d.open("/inspector/?lang=en")
	d.until(`document.getElementById("age").textContent.includes("Data up to")`)
	check(batch.Lot, "Log index")
	writing("Sạp dở dang")

	d.text(`(() => {
		const set = { outcome: "conforms", place: "shop", business: "x".repeat(201), packs: "4", sampled: "4", authority: "Đội QLTT số 2" };
		for (const [id, value] of Object.entries(set)) document.getElementById(id).value = value;
		document.getElementById("packs").dispatchEvent(new Event("input", { bubbles: true }));
		document.querySelector("#finding button[type=submit]").click();
		return "";
	})()`)
	d.until(`document.getElementById("queue").textContent.includes("Name of the business: ") && Boolean(document.querySelector("#queue button"))`)
	d.text(`(document.querySelector("#queue button").click(), "")`)
	d.until(`document.getElementById("business").value.length === 201 && !document.getElementById("write").hidden`)
	d.text(`(document.getElementById("business").value = "Sạp 13", document.querySelector("#finding button[type=submit]").click(), "")`)
	d.until(`document.querySelectorAll("#queue li").length === 2 && document.getElementById("queued").textContent.startsWith("No finding")`)

	d.open("/console/findings?lang=en")
	if n := d.text(`String([...document.querySelectorAll(".cards a")].length)`); n != "2" {
		t.Errorf("%s findings arrived", n)
	}
	d.press(".cards li:last-child a")
	d.says("By the device's clock")
	d.says("photos signed with it: 1")
	d.says("Chờ kiểm nghiệm")
	d.says("letter H: open 50 of 400 packs. Looked at: 8, fewer than the plan asks.")
	d.until(`(() => { const img = document.querySelector(".foundphotos img"); img.scrollIntoView(); return img.complete && img.naturalWidth === 640; })()`)

	d.open("/inspector/?lang=en")
	d.until(`document.getElementById("age").textContent.includes("Data up to")`)
	d.text(`(window.confirm = () => true, document.getElementById("wipe").click(), "")`)
	d.until(`!document.getElementById("texts") && document.getElementById("app").textContent.includes("wiped")`)
	d.open("/console/findings?lang=en")
	if path := d.text("location.pathname"); path != "/signin" {
		t.Errorf("signed out, %s is shown", path)
	}
}

// takePhoto gives the form a photo as a phone takes it, which is then as large as
// one may be kept.
func takePhoto(t *testing.T, d *desk) {
	t.Helper()
	d.text(`(async () => {
		const canvas = new OffscreenCanvas(3000, 2000), pen = canvas.getContext("2d");
		for (let i = 0; i < 400; i++) { pen.fillStyle = "hsl(" + i * 37 + " 60% 50%)"; pen.fillRect(i * 97 % 3000, i * 61 % 2000, 300, 200); }
		const files = new DataTransfer();
		files.items.add(new File([await canvas.convertToBlob({ type: "image/jpeg" })], "IMG_0001.jpg", { type: "image/jpeg" }));
		document.getElementById("photo").files = files.files;
		document.getElementById("photo").dispatchEvent(new Event("change"));
		return "";
	})()`, chromedp.EvalAwaitPromise)
	d.until(`document.querySelectorAll("#photos canvas").length === 1`)
	if size := d.text(`InspectorPhotos.all().length + " " + document.querySelector("#photos canvas").width`); size != "1 240" {
		t.Errorf("photos and width: %s", size)
	}
}
