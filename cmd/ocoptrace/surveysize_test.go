package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// A budget is what the first visit to a page may load: bytes as they are sent,
// and requests.
type budget struct {
	bytes    float64
	requests int
}

var (
	publicBudget = budget{maxPage, 8}
	signedBudget = budget{150_000, 10}
	listBudget   = budget{300_000, 16} // of the templates, with a picture of each
)

// loading is what a page asks for while it loads.
type loading struct {
	mu       sync.Mutex
	document network.RequestID
	bytes    float64
	urls     []string
	open     int   // requests under way
	status   int64 // of the page itself
}

func (l *loading) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.document, l.bytes, l.urls, l.open = "", 0, nil, 0
}

func (l *loading) note(event any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if strings.HasPrefix(e.Request.URL, "data:") || strings.HasPrefix(e.Request.URL, "blob:") {
			return
		}
		l.urls = append(l.urls, e.Request.URL)
		if e.RedirectResponse == nil {
			l.open++
		}
		if e.Type == network.ResourceTypeDocument {
			l.document = e.RequestID
		}
	case *network.EventResponseReceived:
		if e.RequestID == l.document {
			l.status = e.Response.Status
		}
	case *network.EventLoadingFinished:
		l.bytes += e.EncodedDataLength
		l.open--
	case *network.EventLoadingFailed:
		l.open--
	}
}

// answered is the status of the page.
func (l *loading) answered() int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.status
}

// wait waits until what the page asked for is there.
func (l *loading) wait() {
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
		l.mu.Lock()
		open := l.open
		l.mu.Unlock()
		if open <= 0 {
			return
		}
	}
}

// weights are the heaviest pages, for those who read the log.
type weights struct {
	bytes, requests         float64
	heaviest, mostRequested string
}

func (w *weights) String() string {
	return fmt.Sprintf("%s with %.0f bytes, %s with %.0f requests", w.heaviest, w.bytes, w.mostRequested, w.requests)
}

// weigh fails the test where a page loads too much, or anything from elsewhere.
func (p *tab) weigh(s *survey) {
	p.t.Helper()
	p.loaded.wait()
	p.loaded.mu.Lock()
	defer p.loaded.mu.Unlock()
	bytes, urls, most := p.loaded.bytes, p.loaded.urls, p.most
	if strings.HasPrefix(p.path, "/console/templates") && !strings.HasPrefix(p.path, "/console/templates/") {
		most = listBudget
	}
	if bytes == 0 || bytes > most.bytes || len(urls) > most.requests {
		p.t.Errorf("%s loads %.0f bytes in %d requests, want at most %.0f in %d: %s",
			p.path, bytes, len(urls), most.bytes, most.requests, strings.Join(urls, " "))
	}
	for _, u := range urls {
		if !strings.HasPrefix(u, p.base+"/") {
			p.t.Errorf("%s asks %s", p.path, u)
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if bytes > s.heavies.bytes {
		s.heavies.bytes, s.heavies.heaviest = bytes, p.path
	}
	if n := float64(len(urls)); n > s.heavies.requests {
		s.heavies.requests, s.heavies.mostRequested = n, p.path
	}
}

// keep keeps the page as it was sent.
func (p *tab) keep(s *survey) {
	p.t.Helper()
	p.loaded.mu.Lock()
	id := p.loaded.document
	p.loaded.mu.Unlock()
	body, err := chromedp.Call(p.ctx, network.GetResponseBody, network.GetResponseBodyParams{RequestID: id})
	p.check(err)
	s.mu.Lock()
	n := len(s.sent)
	s.sent = append(s.sent, p.path)
	s.mu.Unlock()
	p.check(os.WriteFile(filepath.Join(s.dir, fmt.Sprintf("%d.html", n)), []byte(body.Body), 0o600))
}

func (p *tab) size(width int64) {
	p.t.Helper()
	p.do(chromedp.EmulateViewport(width, 512))
}

// reflow fails the test where a page scrolls sideways on 320 CSS pixels (WCAG
// 1.4.10), or a part of it that does cannot be scrolled with keys.
func (p *tab) reflow() {
	p.t.Helper()
	p.size(320)
	p.fault("320 pixels", p.text(`(() => {
		const page = document.documentElement, faults = [];
		if (page.scrollWidth > page.clientWidth) {
			const wide = [...document.body.querySelectorAll("*")].map(e => [e, e.getBoundingClientRect().right]).sort((a, b) => b[1] - a[1])[0][0];
			faults.push("wider than the screen: " + page.scrollWidth + " by " + wide.outerHTML.slice(0, 200));
		}
		for (const e of document.body.querySelectorAll("*")) {
			const flow = getComputedStyle(e).overflowX;
			if ((flow === "auto" || flow === "scroll") && e.scrollWidth > e.clientWidth + 1 && e.checkVisibility() &&
				e.tabIndex < 0 && !e.querySelector("a[href], button, input, select, textarea, summary"))
				faults.push("not scrolled with keys: " + e.outerHTML.slice(0, 200));
			if (flow === "hidden" && e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1 && e.innerText && e.innerText.trim() !== "" && getComputedStyle(e).textOverflow !== "ellipsis")
				faults.push("cut off: " + e.outerHTML.slice(0, 200));
		}
		return faults.join("\n");
	})()`))
}
