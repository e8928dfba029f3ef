package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/label/labeltest"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// maxPage bounds what a first visit to a verification page loads, in bytes.
const maxPage = 100_000

// The public pages of the demo in a real browser, without JavaScript: at the
// width of a phone and of a desk, in both languages, whatever their state.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveDemo(t)
	ctx := openBrowser(t, browser)
	seen := make(map[string]bool)
	for _, batch := range file.Batches {
		if seen[batch.State] {
			continue
		}
		seen[batch.State] = true
		for _, width := range []int64{390, 1280} {
			for _, lang := range []string{"vi", "en"} {
				t.Run(fmt.Sprintf("%s/%d/%s", batch.State, width, lang), func(t *testing.T) {
					checkPage(t, ctx, batch.Page+"?lang="+lang, lang, width)
				})
			}
		}
	}
	for _, path := range []string{"/", "/code?c=7K3M", "/nothing/here", "/points", "/points?tourism=1", "/products/du-lich-lang-que", "/entities/htx-ong-vung-cao-mau", "/batches/gao-seng-cu/ST-02"} {
		// The language is the browser's own.
		t.Run(path, func(t *testing.T) { checkPage(t, ctx, file.BaseURL+path, "en", 390) })
	}
	if len(seen) < 5 {
		t.Errorf("the demo shows the states %v, want five or more", seen)
	}
}

// A page is read whole on a phone: it does not scroll sideways, its verdict is
// on the first screen, and it loads little and nothing from elsewhere.
func checkPage(t *testing.T, parent context.Context, url, lang string, width int64) {
	ctx, cancel := chromedp.NewContext(parent)
	defer cancel()
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	defer cancel()
	loaded, err := visit(ctx, url, width)
	if err != nil {
		t.Fatal(err)
	}
	page, err := chromedp.Run(ctx, chromedp.Evaluate[shown](measure))
	if err != nil {
		t.Fatal(err)
	}
	if page.Lang != lang || page.Title == "" {
		t.Errorf("language %q, title %q; want language %s", page.Lang, page.Title, lang)
	}
	if page.Width > float64(width) {
		t.Errorf("%v pixels wide on a screen of %d", page.Width, width)
	}
	if page.VerdictEnd > 844 {
		t.Errorf("the verdict ends at %v, below the first screen", page.VerdictEnd)
	}
	if page.Small > 0 {
		t.Errorf("%d buttons or fields too small for a finger", page.Small)
	}
	loaded.check(t, url)
}

// shown is what of a page a reader sees.
type shown struct {
	Lang       string  `json:"lang"`
	Title      string  `json:"title"`
	Width      float64 `json:"width"`      // CSS pixels
	VerdictEnd float64 `json:"verdictEnd"` // from the top; 0 without a verdict
	Small      int     `json:"small"`      // buttons and fields that a finger misses
}

const measure = `(() => {
	const verdict = document.querySelector(".verdict");
	return {
		lang: document.documentElement.lang,
		title: document.title,
		width: document.documentElement.scrollWidth,
		verdictEnd: verdict ? verdict.getBoundingClientRect().bottom : 0,
		small: [...document.querySelectorAll("a.button, button, input:not([type=hidden])")].filter(e => {
			const box = e.getBoundingClientRect();
			return box.width > 0 && (box.height < 40 || box.width < 40);
		}).length,
	};
})()`

// visit opens a page with JavaScript off and notes what it loads.
func visit(ctx context.Context, url string, width int64) (*traffic, error) {
	loaded := &traffic{hosts: make(map[string]bool)}
	if err := chromedp.Listen(ctx, loaded.note); err != nil {
		return nil, err
	}
	call := func(enabled bool) error {
		_, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !enabled})
		return err
	}
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		return nil, err
	}
	if _, err := chromedp.Call(ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		return nil, err
	}
	if err := call(false); err != nil {
		return nil, err
	}
	options := []chromedp.EmulateViewportOption{chromedp.EmulateScale(2)}
	if width < 600 {
		options = append(options, chromedp.EmulateMobile)
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 844, options...), chromedp.Navigate(url)); err != nil {
		return nil, err
	}
	return loaded, call(true) // to measure
}

// traffic is what a page loaded.
type traffic struct {
	mu     sync.Mutex
	bytes  float64
	hosts  map[string]bool
	faults []string
}

func (a *traffic) note(event any) {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		a.hosts[hostOf(e.Request.URL)] = true
	case *network.EventLoadingFinished:
		a.bytes += e.EncodedDataLength
	case *log.EventEntryAdded:
		if e.Entry.Level == log.EntryLevelError && !strings.Contains(e.Entry.Text, "the server responded with a status of 4") {
			a.faults = append(a.faults, e.Entry.Text)
		}
	}
}

func hostOf(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	return host
}

func (a *traffic) check(t *testing.T, url string) {
	t.Helper()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.bytes == 0 || a.bytes > maxPage {
		t.Errorf("%s loads %v bytes, want at most %d", url, a.bytes, maxPage)
	}
	for host := range a.hosts {
		if host != hostOf(url) && !strings.HasPrefix(host, "image/") && host != "" {
			t.Errorf("%s asks %s", url, host)
		}
	}
	for _, fault := range a.faults {
		t.Errorf("%s: the browser says %s", url, fault)
	}
}

func findBrowser(t *testing.T) string {
	t.Helper()
	labeltest.SkipUnderRace(t) // what is tested there is another program
	for _, name := range []string{"chromium", "google-chrome", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	if os.Getenv("CI") == "true" {
		t.Fatal("no browser: install chromium")
	}
	t.Skip("no browser: install chromium")
	return ""
}

func openBrowser(t *testing.T, path string, more ...chromedp.ExecAllocatorOption) context.Context {
	t.Helper()
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-quic", true),
	)
	ctx, cancel := chromedp.NewExecAllocator(context.Background(), append(options, more...)...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// serveDemo runs the demo on a free port until the test ends.
func serveDemo(t *testing.T) demoFile {
	t.Helper()
	return serveDemoAt(t, freeAddress(t))
}

// serveDemoAt is serveDemo for a host and port.
func serveDemoAt(t *testing.T, address string) demoFile {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	ctx, cancel := context.WithCancel(context.Background())
	p := &program{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, now: time.Now, random: newProgram().random}
	done := make(chan int, 1)
	go func() { done <- p.run(ctx, []string{"demo", "--dir", dir, "--listen", address}) }()
	t.Cleanup(func() {
		cancel()
		if status := <-done; status != exitDone {
			t.Errorf("demo ended with status %d", status)
		}
	})
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		response, err := http.Get("http://" + address + "/readyz")
		if err != nil {
			continue
		}
		response.Body.Close()
		if response.StatusCode == http.StatusOK {
			break
		}
	}
	text, err := os.ReadFile(filepath.Join(dir, "demo.json"))
	if err != nil {
		t.Fatal(err)
	}
	var file demoFile
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	return file
}

func freeAddress(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}
