package web

import (
	"html/template"
	"net/url"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A place is a point where goods are sold or visitors received, as pages show
// it.
type place struct {
	*trace.Point
	Where string       // commune and province
	Phone template.URL // "" where the line is not just a number
	Map   string       // of its coordinates; "" for none
	Geo   template.URL // the same for the phone's own map (RFC 5870)
}

func (p *page) place(pt *trace.Point) place {
	v := place{Point: pt, Where: placeName(pt.Commune, pt.ProvinceCode), Phone: dial(pt.Hotline)}
	if pt.Latitude != "" && pt.Longitude != "" {
		v.Map = "https://www.openstreetmap.org/?mlat=" + pt.Latitude + "&mlon=" + pt.Longitude +
			"#map=16/" + pt.Latitude + "/" + pt.Longitude
		at := pt.Latitude + "," + pt.Longitude
		v.Geo = template.URL("geo:" + at + "?q=" + at + url.QueryEscape("("+pt.Name+")"))
	}
	return v
}

// places are the points of a scan.
func (p *page) places(s *trace.Scan) (all []place) {
	for _, pt := range s.Points.Shown {
		all = append(all, p.place(pt.Fact))
	}
	return all
}

// dial is a link that calls a number; "" for what is not just a number.
func dial(number string) template.URL {
	if !phone.MatchString(number) {
		return ""
	}
	return template.URL("tel:" + dialledOf(number))
}

// placeName is a commune with its province as they are today.
func placeName(commune, provinceCode string) string {
	province, ok := ocop.ProvinceByCode(provinceCode)
	if !ok {
		return commune
	}
	return commune + ", " + province.FullName()
}

// A part is what a template about one thing is given, with the page for its
// words.
type part struct {
	Page  *page
	About any
}

// With is the page with what a part of it is about.
func (p *page) With(thing any) part { return part{p, thing} }

// Dial is a link that calls a number; "" for what is not just a number.
func (p *page) Dial(number string) template.URL { return dial(number) }
