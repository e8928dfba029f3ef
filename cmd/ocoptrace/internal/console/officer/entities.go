package officer

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
)

// perPage is how many rows of a list a page shows.
const perPage = 50

// entitiesBody is the list of entities.
type entitiesBody struct {
	console.Common
	Query string
	Rows  []entityRow
	All   int
	paging
}

type entityRow struct {
	*trace.Entity
	Kind, Place, Path string
}

// paging leads to the other pages of a list; "" where there are none.
type paging struct {
	Page, Pages    int
	Earlier, Later string
}

// paged cuts a list to the page that a request asks for.
func paged[T any](v *visit, path string, query url.Values, all []T) ([]T, paging) {
	p := paging{Pages: max(1, (len(all)+perPage-1)/perPage)}
	p.Page, _ = strconv.Atoi(v.Value("page"))
	p.Page = min(max(p.Page, 1), p.Pages)
	link := func(n int) string {
		if n < 1 || n > p.Pages {
			return ""
		}
		query.Set("page", strconv.Itoa(n))
		return v.Page.Link(path, query)
	}
	p.Earlier, p.Later = link(p.Page-1), link(p.Page+1)
	from := (p.Page - 1) * perPage
	return all[from:min(from+perPage, len(all))], p
}

// query is what was typed to be found.
func (v *visit) query() string { return console.Shorten(strings.TrimSpace(v.Value("q"))) }

// found says whether each word of a query begins a word of one of the texts,
// whatever the case, tones and marks. An empty query finds everything.
func found(query string, texts ...string) bool {
	text := " " + place.Fold(strings.Join(texts, " "))
	for word := range strings.FieldsSeq(place.Fold(query)) {
		if !strings.Contains(text, " "+word) {
			return false
		}
	}
	return place.Fold(query) != "" || strings.TrimSpace(query) == ""
}

func listEntities(v *visit) error {
	b := &entitiesBody{Query: v.query()}
	entities, err := v.entities()
	if err != nil {
		return err
	}
	var all []*trace.Entity
	for _, e := range entities {
		if found(b.Query, e.Name, e.NameEn, e.Commune, e.FormerPlace, e.Registration, e.ID) {
			all = append(all, e)
		}
	}
	place.Sort(all, func(e *trace.Entity) string { return e.Name })
	b.All = len(all)
	query := url.Values{}
	if b.Query != "" {
		query.Set("q", b.Query)
	}
	all, b.paging = paged(v, "/console/entities", query, all)
	for _, e := range all {
		b.Rows = append(b.Rows, entityRow{e, v.kindText(e.EntityKind), v.Page.Place(e), v.Page.To("/console/entities/" + e.ID)})
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("entities", v.Page.T("officer.entities.title"), b, http.StatusOK)
}

// kindText is a legal form in the page's language.
func (v *visit) kindText(code string) string {
	kind, _ := ocop.EntityKindByCode(code)
	return v.inLanguage(kind.Name, kind.NameEn)
}

// inLanguage is the Vietnamese or the English text.
func (v *visit) inLanguage(vi, en string) string {
	if v.Page.Lang() == "en" && en != "" {
		return en
	}
	return vi
}

// entityBody is an entity with its products.
type entityBody struct {
	console.Common
	*trace.Entity
	Kind, Place                  string
	Products                     []foundRow
	Change, Dossier, Public, Add string
}

func showEntity(v *visit) error {
	e, err := v.entity(v.Variable("entity"))
	if err != nil {
		return err
	}
	path := "/console/entities/" + e.ID
	b := &entityBody{
		Entity: e, Kind: v.kindText(e.EntityKind), Place: v.Page.Place(e),
		Change: v.Page.To(path + "/change"), Dossier: v.Page.To(path + "/dossier"), Public: v.Page.To("/entities/" + e.ID), Add: v.Page.To(productPath(e) + "/new"),
	}
	products, err := v.Registry.ProductsOf(v.Ctx(), e.ID)
	if err != nil {
		return err
	}
	place.Sort(products, func(p *trace.Product) string { return p.Name })
	for _, p := range products {
		row, err := v.foundRow(p, e)
		if err != nil {
			return err
		}
		b.Products = append(b.Products, row)
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	v.Page.Sample = e.Sample
	return v.Show("entity", e.Name, b, http.StatusOK)
}

// foundRow is a product in a list, with what its recognition is worth today.
func (v *visit) foundRow(p *trace.Product, e *trace.Entity) (foundRow, error) {
	s, err := v.Registry.ScanProduct(v.Ctx(), p.ID)
	if err != nil {
		return foundRow{}, err
	}
	return foundRow{p, e, v.StarsText(s.Standing), v.Page.To("/console/products/" + p.ID)}, nil
}
