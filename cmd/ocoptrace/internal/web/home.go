package web

import (
	"context"
	"net/http"

	"ocoptrace/trace"

	"github.com/gorilla/mux"
)

// front is the body of the first page.
type front struct {
	Form     *codeForm
	Products []listed
	More     int // products that are not listed
}

// listed is a product in a list.
type listed struct {
	*trace.Product
	Maker *trace.Entity // nil where the list is of one producer
}

// maxProducts bounds a list of products.
const maxProducts = 60

func (web *Web) home(w http.ResponseWriter, r *http.Request) {
	web.cached(w, r, func(ctx context.Context, p *page) error {
		products, all, err := web.registry.FirstProducts(ctx, maxProducts)
		if err != nil {
			return err
		}
		f := &front{Form: &codeForm{}, More: all - len(products)}
		for _, product := range products {
			maker, err := web.registry.Entity(ctx, product.Entity)
			if err != nil {
				return err
			}
			f.Products = append(f.Products, listed{product, maker})
			p.Sample = p.Sample || product.Sample
		}
		p.template, p.Title, p.Body = "home", p.T("home.title"), f
		return nil
	})
}

// producer is the body of an entity's page.
type producer struct {
	*trace.Entity
	Kind     string
	Products []listed
	Album    album
	Places   []place // of its own, or that offer its goods
	Record   *record // of the entity; nil if it has no product to reach it by
}

func (web *Web) entity(w http.ResponseWriter, r *http.Request) {
	id := mux.Vars(r)["entity"]
	web.cached(w, r, func(ctx context.Context, p *page) error {
		b, err := web.producer(ctx, p, id)
		if err != nil {
			return nothingHere(err)
		}
		p.template, p.Title, p.Sample, p.Body = "entity", b.Name, b.Sample, b
		return nil
	})
}

func (web *Web) producer(ctx context.Context, p *page, id string) (*producer, error) {
	e, err := web.registry.Entity(ctx, id)
	if err != nil {
		return nil, err
	}
	products, err := web.registry.ProductsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	b := &producer{Entity: e, Kind: p.entityKind(e), Album: p.album(e.Photos)}
	for _, product := range products {
		b.Products = append(b.Products, listed{Product: product})
	}
	if len(products) > 0 {
		s, err := web.registry.ScanProduct(ctx, products[0].ID)
		if err != nil {
			return nil, err
		}
		r := p.record(s.Entity.Evidence)
		b.Entity, b.Record = s.Entity.Fact, &r
	}
	points, _, err := web.registry.Points(ctx, trace.PointFilter{Entity: id}, "", maxPlaces)
	for _, pt := range points {
		b.Places = append(b.Places, p.place(pt))
	}
	return b, err
}
