package stock

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Limits of a file.
const (
	MaxFile   = 1 << 20 // bytes
	MaxStocks = 1000
	maxFaults = 20 // told of a file
)

// Read reads a file of stocks, whose format is in the package comment. All
// stocks are looked at, and the error, which wraps [ErrFile], names each fault
// with its stock and member, the first 20 of them. Where a stock's geometry is
// at fault it wraps [ErrStock] and a [Problems] too.
func Read(data []byte) (*Catalogue, error) {
	if len(data) > MaxFile {
		return nil, fmt.Errorf("%w: %d bytes, at most %d", ErrFile, len(data), MaxFile)
	}
	var file struct {
		Stocks []jsontext.Value `json:"stocks"`
	}
	if err := json.Unmarshal(data, &file, json.RejectUnknownMembers(true)); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrFile, err)
	}
	if n := len(file.Stocks); n > MaxStocks {
		return nil, fmt.Errorf("%w: %d stocks, at most %d", ErrFile, n, MaxStocks)
	}
	c, faults := &Catalogue{}, []error(nil)
	for i, value := range file.Stocks {
		s, err := readStock(value)
		if err == nil {
			err = c.add(s, true)
		}
		if err != nil {
			faults = append(faults, fmt.Errorf("stock %d %.70q: %w", i+1, s.ID, err))
		}
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("%w: %w", ErrFile, errors.Join(faults[:min(len(faults), maxFaults)]...))
	}
	return c, nil
}

// readStock reads one stock. Its ID is set where it could be read at all.
func readStock(value jsontext.Value) (Stock, error) {
	var s Stock
	if err := json.Unmarshal(value, &s, json.RejectUnknownMembers(true)); err != nil {
		return s, err
	}
	if value.Kind() != '{' {
		return s, fmt.Errorf("is no object")
	}
	if len(s.Codes) == 0 {
		s.Codes = nil
	}
	return s, s.Check().Err(ErrStock)
}

// Marshal writes a file of stocks, one on a line, that [Read] gives back as they
// are. Errors wrap [ErrStock].
func Marshal(stocks ...Stock) ([]byte, error) {
	c := &Catalogue{}
	var out bytes.Buffer
	out.WriteString("{\"stocks\": [")
	for i, s := range stocks {
		if err := errors.Join(s.Check().Err(ErrStock), c.add(s, true)); err != nil {
			return nil, fmt.Errorf("stock %d %.70q: %w", i+1, s.ID, err)
		}
		line, err := json.Marshal(s)
		if err != nil {
			return nil, fmt.Errorf("%w %.70q: %w", ErrStock, s.ID, err)
		}
		out.WriteString([]string{"\n  ", ",\n  "}[min(i, 1)])
		out.Write(line)
	}
	out.WriteString("\n]}\n")
	return out.Bytes(), nil
}

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
