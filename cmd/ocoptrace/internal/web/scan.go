package web

import (
	"context"
	"net/http"
	"net/url"

	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"

	"github.com/gorilla/mux"
)

// scanned is the body of the page of a label, batch or product.
type scanned struct {
	*trace.Scan
	Verdict  *verdict // nil for a product alone
	Stars    *stars
	AtMaking string // the stars on the day of production, where today it is otherwise
	End      *endDate
	Stop     *stop  // a recall or hold in force
	Mark     *mark  // of the label
	Kind     string // of producer
	Group    *ocop.Group
	Records  []record
	Key      string // that signed all records; "" if several did
	Signed   record // that the page rests on most: of the batch, else the product, else the label run
	Batches  []*trace.Batch
	Food     *nutrition
	Album    album
	Places   []place // where it is sold, or visitors are received
	Trail    *trail
	Papers   []paper
	Complete *completeness

	Others     []listed // further products of the producer
	MoreOthers int
	Report     string // link to the form that tells of a pack that does not match; "" for none
	Downable   string // path to which "/json" and "/bundle" can be added; "" for none
}

// maxOthers is how many further products of its producer a page lists.
const maxOthers = 6

func (web *Web) label(w http.ResponseWriter, r *http.Request) {
	c, err := code.Parse(typed(r))
	if err != nil {
		web.Error(w, r, err)
		return
	}
	canonical := "/x/" + c.String()
	if r.URL.EscapedPath() != canonical {
		http.Redirect(w, r, withQuery(canonical, r), http.StatusPermanentRedirect)
		return
	}
	web.cached(w, r, func(ctx context.Context, p *page) error {
		s, err := web.registry.ScanCode(ctx, c.String())
		if err != nil {
			return err
		}
		p.NoIndex = true
		p.scan(s, canonical)
		web.looked(ctx, p, c)
		return web.others(ctx, p)
	})
}

// withQuery adds the query of a request, as it came, to a path.
func withQuery(path string, r *http.Request) string {
	if r.URL.RawQuery == "" {
		return path
	}
	return path + "?" + r.URL.RawQuery
}

func (web *Web) batch(w http.ResponseWriter, r *http.Request) {
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
		p.scan(s, batchPath(product, lot))
		return web.others(ctx, p)
	})
}

// twoVars reads two variables of the path, which come percent-encoded.
func twoVars(r *http.Request, first, second string) (a, b string, ok bool) {
	a, errA := url.PathUnescape(mux.Vars(r)[first])
	b, errB := url.PathUnescape(mux.Vars(r)[second])
	return a, b, errA == nil && errB == nil && a != "" && b != ""
}

func batchPath(product, lot string) string {
	return "/batches/" + url.PathEscape(product) + "/" + url.PathEscape(lot)
}

// maxBatches is how many of its newest batches a product's page lists.
const maxBatches = 20

func (web *Web) product(w http.ResponseWriter, r *http.Request) {
	id := mux.Vars(r)["product"]
	web.cached(w, r, func(ctx context.Context, p *page) error {
		s, err := web.registry.ScanProduct(ctx, id)
		if err != nil {
			return nothingHere(err)
		}
		batches, err := web.registry.Batches(ctx, id, maxBatches)
		if err != nil {
			return err
		}
		p.scan(s, "")
		p.Body.(*scanned).Batches = batches
		return web.others(ctx, p)
	})
}

// others adds what else the producer makes.
func (web *Web) others(ctx context.Context, p *page) error {
	b := p.Body.(*scanned)
	if b.Product.Fact == nil {
		return nil
	}
	products, err := web.registry.ProductsOf(ctx, b.Entity.Fact.ID)
	if err != nil {
		return err
	}
	for _, product := range products {
		switch {
		case product.ID == b.Product.Fact.ID:
		case len(b.Others) < maxOthers:
			b.Others = append(b.Others, listed{Product: product})
		default:
			b.MoreOthers++
		}
	}
	return nil
}

// nothingHere makes a plain 404 of "not found": a page that is not there is not
// a label code that is unknown.
func nothingHere(err error) error {
	if trace.FindingOf(err) == trace.FindingUnknown {
		return Status(http.StatusNotFound)
	}
	return err
}

// scan fills in the page of a scan. path is that of the page, where the scan
// can be had in other forms.
func (p *page) scan(s *trace.Scan, path string) {
	b := &scanned{
		Scan: s, Verdict: p.verdict(s), Stars: p.stars(s.Standing, s.Day), End: p.endDate(s), Stop: p.stop(s),
		Mark: p.mark(s), Kind: p.entityKind(s.Entity.Fact), Records: p.records(s), Downable: path,
	}
	b.Key = commonKey(b.Records)
	p.template, p.Body, p.Sample = "scan", b, s.Entity.Fact.Sample
	product := s.Product.Fact
	if product == nil { // a blank label
		b.Signed, p.Title = p.record(s.Label.Run.Evidence), b.Verdict.Title
		return
	}
	b.Signed = p.record(s.Product.Evidence)
	b.Food = p.nutrition(product, s.Day)
	b.Album, b.Places = p.album(product.Photos), p.places(s)
	b.Trail, b.Papers, b.Complete = p.trail(s), p.papers(s), p.completeness(s)
	p.Title, p.Sample = product.Name, product.Sample || p.Sample
	if s.Batch != nil {
		b.Signed = p.record(s.Batch.Evidence)
		b.Album = p.cover(product.Photos)
		b.AtMaking, b.Report = p.atMaking(s), p.mismatch(s)
		p.Title = b.Verdict.Title + ": " + product.Name
		p.Sample = p.Sample || s.Batch.Fact.Sample
	}
	if g, ok := ocop.GroupByCode(product.Taxonomy, product.Group); ok {
		b.Group = &g
	}
}

// mismatch is a link to the form for reports, with what the reader need not
// type again; "" where there is no form.
func (p *page) mismatch(s *trace.Scan) string {
	if p.report == "" {
		return ""
	}
	q := url.Values{"kind": {"mismatch"}, "product": {s.Batch.Fact.Product}, "lot": {s.Batch.Fact.Lot}}
	if s.Label != nil {
		q.Set("code", s.Label.Code.String())
	}
	return p.Link(p.report, q)
}

// entityKind names what kind of producer an entity is.
func (p *page) entityKind(e *trace.Entity) string {
	kind, _ := ocop.EntityKindByCode(e.EntityKind)
	return p.Pick(kind.Name, kind.NameEn).String()
}

// String is the text alone; "" for nil.
func (w *wording) String() string {
	if w == nil {
		return ""
	}
	return w.Text
}

// Place is where an entity is: commune and province, as they are today.
func (p *page) Place(e *trace.Entity) string {
	return placeName(e.Commune, e.ProvinceCode)
}

// BatchPath is the path of a batch's page.
func (p *page) BatchPath(b *trace.Batch) string { return batchPath(b.Product, b.Lot) }
