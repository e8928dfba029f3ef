package place

import (
	"fmt"

	"ocoptrace/trace/ocop"
)

var syllables = []string{
	"An", "Ba", "Bình", "Đông", "Đại", "Hòa", "Hoà", "Hồng", "Khánh", "Lễ", "Long", "Mẫu", "Mường", "Ngọc",
	"Nghĩa", "Phú", "Phương", "Quảng", "Sơn", "Tân", "Thạnh", "Thượng", "Ước", "Vân", "Việt", "Xà", "Yên",
}

// made is a commune that is not, the nth of many.
func made(n int) Commune {
	word := func(n int) string { return syllables[n%len(syllables)] }
	name := ranks[n*7%len(ranks)] + " " + word(n*11) + " " + word(n/len(syllables)*5+n)
	if n%5 == 0 {
		name += " " + word(n/3)
	}
	p := ocop.Provinces()
	return Commune{fmt.Sprintf("%05d", n), name, "", p[n*13%len(p)].Code}
}

// madeUnits are as many units as Viet Nam has since July 2025.
func madeUnits() (units []Unit) {
	for n := range 3321 {
		units = append(units, Unit{Commune: made(n)})
	}
	return units
}
