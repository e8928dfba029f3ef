package packing

import (
	"errors"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/stock"
)

// catalogue is what a producer chooses from: its own stocks, then the
// program's. An own stock that bears an id of the program's gives way.
func (v *visit) catalogue() (*stock.Catalogue, []stock.Stock, error) {
	own, err := v.Press.Stocks(v.Ctx(), v.User.Entity)
	if err != nil {
		return nil, nil, err
	}
	all, err := printing.Stocks().With(own)
	if errors.Is(err, stock.ErrStock) {
		own = withoutDoubles(own)
		all, err = printing.Stocks().With(own)
	}
	return all, own, err
}

// withoutDoubles are the own stocks whose ids the program does not use.
func withoutDoubles(own []stock.Stock) (kept []stock.Stock) {
	for _, s := range own {
		if _, err := printing.Stocks().Find(s.ID); err != nil {
			kept = append(kept, s)
		}
	}
	return kept
}

// findStock is the stock of an id; press.ErrNotFound.
func (v *visit) findStock(id string) (stock.Stock, error) {
	all, _, err := v.catalogue()
	if err != nil {
		return stock.Stock{}, err
	}
	s, err := all.Find(id)
	if err != nil {
		return s, errors.Join(press.ErrNotFound, err)
	}
	return s, nil
}

// stockTitle is what a stock is called in the page's language.
func (v *visit) stockTitle(s stock.Stock) string {
	name := s.Name.Vi
	if v.Page.Lang() == "en" && s.Name.En != "" {
		name = s.Name.En
	}
	if name == "" {
		name = s.ID
	}
	return unbroken.Replace(name)
}

// unbroken keeps the measures of a label in one row.
var unbroken = strings.NewReplacer(" × ", "\u00a0×\u00a0", " mm", "\u00a0mm")
