package web

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A phone's first load of a label's page, with everything that is stated and a
// photo for a sharp screen, is under 100 kB and takes at most five requests.
const (
	maxWeight   = 100_000
	maxRequests = 5
)

func TestFirstLoad(t *testing.T) {
	s, path := rich(t)
	for _, path := range []string{path, "/batches/gao-seng-cu/ST-02", "/products/gao-seng-cu", "/entities/htx-gao-ruong-mau", "/points", "/"} {
		w := s.get(path, "Accept-Encoding", "gzip")
		if w.Code != http.StatusOK {
			t.Fatalf("%s: status %d", path, w.Code)
		}
		weight, requests := w.Body.Len(), 1
		for _, part := range atOnce(parse(t, s.get(path).Body.String(), "vi")) {
			r := s.get(part, "Accept-Encoding", "gzip")
			if r.Code != http.StatusOK {
				t.Errorf("%s: %s has the status %d", path, part, r.Code)
			}
			weight, requests = weight+r.Body.Len(), requests+1
		}
		if weight > maxWeight || requests > maxRequests {
			t.Errorf("%s: %d bytes in %d requests", path, weight, requests)
		}
	}
}

// atOnce lists what a page loads before anybody scrolls: of a photo, the widest
// copy that a phone takes (3 pixels a CSS pixel).
func atOnce(root *html.Node) (paths []string) {
	seen := make(map[string]bool)
	for n := range root.Descendants() {
		path := ""
		switch {
		case n.DataAtom == atom.Link && attr(n, "rel") != "alternate":
			path = attr(n, "href")
		case n.DataAtom == atom.Img && attr(n, "loading") != "lazy":
			path = attr(n, "src")
			for copies := range strings.SplitSeq(attr(n, "srcset"), ", ") {
				path, _, _ = strings.Cut(copies, " ")
			}
			if path == "" {
				path = attr(n, "src")
			}
		case n.DataAtom == atom.Script:
			path = attr(n, "src")
		}
		if path != "" && !seen[path] {
			seen[path] = true
			paths = append(paths, path)
		}
	}
	return paths
}
