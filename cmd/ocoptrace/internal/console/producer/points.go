package producer

import (
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// pointsBody lists the user's own places.
type pointsBody struct {
	console.Common
	Points []pointRow
	New    string // link to the form of one; "" for who may not
}

// pointRow is a place on the page.
type pointRow struct {
	*trace.Point
	Edit string // link; "" for who may not
}

// showPoints lists the places of the user's entity, those that are closed too.
func showPoints(v *visit) error {
	points, _, err := v.Registry.Points(v.Ctx(), trace.PointFilter{Owner: v.User.Entity}, "", 0)
	if err != nil {
		return err
	}
	b := &pointsBody{}
	owner := v.User.May(account.ProductChange)
	if owner {
		b.New = v.Page.To("/console/points/new")
	}
	for _, p := range points {
		row := pointRow{Point: p}
		if owner {
			row.Edit = v.Page.To("/console/points/" + p.ID)
		}
		b.Points = append(b.Points, row)
		v.Page.Sample = v.Page.Sample || p.Sample
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("points", v.Page.T("console.shops.title"), b, http.StatusOK)
}

// pointSheet is the form of a place of the user's, or of a new one, which begins
// with the commune of the business.
func (v *visit) pointSheet() (*sheet, error) {
	maker, err := v.Registry.Entity(v.Ctx(), v.User.Entity)
	if err != nil {
		return nil, console.Missing(err)
	}
	p := &trace.Point{
		Entity: maker.ID, Address: maker.Address, CommuneCode: maker.CommuneCode, Commune: maker.Commune, ProvinceCode: maker.ProvinceCode,
		Hotline: maker.Hotline, Sample: maker.Sample,
	}
	s := &sheet{
		draft: "point", title: "console.shops.new", lead: "console.shops.lead", edit: "/console/points/new", state: "/console/points", back: "/console/points",
		done: "own", after: func() string { return "/console/points" }, id: &p.ID, fresh: true,
	}
	s.prepare = func() (err error) {
		if p.ID == "" {
			p.ID, err = freeID(p.Name, func(id string) error {
				_, err := v.Registry.Point(v.Ctx(), id)
				return err
			})
		}
		return err
	}
	if id := v.Variable("point"); id != "" {
		own, err := v.Registry.Point(v.Ctx(), id)
		if err == nil && own.Entity != v.User.Entity {
			err = trace.ErrNotFound
		}
		if err != nil {
			return nil, console.Missing(err)
		}
		*p = *own
		s.draft, s.title, s.edit, s.state = "point/"+id, "console.shops.edit", "/console/points/"+id, "/console/points/"+id+"/state"
		s.id, s.prepare, s.fresh, s.named = nil, nil, false, 1
		s.about = []console.Shown{{Name: v.Page.T("console.shops.name"), Text: p.Name, Lang: "vi"}}
	}
	v.Page.Sample, s.fact = p.Sample, p
	s.sections = v.pointSections(p)
	v.label(s, "console.shops.")
	return s, nil
}

// pointSections are the parts of the form of a place.
func (v *visit) pointSections(p *trace.Point) []section {
	provinces := []console.Option{}
	for _, province := range ocop.Provinces() {
		provinces = append(provinces, console.Option{Value: province.Code, Text: province.FullName()})
	}
	return []section{
		{"", []*entry{
			text("name", &p.Name, longName).needed(), text("nameEn", &p.NameEn, longName), text("address", &p.Address, 300).needed(),
			v.choice("provinceCode", provinces, func() string { return p.ProvinceCode }, func(typed string) { p.ProvinceCode = typed }),
			text("commune", &p.Commune, longName).needed(), text("communeCode", &p.CommuneCode, 5).needed(),
			text("hours", &p.Hours, longName), text("hoursEn", &p.HoursEn, longName), text("hotline", &p.Hotline, 30),
			v.yes("tourism", &p.Tourism), v.yes("closed", &p.Closed),
		}},
		{"console.shops.map", []*entry{text("latitude", &p.Latitude, 20), text("longitude", &p.Longitude, 20)}},
		{"console.shops.numbers", []*entry{text("gln", &p.GLN, 13), text("glnExtension", &p.GLNExtension, 20)}},
	}
}

func editPoint(v *visit) error {
	s, err := v.pointSheet()
	if err != nil {
		return err
	}
	return v.editSheet(s)
}

// statePoint states a place; a new one as stateGoods does.
func statePoint(v *visit) error {
	s, err := v.pointSheet()
	if err != nil {
		return err
	}
	return v.stateNew(s, func(id string) error {
		_, err := v.Registry.Point(v.Ctx(), id)
		return err
	})
}

// stateNew states a fact that may be new. Then it gets the id that was proposed
// when it was shown, unless another has taken it since; find says whether there
// is one (trace.ErrNotFound).
func (v *visit) stateNew(s *sheet, find func(id string) error) error {
	if s.id == nil {
		return v.stateSheet(s)
	}
	*s.id = v.Value("id")
	err := find(*s.id)
	if errors.Is(err, trace.ErrNotFound) {
		return v.stateSheet(s)
	}
	if err != nil {
		return err
	}
	key, err := v.OrderKey()
	if err != nil {
		return err
	}
	stated, err := v.Registry.Stated(v.Ctx(), key, 1)
	if err != nil {
		return err
	}
	if stated != nil {
		return v.Redirect(s.after(), url.Values{"done": {s.done}})
	}
	*s.id = ""
	return v.stateSheet(s)
}
