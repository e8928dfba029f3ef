package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/label"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// camera is a file that Chromium shows in place of a camera: one picture of
// 640 by 480, over and over, with a QR symbol on a gray table (YUV4MPEG2, 4:2:0).
func camera(t *testing.T, text string) string {
	t.Helper()
	const w, h, module = 640, 480, 8
	symbol, err := label.Encode(text)
	must(t, err)
	light := bytes.Repeat([]byte{150}, w*h)
	left, top := (w-symbol.Size()*module)/2, (h-symbol.Size()*module)/2
	for y := top - 4*module; y < h-top+4*module; y++ {
		for x := left - 4*module; x < w-left+4*module; x++ {
			light[y*w+x] = 225
			if x >= left && y >= top && x < w-left && y < h-top && symbol.Dark((x-left)/module, (y-top)/module) {
				light[y*w+x] = 30
			}
		}
	}
	var b bytes.Buffer
	b.WriteString("YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n")
	for range 3 {
		b.WriteString("FRAME\n")
		b.Write(light)
		b.Write(bytes.Repeat([]byte{128}, w*h/2))
	}
	path := filepath.Join(t.TempDir(), "camera.y4m")
	must(t, os.WriteFile(path, b.Bytes(), 0o600))
	return path
}

// openCamera is a page of a browser whose camera sees a text.
func openCamera(t *testing.T, browser, text string) context.Context {
	t.Helper()
	ctx := openBrowser(t, browser,
		chromedp.Flag("use-fake-ui-for-media-stream", true), // people said yes
		chromedp.Flag("use-fake-device-for-media-stream", true),
		chromedp.Flag("use-file-for-fake-video-capture", camera(t, text)))
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	return ctx
}

// asked are the addresses that a page loads.
type asked struct {
	mu   sync.Mutex
	urls []string
}

func (a *asked) note(event any) {
	if e, ok := event.(*network.EventRequestWillBeSent); ok {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.urls = append(a.urls, e.Request.URL)
	}
}

// all are the addresses so far that have a part.
func (a *asked) all(part string) (found []string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, url := range a.urls {
		if strings.Contains(url, part) {
			found = append(found, url)
		}
	}
	return found
}

// watch notes what a page loads.
func watch(t *testing.T, ctx context.Context) *asked {
	t.Helper()
	a := &asked{}
	must(t, chromedp.Listen(ctx, a.note))
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	must(t, err)
	return a
}

// lookAt opens the camera and waits until the page is another.
func lookAt(t *testing.T, ctx context.Context, base string, wait time.Duration) (path string) {
	t.Helper()
	must(t, chromedp.Do(ctx, chromedp.Navigate(base+"/scan?lang=en"), chromedp.Click("[data-open]")))
	for deadline := time.Now().Add(wait); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		at, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.readyState === "complete" && !document.querySelector("[data-finder]:not([hidden])") ? location.pathname + " " + document.querySelector("h1").textContent : ""`))
		if err == nil && at != "" && !strings.HasPrefix(at, "/scan Scan a label") {
			return at
		}
	}
	said, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + " " + (document.querySelector("[data-said]") || {}).textContent`))
	t.Fatalf("nothing was read: %s, %v", said, err)
	return ""
}

// A browser without a reader of its own loads ours when the camera is opened, and
// a label in view leads to its page. Nobody else is asked.
func TestCameraReadsWithOurReader(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	batch := file.Batches[0]
	ctx := openCamera(t, browser, batch.Page)
	beforeScripts(t, ctx, `delete window.BarcodeDetector;`)
	seen := watch(t, ctx)
	must(t, chromedp.Do(ctx, chromedp.Navigate(file.BaseURL+"/scan")))
	if urls := seen.all("zxing"); len(urls) > 0 {
		t.Errorf("loaded before the camera is opened: %v", urls)
	}
	at := lookAt(t, ctx, file.BaseURL, time.Minute)
	if want := strings.TrimPrefix(batch.Page, file.BaseURL); !strings.HasPrefix(at, want+" ") {
		t.Errorf("the label leads to %s, want %s", at, want)
	}
	if urls := seen.all("zxing"); len(urls) != 2 {
		t.Errorf("the reader was loaded as %v", urls)
	}
	if ours, all := seen.all(file.BaseURL), seen.all("http"); len(ours) != len(all) {
		t.Errorf("the page asks others: %v", all)
	}
}

// A browser with a reader of its own does not load ours; of several codes in view
// the one of this service counts.
func TestCameraReadsWithTheBrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	ctx := openCamera(t, browser, "nothing")
	beforeScripts(t, ctx, `window.BarcodeDetector = class {
		static async getSupportedFormats() { return ["ean_13", "qr_code"]; }
		constructor(options) { if (options.formats.join() !== "qr_code") throw new TypeError(); }
		async detect(video) {
			if (!(video instanceof HTMLVideoElement) || !video.videoWidth) throw new TypeError();
			return [{ rawValue: "https://elsewhere.example/menu" }, { rawValue: location.origin + "/products/gao-seng-cu" }];
		}
	};`)
	seen := watch(t, ctx)
	if at := lookAt(t, ctx, file.BaseURL, time.Minute); !strings.HasPrefix(at, "/products/gao-seng-cu ") {
		t.Errorf("the label leads to %s", at)
	}
	if urls := seen.all("zxing"); len(urls) > 0 {
		t.Errorf("loaded though there is a reader: %v", urls)
	}
}

// A code of others is told, and its page not opened.
func TestCameraReadsAnother(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	ctx := openCamera(t, browser, "https://elsewhere.example/menu")
	seen := watch(t, ctx)
	if at := lookAt(t, ctx, file.BaseURL, time.Minute); at != "/scan This code is not of this service" {
		t.Errorf("the code leads to %s", at)
	}
	if urls := seen.all("elsewhere.example"); len(urls) > 0 {
		t.Errorf("asked for %v", urls)
	}
}

// Without a camera it is said so, and the other ways are there.
func TestCameraMissing(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	ctx, cancel := context.WithTimeout(openBrowser(t, browser, chromedp.Flag("use-fake-ui-for-media-stream", true)), time.Minute)
	t.Cleanup(cancel)
	must(t, chromedp.Do(ctx, chromedp.Navigate(file.BaseURL+"/scan?lang=en"), chromedp.Click("[data-open]")))
	said := ""
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline) && !strings.Contains(said, "type the code"); time.Sleep(200 * time.Millisecond) {
		var err error
		said, err = chromedp.Run(ctx, chromedp.Evaluate[string](`document.querySelector("[data-said]").textContent`))
		must(t, err)
	}
	again, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`!document.querySelector("[data-open]").hidden && document.querySelector("[data-close]").hidden`))
	must(t, err)
	if !strings.Contains(said, "type the code") || !again {
		t.Errorf("the page says %q; it can be tried again: %v", said, again)
	}
}

// beforeScripts changes what a page's scripts find, before they run.
func beforeScripts(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	_, err := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: script})
	must(t, err)
}
