package console_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
)

// The answer to a form links to a page that can be asked for in the other
// language: the one that the form was sent from, or one above.
func TestLanguageAfterPost(t *testing.T) {
	s := consoletest.Open(t)
	_, paths := postPaths(t, s)
	const from = "/console?done=batch"
	shown := 0
	for _, user := range []string{"lan", "hoa", "quan"} {
		b := s.SignIn(t, user)
		for _, path := range paths {
			if strings.HasSuffix(path, "/signout") {
				continue
			}
			for _, referer := range []string{"", "https://other.example/console", b.Base() + from, b.Base() + path} {
				b.Header.Set("Referer", referer)
				p := b.SendFiles(path, url.Values{"no-such-field": {"1"}}, nil)
				b.Header.Del("Referer")
				if !strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") || p.Path != path || len(p.Query) > 0 {
					continue // it led elsewhere
				}
				link := p.Link(t, "lang=vi")
				if referer == b.Base()+from && link != from+"&lang=vi" {
					t.Errorf("POST %s from %s links to %s", path, from, link)
				}
				if got := b.Get(link); got.Status == http.StatusMethodNotAllowed {
					t.Errorf("POST %s as %s links to %s, which answers %d", path, user, link, got.Status)
				}
				shown++
			}
		}
	}
	if shown < 200 {
		t.Errorf("only %d pages were seen", shown)
	}
}
