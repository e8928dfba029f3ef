package web

import (
	"context"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/label/labeltest"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	printing "github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// openBrowser starts the Chromium that is installed.
func openBrowser(t *testing.T) context.Context {
	t.Helper()
	labeltest.SkipUnderRace(t) // what is tested there is another program
	program := ""
	for _, name := range []string{"chromium", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	switch {
	case program != "":
	case os.Getenv("CI") == "true":
		t.Fatal("no browser: install chromium")
	default:
		t.Skip("no browser: install chromium")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true))
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 3*time.Minute)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// requests are what a browser asked for and how much came back.
type requests struct {
	mu    sync.Mutex
	urls  []string
	bytes float64
}

func (r *requests) note(event any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "data:") {
			r.urls = append(r.urls, e.Request.URL)
		}
	case *network.EventLoadingFinished:
		r.bytes += e.EncodedDataLength
	}
}

// screen makes the browser one of a phone or a desk. Zoom by 200 % halves the
// width in CSS pixels.
func screen(ctx context.Context, width int64, sharpness float64) error {
	_, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride,
		emulation.SetDeviceMetricsOverrideParams{Width: width, Height: 844, DeviceScaleFactor: sharpness, Mobile: width < 600})
	return err
}

// A sharp phone loads the page of a label with everything that can be stated in
// few requests and under 100 kB, and asks nobody else. (Browsers whose scripts
// are off load all photos at once, as the HTML Living Standard wants, 2.5.7.)
func TestFirstLoadInABrowser(t *testing.T) {
	s, path := rich(t)
	server := httptest.NewServer(s.handler)
	t.Cleanup(server.Close)
	ctx := openBrowser(t)
	seen := &requests{}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(chromedp.Listen(ctx, seen.note))
	_, err := chromedp.Call(ctx, network.Enable, network.EnableParams{})
	must(err)
	must(screen(ctx, 390, 3))
	must(chromedp.Do(ctx, chromedp.Navigate(server.URL+path+"?lang=en")))
	seen.mu.Lock()
	defer seen.mu.Unlock()
	if len(seen.urls) > maxRequests || seen.bytes > maxWeight || seen.bytes == 0 {
		t.Errorf("%.0f bytes in %d requests: %v", seen.bytes, len(seen.urls), seen.urls)
	}
	for _, url := range seen.urls {
		if !strings.HasPrefix(url, server.URL) {
			t.Errorf("the page asks %s", url)
		}
	}
}

// No page scrolls sideways: on a phone, on a small one, on a phone at 200 %, on
// a desk and there at 200 %. Each can be printed.
func TestNothingSideways(t *testing.T) {
	s, path := rich(t)
	server := httptest.NewServer(s.handler)
	t.Cleanup(server.Close)
	ctx := openBrowser(t)
	for _, path := range []string{path, "/products/gao-seng-cu", "/entities/htx-gao-ruong-mau", "/points", "/", "/nothing"} {
		for _, lang := range []string{"vi", "en"} {
			for _, width := range []int64{195, 320, 390, 640, 1280} {
				if err := screen(ctx, width, 1); err != nil {
					t.Fatal(err)
				}
				if err := chromedp.Do(ctx, chromedp.Navigate(fmt.Sprintf("%s%s?lang=%s", server.URL, path, lang))); err != nil {
					t.Fatal(err)
				}
				wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
				if err != nil || wide > width {
					t.Errorf("%s in %s is %d wide on a screen of %d: %v", path, lang, wide, width, err)
				}
			}
		}
		printed, err := chromedp.Call(ctx, printing.PrintToPDF, printing.PrintToPDFParams{})
		if err != nil || len(printed.Data) < 1000 {
			t.Errorf("%s cannot be printed: %v", path, err)
		}
	}
}

// The keyboard reaches every link and field of a label's page in the order of
// the page, first the link past the header.
func TestKeyboard(t *testing.T) {
	s, path := rich(t)
	server := httptest.NewServer(s.handler)
	t.Cleanup(server.Close)
	ctx := openBrowser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+path+"?lang=en")); err != nil {
		t.Fatal(err)
	}
	const place = `(() => {
		const all = [...document.querySelectorAll("a[href], button, summary, input, select")].filter(e => e.checkVisibility());
		return all.indexOf(document.activeElement) + " of " + all.length;
	})()`
	var count int
	for n := 0; ; n++ {
		if err := chromedp.Do(ctx, chromedp.KeyEvent("\t")); err != nil {
			t.Fatal(err)
		}
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](place))
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			fmt.Sscanf(got, "0 of %d", &count)
		}
		if want := fmt.Sprintf("%d of %d", n, count); got != want {
			t.Fatalf("after %d times Tab the focus is on %s, want %s", n+1, got, want)
		}
		if n == count-1 {
			break
		}
	}
	if count < 20 {
		t.Errorf("only %d places to go to", count)
	}
}
