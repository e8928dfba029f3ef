package layout

import "ocoptrace/label"

// symbols are those that a label may have: the first, and where that leaves too
// little room a smaller one, which the printer does not make by itself.
type symbols struct {
	first   label.Symbol
	smaller label.Symbol // zero where there is none
}

// encode makes the symbols of a URI.
func (m Media) encode(uri string) (symbols, error) {
	least, err := label.Encode(uri)
	if err != nil || !m.OwnSymbols {
		return symbols{first: least}, err
	}
	own, err := label.EncodeBytes(uri)
	if err != nil || least.Size() >= own.Size() {
		return symbols{first: own}, err
	}
	return symbols{first: own, smaller: least}, nil
}
