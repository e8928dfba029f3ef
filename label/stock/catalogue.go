package stock

import (
	"fmt"
	"slices"
)

// A Catalogue is stocks in an order, each with an id of its own. It is not
// changed once it is made, so that several goroutines may read it.
type Catalogue struct {
	stocks []Stock
	byID   map[string]int
	codes  map[string]bool // maker and code, folded
}

// add appends a stock that has been checked; ids, and codes of a maker where
// asked, must be new.
func (c *Catalogue) add(s Stock, codes bool) error {
	if c.byID == nil {
		c.byID, c.codes = map[string]int{}, map[string]bool{}
	}
	var ps Problems
	if _, ok := c.byID[s.ID]; ok {
		ps.add("id", KeyDuplicate, s.ID)
	}
	for _, code := range s.Codes {
		key := fold(s.Maker) + "\x00" + squeeze(fold(code))
		if codes && c.codes[key] {
			ps.add("codes", KeyDuplicate, code)
		}
		c.codes[key] = true
	}
	if err := ps.Err(ErrStock); err != nil {
		return err
	}
	c.byID[s.ID] = len(c.stocks)
	c.stocks = append(c.stocks, s)
	return nil
}

// All returns the stocks in their order.
func (c *Catalogue) All() []Stock { return slices.Clone(c.stocks) }

// Find returns the stock of an id, or an error wrapping [ErrStock].
func (c *Catalogue) Find(id string) (Stock, error) {
	if i, ok := c.byID[id]; ok {
		return c.stocks[i], nil
	}
	return Stock{}, fmt.Errorf("%w: %.70q is not known", ErrStock, id)
}

// With returns a catalogue of a person's own stocks, first, and those of c. An
// own stock may repeat a maker's code, measured anew, but no id. Errors wrap
// [ErrStock] and tell all problems of the first stock at fault.
func (c *Catalogue) With(own []Stock) (*Catalogue, error) {
	out := &Catalogue{}
	for i, s := range slices.Concat(own, c.stocks) {
		if i < len(own) {
			if err := s.Check().Err(ErrStock); err != nil {
				return nil, fmt.Errorf("own stock %d %.70q: %w", i+1, s.ID, err)
			}
		}
		if err := out.add(s, false); err != nil {
			return nil, fmt.Errorf("stock %.70q: %w", s.ID, err)
		}
	}
	return out, nil
}
