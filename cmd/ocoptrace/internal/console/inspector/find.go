package inspector

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/gs1"
	"ocoptrace/trace/place"
)

// Limits of what a search shows.
const (
	maxProducts = 20
	maxLots     = 20
	maxQuery    = 200
)

// findBody is the page on which dossiers are looked for.
type findBody struct {
	console.Common
	Query   string
	Problem string // with the code that was typed
	Label   string // link to the page of a label that is on no batch; "" for none
	Found   []foundProduct
	More    bool
}

// foundProduct is a product with batches.
type foundProduct struct {
	*trace.Product
	Maker   *trace.Entity
	Batches []foundBatch
	All     string // link to all its batches; "" where all are shown
}

// foundBatch is a batch with the way to its dossier.
type foundBatch struct {
	*trace.Batch
	Path string
}

// search finds batches. A code or a link of a label leads to its dossier at
// once.
func search(v *visit) error {
	query := strings.TrimSpace(v.Value("q"))
	b := &findBody{Query: console.ShortenTo(query, maxQuery)}
	var err error
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	if query == "" {
		return v.showFound(b)
	}
	if product, lot, err := v.labelled(query); err == nil {
		return v.Redirect(dossierPath(product, lot), url.Values{"code": {query}})
	} else if c, parseErr := trace.ParseLabel(query); errors.Is(err, errUnbound) && parseErr == nil {
		b.Problem, b.Label = v.codeProblem(query, err), v.Page.To("/x/"+c.String())
	} else if b.Problem = v.codeProblem(query, err); b.Problem == "" && trace.FindingOf(err) == trace.FindingUnavailable {
		return err
	}
	if err := v.find(b); err != nil {
		return err
	}
	return v.showFound(b)
}

func (v *visit) showFound(b *findBody) error {
	status := http.StatusOK
	if b.Problem != "" && len(b.Found) == 0 {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("inspect", v.Page.T("inspect.find.title"), b, status)
}

// labelled is the batch that a code or a link leads to. Errors: see
// trace.FindingOf.
func (v *visit) labelled(query string) (product, lot string, err error) {
	c, err := trace.ParseLabel(query)
	if err == nil {
		s, err := v.Registry.ScanCode(v.Ctx(), string(c))
		if err != nil {
			return "", "", err
		}
		if s.Batch == nil {
			return "", "", errUnbound
		}
		return s.Batch.Fact.Product, s.Batch.Fact.Lot, nil
	}
	link, linkErr := gs1.ParseDigitalLink(query)
	if linkErr != nil || link.Value("10") == "" {
		return "", "", err
	}
	target, err := v.Registry.Resolve(v.Ctx(), link)
	if err == nil && target.Lot == "" {
		err = trace.ErrNotFound
	}
	return target.Product, target.Lot, err
}

// errUnbound says that a blank label is of no batch yet.
var errUnbound = errors.New("inspector: a blank label")

// codeProblem says what is wrong with a query that looks like a code; "" where
// it does not.
func (v *visit) codeProblem(query string, err error) string {
	switch {
	case errors.Is(err, errUnbound):
		return v.Page.T("inspect.find.unbound")
	case errors.Is(err, code.ErrCheck):
		return v.Page.T("inspect.find.check")
	case errors.Is(err, trace.ErrNotFound):
		return v.Page.T("inspect.find.unknown")
	case errors.Is(err, code.ErrMalformed) && strings.Contains(query, "/"):
		return v.Page.T("inspect.find.link")
	}
	return ""
}

// find finds batches by their lot, and those of products by name, id or GTIN, or
// by their producers.
func (v *visit) find(b *findBody) error {
	products, err := v.Registry.Products(v.Ctx())
	if err != nil {
		return err
	}
	entities, err := v.Registry.Entities(v.Ctx())
	if err != nil {
		return err
	}
	makers := make(map[string]*trace.Entity, len(entities))
	for _, e := range entities {
		makers[e.ID] = e
	}
	for _, p := range products {
		maker := makers[p.Entity]
		batches, err := v.batchesFor(b.Query, p, maker)
		if err != nil {
			return err
		}
		if batches == nil {
			continue
		}
		if b.More = len(b.Found) == maxProducts; b.More {
			break
		}
		b.Found = append(b.Found, v.foundProduct(p, maker, batches))
	}
	return nil
}

// batchesFor are the batches of a product that a query is about; nil for none.
func (v *visit) batchesFor(query string, p *trace.Product, maker *trace.Entity) ([]*trace.Batch, error) {
	if matches(query, p.Name, p.NameEn, p.ID, p.GTIN, maker.Name, maker.ID) {
		batches, err := v.Registry.Batches(v.Ctx(), p.ID, maxLots+1)
		if batches == nil {
			batches = []*trace.Batch{}
		}
		return batches, err
	}
	for _, lot := range []string{query, strings.ToUpper(query)} {
		b, err := v.Registry.Batch(v.Ctx(), p.ID, lot)
		if !errors.Is(err, trace.ErrNotFound) {
			return []*trace.Batch{b}, err
		}
	}
	return nil, nil
}

func (v *visit) foundProduct(p *trace.Product, maker *trace.Entity, batches []*trace.Batch) foundProduct {
	f := foundProduct{Product: p, Maker: maker}
	for i, b := range batches {
		if i == maxLots {
			f.All = v.Page.To("/products/" + p.ID)
			break
		}
		f.Batches = append(f.Batches, foundBatch{b, v.Page.To(dossierPath(b.Product, b.Lot))})
	}
	return f
}

// matches says whether one of the texts has the query in it, whatever the case
// and the tones.
func matches(query string, texts ...string) bool {
	query = place.Fold(query)
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(place.Fold(text), query) })
}
