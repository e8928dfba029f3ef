package trace

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/trace/ocop"
)

// A Point is a place where OCOP goods are shown and sold or visitors are
// received: a producer's own, or one that an office keeps for many (điểm giới
// thiệu và bán sản phẩm OCOP). A later statement about the same point supersedes
// this one.
type Point struct {
	Type         Kind   `json:"type"`
	ID           string `json:"point"` // 1-64 of a-z, 0-9 and "-"
	Name         string `json:"name"`
	NameEn       string `json:"nameEn,omitempty"`
	Entity       string `json:"entity,omitempty"` // whose place it is; empty for an office's
	Address      string `json:"address"`
	CommuneCode  string `json:"communeCode"`
	Commune      string `json:"commune"`
	ProvinceCode string `json:"provinceCode"` // code of ocop.Provinces
	// Degrees of WGS 84 with 6 decimals, "22.767312": both or neither. A record
	// has no decimal numbers.
	Latitude     string   `json:"latitude,omitempty"`
	Longitude    string   `json:"longitude,omitempty"`
	GLN          string   `json:"gln,omitempty"`          // GS1 number of the location, 13 digits
	GLNExtension string   `json:"glnExtension,omitempty"` // of a place within it (AI 254)
	Hours        string   `json:"hours,omitempty"`
	HoursEn      string   `json:"hoursEn,omitempty"`
	Hotline      string   `json:"hotline,omitempty"`  // telephone line of the place or business
	Tourism      bool     `json:"tourism,omitempty"`  // receives visitors on tours
	Products     []string `json:"products,omitempty"` // ids of those offered, at most 500
	Entities     []string `json:"entities,omitempty"` // ids of those whose goods are offered, at most 500
	Closed       bool     `json:"closed,omitempty"`   // for good, or until stated otherwise
	Sample       bool     `json:"sample,omitempty"`
}

// Bounds of a point. The box is wider than Viet Nam with its islands.
const (
	maxOffered               = 500
	minLatitude, maxLatitude = 6, 24
	minLongitude             = 101
	maxLongitude             = 118
)

// Kind implements Fact.
func (*Point) Kind() Kind { return KindPoint }

// tidy also writes coordinates with 6 decimals, and each id once.
func (p *Point) tidy() {
	p.Type = KindPoint
	tidy(&p.ID, &p.Name, &p.NameEn, &p.Entity, &p.Address, &p.CommuneCode, &p.Commune, &p.ProvinceCode,
		&p.Latitude, &p.Longitude, &p.GLN, &p.GLNExtension, &p.Hours, &p.HoursEn, &p.Hotline)
	p.Latitude, p.Longitude = sixDecimals(p.Latitude), sixDecimals(p.Longitude)
	p.Products, p.Entities = eachOnce(p.Products), eachOnce(p.Entities)
}

var degreesPattern = regexp.MustCompile(`^[0-9]{1,3}([.,][0-9]{1,20})?$`)

// sixDecimals writes degrees that were typed with fewer or more decimals, or a
// comma, as a record has them; what is no number stays.
func sixDecimals(degrees string) string {
	if !degreesPattern.MatchString(degrees) {
		return degrees
	}
	x, err := strconv.ParseFloat(strings.Replace(degrees, ",", ".", 1), 64)
	if err != nil {
		return degrees
	}
	return strconv.FormatFloat(x, 'f', 6, 64)
}

// eachOnce trims ids and drops those that were there before.
func eachOnce(ids []string) []string {
	var once []string
	seen := make(map[string]bool, len(ids))
	for _, id := range ids {
		tidy(&id)
		if !seen[id] {
			seen[id] = true
			once = append(once, id)
		}
	}
	return once
}

func (p *Point) problems() Problems {
	var f fields
	f.id("point", p.ID)
	f.required("name", p.Name, maxName)
	f.optional("nameEn", p.NameEn, maxName)
	if p.Entity != "" {
		f.id("entity", p.Entity)
	}
	f.required("address", p.Address, maxLine)
	f.required("communeCode", p.CommuneCode, 5)
	f.required("commune", p.Commune, maxName)
	_, known := ocop.ProvinceByCode(p.ProvinceCode)
	f.must(known, "provinceCode", "unknownProvince", p.ProvinceCode)
	f.degrees("latitude", p.Latitude, minLatitude, maxLatitude, "21.028511")
	f.degrees("longitude", p.Longitude, minLongitude, maxLongitude, "105.804817")
	f.must((p.Latitude == "") == (p.Longitude == ""), "longitude", "coordinatesTogether")
	f.gln("gln", p.GLN)
	f.glnExtension("glnExtension", p.GLNExtension, p.GLN)
	f.optional("hours", p.Hours, maxName)
	f.optional("hoursEn", p.HoursEn, maxName)
	f.phone("hotline", p.Hotline)
	f.offered("products", p.Products)
	f.offered("entities", p.Entities)
	f.fits("products", p)
	return f.problems
}

func (f *fields) degrees(field, degrees string, least, most int64, example string) {
	if degrees == "" {
		return
	}
	x, err := strconv.ParseFloat(degrees, 64)
	sound := err == nil && sixDecimals(degrees) == degrees && degreesPattern.MatchString(degrees) &&
		float64(least) <= x && x <= float64(most)
	f.must(sound, field, "badCoordinate", shortened(degrees), least, most, example)
}

func (f *fields) offered(field string, ids []string) {
	f.atMost(field, len(ids), maxOffered)
	for i, id := range ids {
		f.id(field+"."+strconv.Itoa(i), id)
	}
}

func (p *Point) admit(v view) error {
	earlier, err := current[*Point](v, listPoint, p.ID)
	if err != nil {
		return err
	}
	if earlier != nil && earlier.Entity != p.Entity {
		return problem("point", "taken", p.ID, cmp.Or(earlier.Entity, earlier.Name))
	}
	if p.Entity != "" {
		if err := v.exists(listEntity, p.Entity, "entity"); err != nil {
			return err
		}
	}
	if p.GLN != "" {
		if err := v.free(uniquePlace, placeNumber(p.GLN, p.GLNExtension), p.ID, "gln"); err != nil {
			return err
		}
	}
	if err := v.allExist(listProduct, p.Products, "products"); err != nil {
		return err
	}
	return v.allExist(listEntity, p.Entities, "entities")
}

func (v view) allExist(list string, ids []string, field string) error {
	for i, id := range ids {
		if err := v.exists(list, id, field+"."+strconv.Itoa(i)); err != nil {
			return err
		}
	}
	return nil
}

// rows lists a point that is closed where it can be found again, but not where
// goods are offered.
func (p *Point) rows(index int64) []row {
	rows := []row{listRow(listPoint, p.ID, index), listRow(listProvincePoint, pair(p.ProvinceCode, p.ID), index)}
	if p.Entity != "" {
		rows = append(rows, listRow(listOwnerPoint, pair(p.Entity, p.ID), index))
	}
	if p.GLN != "" {
		rows = append(rows, uniqueRow(uniquePlace, placeNumber(p.GLN, p.GLNExtension), p.ID))
	}
	if p.Closed {
		return rows
	}
	for _, id := range p.Products {
		rows = append(rows, listRow(listProductPoint, pair(id, p.ID), index))
	}
	for _, id := range p.offers() {
		rows = append(rows, listRow(listEntityPoint, pair(id, p.ID), index))
	}
	return rows
}

// offers lists the entities whose goods are offered, the owner among them.
func (p *Point) offers() []string {
	if p.Entity == "" || slices.Contains(p.Entities, p.Entity) {
		return p.Entities
	}
	return append([]string{p.Entity}, p.Entities...)
}
