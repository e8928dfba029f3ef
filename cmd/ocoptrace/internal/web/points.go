package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"

	"github.com/gorilla/mux"
)

// maxPlaces is how many points a page lists, maxOffers how many products of
// each.
const (
	maxPlaces = 25
	maxOffers = 6
)

// placed is the body of the page of points.
type placed struct {
	Provinces []ocop.Province
	Province  string // code of the one chosen; "" for all
	Tourism   bool   // only those that receive visitors
	Heading   string
	Places    []offering
	Next      string // link to the next page; "" on the last
}

// An offering is a point with what it offers.
type offering struct {
	place
	Owner      *trace.Entity    // whose place it is; nil for an office's
	Offers     []*trace.Product // at most maxOffers
	MoreOffers int
}

// points lists the points that are open, of a province or all, by their ids.
func (web *Web) points(w http.ResponseWriter, r *http.Request) {
	asked := r.URL.Query()
	after := asked.Get("after")
	b := &placed{Provinces: ocop.Provinces(), Tourism: asked.Get("tourism") == "1"}
	if province, ok := ocop.ProvinceByCode(asked.Get("province")); ok {
		b.Province, b.Heading = province.Code, province.FullName()
	}
	kept := b.query()
	if after != "" {
		kept.Set("after", after)
	}
	web.cachedAs(w, r, "/points?"+kept.Encode(), func(ctx context.Context, p *page) error {
		if b.Heading == "" {
			b.Heading = p.T("points.everywhere")
		}
		p.Keep(kept)
		p.template, p.Title, p.Body = "points", p.T("points.title"), b
		return web.fillPlaces(ctx, p, b, after)
	})
}

// point shows one point that is open: what the GLN of a place leads to.
func (web *Web) point(w http.ResponseWriter, r *http.Request) {
	web.cached(w, r, func(ctx context.Context, p *page) error {
		pt, err := web.registry.Point(ctx, mux.Vars(r)["point"])
		if err != nil {
			return err
		}
		b := &placed{Provinces: ocop.Provinces(), Province: pt.ProvinceCode, Heading: pt.Commune}
		p.template, p.Title, p.Sample, p.Body = "points", pt.Name, pt.Sample, b
		if pt.Closed {
			return nil
		}
		o, err := web.offering(ctx, p, pt)
		b.Places = []offering{o}
		return err
	})
}

// query is what chooses the points of a page.
func (b *placed) query() url.Values {
	q := url.Values{}
	if b.Province != "" {
		q.Set("province", b.Province)
	}
	if b.Tourism {
		q.Set("tourism", "1")
	}
	return q
}

func (web *Web) fillPlaces(ctx context.Context, p *page, b *placed, after string) error {
	filter := trace.PointFilter{Province: b.Province, Tourism: b.Tourism, Open: true}
	all, more, err := web.registry.Points(ctx, filter, after, maxPlaces)
	if err != nil {
		return err
	}
	for _, pt := range all {
		o, err := web.offering(ctx, p, pt)
		if err != nil {
			return err
		}
		b.Places = append(b.Places, o)
		p.Sample = p.Sample || pt.Sample
	}
	if more {
		next := b.query()
		next.Set("after", all[len(all)-1].ID)
		b.Next = p.Link("/points", next)
	}
	return nil
}

// offering reads what a point refers to; what is gone is left out.
func (web *Web) offering(ctx context.Context, p *page, pt *trace.Point) (o offering, err error) {
	o.place = p.place(pt)
	if pt.Entity != "" {
		if o.Owner, err = web.registry.Entity(ctx, pt.Entity); err != nil && !errors.Is(err, trace.ErrNotFound) {
			return o, err
		}
	}
	shown := pt.Products[:min(len(pt.Products), maxOffers)]
	o.MoreOffers = len(pt.Products) - len(shown)
	for _, id := range shown {
		product, err := web.registry.Product(ctx, id)
		if errors.Is(err, trace.ErrNotFound) {
			continue
		}
		if err != nil {
			return o, err
		}
		o.Offers = append(o.Offers, product)
	}
	return o, nil
}
