package place

import (
	"strings"

	"ocoptrace/trace/ocop"
)

// A Commune is a unit below a province as a list has it.
type Commune struct {
	Code     string `json:"code"`             // five digits
	Name     string `json:"name"`             // with its rank: "Xã Mường Khương"; NFC
	NameEn   string `json:"nameEn,omitempty"` // without rank
	Province string `json:"province"`         // two digits, of ocop.Provinces
}

// A Unit is a commune and what is known of its past.
type Unit struct {
	Commune
	From ocop.Date  `json:"from"`           // day of the import that first had it so
	Gone ocop.Date  `json:"gone,omitzero"`  // day of the import that had it no more; zero while it is in force
	Past []PastForm `json:"past,omitempty"` // oldest first
}

// A PastForm is how a unit was known from one day of import until another.
type PastForm struct {
	Name     string    `json:"name"`
	NameEn   string    `json:"nameEn,omitempty"`
	Province string    `json:"province"`
	From     ocop.Date `json:"from"`
	Until    ocop.Date `json:"until"`
}

// InForce says that the newest list has the unit.
func (u Unit) InForce() bool { return u.Gone.IsZero() }

// ShortName is the name without its rank: "Mường Khương".
func (c Commune) ShortName() string {
	_, short := splitRank(c.Name)
	return short
}

// FullName is the name with that of the province: "Xã Mường Khương, Lào Cai".
func (c Commune) FullName() string {
	if p, known := ocop.ProvinceByCode(c.Province); known {
		return c.Name + ", " + p.Name
	}
	return c.Name
}

// ranks are what a name of a commune begins with.
var ranks = []string{"Phường", "Xã", "Thị trấn", "Đặc khu"}

// splitRank separates the rank, written as in ranks, and the name; rank is ""
// where there is none.
func splitRank(name string) (rank, short string) {
	for _, r := range ranks {
		if len(name) > len(r) && strings.EqualFold(name[:len(r)], r) && name[len(r)] == ' ' {
			return r, name[len(r)+1:]
		}
	}
	return "", name
}
