package trace

import "ocoptrace/trace/ocop"

// An Entity is an OCOP entity (chủ thể OCOP): the cooperative, household,
// farm or company that makes or offers products (Decision 26/2026, Art. 2.3).
// It holds business facts only; a person's name or telephone number has no
// place in a log that nobody can erase. A household that has no line of the
// business leaves Hotline empty.
type Entity struct {
	Type         Kind    `json:"type"`
	ID           string  `json:"entity"` // 1-64 of a-z, 0-9 and "-"
	Name         string  `json:"name"`
	NameEn       string  `json:"nameEn,omitempty"`
	EntityKind   string  `json:"kind"` // code of ocop.EntityKinds
	CommuneCode  string  `json:"communeCode"`
	Commune      string  `json:"commune"`      // name today
	ProvinceCode string  `json:"provinceCode"` // code of ocop.Provinces
	FormerPlace  string  `json:"formerPlace,omitempty"`
	Address      string  `json:"address,omitempty"` // of the business, as it is printed on packs
	Registration string  `json:"registration,omitempty"`
	GLN          string  `json:"gln,omitempty"`      // GS1 number of the party, 13 digits
	Hotline      string  `json:"hotline,omitempty"`  // telephone line of the business, as printed on packs
	Website      string  `json:"website,omitempty"`  // https
	Channels     []Link  `json:"channels,omitempty"` // where to buy on line, at most 8
	Story        string  `json:"story,omitempty"`
	StoryEn      string  `json:"storyEn,omitempty"`
	Photos       []Photo `json:"photos,omitempty"` // at most 6
	Sample       bool    `json:"sample,omitempty"` // fictional: pages and labels say DỮ LIỆU MẪU
}

// Kind implements Fact.
func (*Entity) Kind() Kind { return KindEntity }

func (e *Entity) tidy() {
	e.Type = KindEntity
	tidy(&e.ID, &e.Name, &e.NameEn, &e.EntityKind, &e.CommuneCode, &e.Commune, &e.ProvinceCode,
		&e.FormerPlace, &e.Address, &e.Registration, &e.GLN, &e.Hotline, &e.Website, &e.Story, &e.StoryEn)
	tidyLinks(e.Channels)
	tidyPhotos(e.Photos)
}

func (e *Entity) problems() Problems {
	var f fields
	f.id("entity", e.ID)
	f.required("name", e.Name, maxName)
	f.optional("nameEn", e.NameEn, maxName)
	_, known := ocop.EntityKindByCode(e.EntityKind)
	f.must(known, "kind", "unknownEntityKind", e.EntityKind)
	f.required("communeCode", e.CommuneCode, 5)
	f.required("commune", e.Commune, maxName)
	_, known = ocop.ProvinceByCode(e.ProvinceCode)
	f.must(known, "provinceCode", "unknownProvince", e.ProvinceCode)
	f.optional("formerPlace", e.FormerPlace, maxName)
	f.optional("address", e.Address, maxLine)
	f.optional("registration", e.Registration, maxName)
	f.gln("gln", e.GLN)
	f.phone("hotline", e.Hotline)
	f.https("website", e.Website)
	f.links("channels", e.Channels)
	f.optional("story", e.Story, maxText)
	f.optional("storyEn", e.StoryEn, maxText)
	f.photos("photos", e.Photos, maxPhotos)
	f.fits("story", e)
	return f.problems
}

func (e *Entity) admit(v view) error {
	if err := v.free(uniqueRegistration, e.Registration, e.ID, "registration"); err != nil {
		return err
	}
	return v.free(uniqueParty, e.GLN, e.ID, "gln")
}

func (e *Entity) rows(index int64) []row {
	rows := []row{listRow(listEntity, e.ID, index)}
	if e.Registration != "" {
		rows = append(rows, uniqueRow(uniqueRegistration, e.Registration, e.ID))
	}
	if e.GLN != "" {
		rows = append(rows, uniqueRow(uniqueParty, e.GLN, e.ID))
	}
	return rows
}
