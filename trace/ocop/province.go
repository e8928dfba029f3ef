package ocop

import (
	"slices"
	"strings"
)

// A Province is a province or centrally run city (Decision 19/2025/QĐ-TTg),
// since the mergers of 2025.
type Province struct {
	Code   string // two digits
	Name   string // without "Tỉnh" or "Thành phố"
	NameEn string
	City   bool   // a city under the central government
	Region Region // socio-economic region
	Merged []string
	Source Source
}

// A Region is one of the six socio-economic regions.
type Region struct {
	Code   string // e.g. "red_river_delta"
	Name   string
	NameEn string
	Source Source
}

// FullName returns the name with its rank: "Thành phố Huế", "Tỉnh Cao Bằng".
func (p Province) FullName() string {
	if p.City {
		return "Thành phố " + p.Name
	}
	return "Tỉnh " + p.Name
}

func (p Province) clone() Province {
	p.Merged = slices.Clone(p.Merged)
	return p
}

// Provinces returns the 34 provinces in the order of their codes. Merged are
// the former provinces that became part of it in 2025.
func Provinces() []Province {
	all := slices.Clone(law.provinces)
	for i, p := range all {
		all[i] = p.clone()
	}
	return all
}

// ProvinceByCode returns the province of a two-digit code.
func ProvinceByCode(code string) (Province, bool) {
	i := slices.IndexFunc(law.provinces, func(p Province) bool { return p.Code == code })
	if i < 0 {
		return Province{}, false
	}
	return law.provinces[i].clone(), true
}

func (r *reader) readRegions() map[string]Region {
	regions := make(map[string]Region)
	r.table("regions.csv", func(l line) {
		regions[l.must("code")] = Region{l.must("code"), l.must("name"), l.must("name_en"), l.source()}
	})
	return regions
}

func (r *reader) readProvinces(regions map[string]Region) (all []Province) {
	r.table("provinces.csv", func(l line) {
		region, known := regions[l.must("region")]
		if !known {
			r.fail(l.where, "unknown region %s", l.text("region"))
		}
		p := Province{
			Code: l.must("code"), Name: l.must("name"), NameEn: l.must("name_en"),
			City: l.yes("city"), Region: region, Source: l.source(),
		}
		if merged := l.text("merged"); merged != "" {
			p.Merged = strings.Split(merged, "; ")
		}
		all = append(all, p)
	})
	return all
}
