package stock

import (
	"bytes"
	"errors"
	"fmt"

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
		return nil, fmt.Errorf("%w: %w", ErrFile, plain(data, 0, err))
	}
	if n := len(file.Stocks); n > MaxStocks {
		return nil, fmt.Errorf("%w: %d stocks, at most %d", ErrFile, n, MaxStocks)
	}
	c, faults, at := &Catalogue{}, []error(nil), 0
	for i, value := range file.Stocks {
		at += max(0, bytes.Index(data[at:], value))
		s, err := readStock(data, at, value)
		at += len(value)
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

// readStock reads one stock, which stands at a byte of the file. Its ID is set
// where it could be read at all.
func readStock(file []byte, at int, value jsontext.Value) (Stock, error) {
	var s Stock
	if value.Kind() != '{' {
		return s, fmt.Errorf("line %d: a stock must be an object, as {\"id\": …}", line(file, at))
	}
	if err := json.Unmarshal(value, &s, json.RejectUnknownMembers(true)); err != nil {
		return s, plain(file, at, err)
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
