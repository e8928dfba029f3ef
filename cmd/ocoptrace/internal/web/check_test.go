package web

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"ocoptrace/trace"

	"golang.org/x/net/html"
)

// checkPages are those on which a label, a batch and a blank label are checked.
func checkPages(t *testing.T) (*site, []string) {
	t.Helper()
	s, run := rice(t)
	blank, err := s.OrderRun(context.Background(), trace.RunOrder{Entity: "htx-gao-ruong-mau", Count: 3, Key: "roll"})
	if err != nil {
		t.Fatal(err)
	}
	return s, []string{s.labelPath(t, run, 1), "/batches/gao-seng-cu/ST-01", s.labelPath(t, blank, 2)}
}

// The page of a label or batch links to its check and loads no script.
func TestCheckIsOffered(t *testing.T) {
	s, pages := checkPages(t)
	for _, path := range pages {
		w := s.get(path + "?lang=en")
		body := w.Body.String()
		if !strings.Contains(body, `href="`+path+`/check?lang=en"`) || strings.Contains(body, "<script") {
			t.Errorf("%s: no link to its check, or a script", path)
		}
		if got := w.Header().Get("Content-Security-Policy"); got != contentPolicy {
			t.Errorf("%s: policy %q", path, got)
		}
	}
	if body := s.get("/products/gao-seng-cu").Body.String(); strings.Contains(body, "/check") {
		t.Error("a product's page, which has no bundle to offer, links to a check")
	}
}

func TestCheckPage(t *testing.T) {
	s, pages := checkPages(t)
	vkey := strings.TrimSpace(s.VKey)
	for _, path := range pages {
		for _, lang := range []string{"vi", "en"} {
			w := s.get(path+"/check", "Accept-Language", lang)
			if w.Code != http.StatusOK || w.Header().Get("Content-Security-Policy") != scriptPolicy {
				t.Fatalf("%s: %d, %q", path, w.Code, w.Header().Get("Content-Security-Policy"))
			}
			root := parse(t, w.Body.String(), lang)
			own := byID(root, "own")
			if own == nil || attr(own, "data-bundle") != path+"/bundle" || attr(own, "data-policy") != "/log/policy" {
				t.Errorf("%s: what to check is %v", path, own)
			}
			if script := s.get(attr(own, "data-verify")); script.Code != 200 || !strings.Contains(script.Body.String(), "export async function verify") {
				t.Errorf("%s: no verifier at %s", path, attr(own, "data-verify"))
			}
			if got := text(byID(root, "own-key")); got != vkey {
				t.Errorf("%s: key %q, want %q", path, got, vkey)
			}
			want := fmt.Sprintf("%x", sha256.Sum256([]byte(vkey)))
			if got := text(byID(root, "own-print")); strings.ReplaceAll(got, " ", "") != want {
				t.Errorf("%s: fingerprint %q, want %s", path, got, want)
			}
			if off := byID(root, "own-off"); off == nil || has(off, "hidden") {
				t.Errorf("%s: nothing for those without scripts", path)
			}
			checkTexts(t, path, root)
		}
	}
}

// checkTexts finds the texts that the script shows.
func checkTexts(t *testing.T, path string, root *html.Node) {
	t.Helper()
	texts := make(map[string]string)
	for n := range root.Descendants() {
		if name := attr(n, "data-text"); name != "" {
			texts[name] = text(n)
		}
	}
	for name, places := range map[string]int{
		"checkpoint": 2, "service": 1, "record": 2, "subject": 0, "good": 1, "good.note": 1, "stop": 0, "stop.bundle": 0,
		"stop.checkpoint": 0, "stop.service": 0, "stop.included": 1, "stop.signed": 1, "stop.subject": 0,
		"unclear": 0, "unclear.unsupported": 0, "unclear.network": 0, "unclear.policy": 0, "unclear.fault": 0, "kind.Service": 0, "kind.LabelRun": 0,
	} {
		if name == "kind.LabelRun" && strings.HasPrefix(path, "/batches/") {
			continue
		}
		if texts[name] == "" || strings.Count(texts[name], "{") != places {
			t.Errorf("%s: text %s is %q, want one with %d places", path, name, texts[name], places)
		}
	}
}

func byID(root *html.Node, id string) *html.Node {
	for n := range root.Descendants() {
		if attr(n, "id") == id {
			return n
		}
	}
	return nil
}

func TestCheckErrors(t *testing.T) {
	s, run := rice(t)
	code := strings.TrimPrefix(s.labelPath(t, run, 1), "/x/")
	for path, want := range map[string]int{
		"/x/bad/check": 400, "/x/" + strings.ToLower(code) + "/check?lang=en": 308, "/x/7K3M9QP2XW4D/check": 400,
		"/batches/gao-seng-cu/ST-99/check": 404, "/products/gao-seng-cu/check": 404,
	} {
		if w := s.get(path); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
	if to := s.get("/x/" + strings.ToLower(code) + "/check?lang=en").Header().Get("Location"); to != "/x/"+code+"/check?lang=en" {
		t.Errorf("redirected to %q", to)
	}
}

// The verifier has an address of its own that does not change.
func TestVerifierAddress(t *testing.T) {
	s, _ := rice(t)
	w := s.get("/static/verify.js")
	h := w.Header()
	if w.Code != 200 || h.Get("Cache-Control") != "public, max-age=3600" || h.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("%d %v", w.Code, h)
	}
	if again := s.get("/static/verify.js", "If-None-Match", h.Get("ETag")); again.Code != 304 {
		t.Errorf("%d by its tag", again.Code)
	}
}
