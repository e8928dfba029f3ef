package web

import (
	"html/template"
	"net/http"
	"sync"

	"ocoptrace/trace"
)

// previewTemplate is the page of a scan with a bar above it that says that
// nothing of it is issued.
var previewTemplate = sync.OnceValues(func() (*template.Template, error) {
	return ParseFrame(nil, "scan", "preview")
})

// Preview answers with the page of a batch that is not issued, as it would be
// once it is: its facts are those of b, everything else is that of s, a scan of
// the product. The page says on top that it is a preview, is not cached, and has
// nothing of a record that is not there.
func (web *Web) Preview(w http.ResponseWriter, r *http.Request, p *Page, s *trace.Scan, b *trace.Batch) {
	t, err := previewTemplate()
	if err != nil {
		web.Error(w, r, err)
		return
	}
	p.scan(s, "")
	body := p.Body.(*scanned)
	s.Batch = &trace.BatchScan{Proven: trace.Proven[*trace.Batch]{Fact: b}, AtMaking: s.Standing}
	body.Verdict, body.End = p.verdict(s), p.endDate(s)
	body.Album = p.cover(s.Product.Fact.Photos)
	body.Trail, body.Papers, body.Complete = p.trail(s), p.papers(s), p.completeness(s)
	p.NoIndex, p.Sample = true, p.Sample || b.Sample
	web.Answer(w, r, t, p, http.StatusOK)
}
