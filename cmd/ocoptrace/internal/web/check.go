package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/code"
)

// checked is the body of the page on which the reader's own device checks the
// bundle of a label or batch. The page itself proves nothing.
type checked struct {
	*trace.Scan
	Path   string   // of the page that is checked; "/bundle" can be added
	Verify string   // path of the verifier, which is loaded on this page alone
	Kinds  []record // one of each kind of the records, for its title
	Levels []leveled
	Print  []string // SHA-256 of the log's verifier key, in groups
}

// leveled is how the outcome of a check is drawn; its words come with it.
type leveled struct {
	Level level
	Icon  string
}

func (web *Web) checkLabel(w http.ResponseWriter, r *http.Request) {
	c, err := code.Parse(typed(r))
	if err != nil {
		web.Error(w, r, err)
		return
	}
	canonical := "/x/" + c.String()
	if r.URL.EscapedPath() != canonical+"/check" {
		http.Redirect(w, r, withQuery(canonical+"/check", r), http.StatusPermanentRedirect)
		return
	}
	web.cached(w, r, func(ctx context.Context, p *page) error {
		s, err := web.registry.ScanCode(ctx, c.String())
		if err == nil {
			web.check(p, s, canonical)
		}
		return err
	})
}

func (web *Web) checkBatch(w http.ResponseWriter, r *http.Request) {
	product, lot, ok := twoVars(r, "product", "lot")
	if !ok {
		web.notFound(w, r)
		return
	}
	web.cached(w, r, func(ctx context.Context, p *page) error {
		s, err := web.registry.ScanBatch(ctx, product, lot)
		if err != nil {
			return nothingHere(err)
		}
		web.check(p, s, batchPath(product, lot))
		return nil
	})
}

// check fills in the page for a scan whose page is at path.
func (web *Web) check(p *page, s *trace.Scan, path string) {
	b := &checked{Scan: s, Path: path, Verify: web.static.scripts["verify"], Print: fingerprint(s.Service.Fact.LogKey)}
	b.Levels = []leveled{{levelGood, "check"}, {levelStop, "cross"}, {levelUnclear, "question"}}
	seen := make(map[trace.Kind]bool)
	for _, e := range s.Evidence() {
		if k := e.Fact.Kind(); !seen[k] {
			seen[k] = true
			b.Kinds = append(b.Kinds, p.record(e))
		}
	}
	p.template, p.Body, p.NoIndex = "check", b, true
	p.Title, p.Sample = p.T("own.title"), s.Entity.Fact.Sample
	if s.Product.Fact != nil {
		p.Title += ": " + s.Product.Fact.Name
		p.Sample = p.Sample || s.Product.Fact.Sample
	}
	web.Scripted(p, "check")
}

// fingerprint is SHA-256 of a verifier key's text in hexadecimal, in groups of
// eight digits, for two people to compare it by eye.
func fingerprint(vkey string) (groups []string) {
	sum := sha256.Sum256([]byte(strings.TrimSpace(vkey)))
	for i := 0; i < len(sum); i += 4 {
		groups = append(groups, hex.EncodeToString(sum[i:i+4]))
	}
	return groups
}
