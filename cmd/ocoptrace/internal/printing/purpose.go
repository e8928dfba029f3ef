package printing

import (
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/trace"
)

// A Carton is what the label of a transport carton says of it.
type Carton struct {
	Pieces     int64  // packs in it; 0: not said
	Number, Of int64  // the first is carton Number of Of, the next Number+1; 0: not said
	Gross      string // weight as printed, "12,5 kg"; "": not said
}

// at is the carton n after the first.
func (c Carton) at(n int64) Carton {
	if c.Number > 0 {
		c.Number += n
	}
	return c
}

// say adds the carton to what is said of its batch.
func (c Carton) say(t texts, unit string) {
	vi := locale.For(locale.Vietnamese)
	var words []string
	if c.Pieces > 0 {
		words = append(words, vi.T("print.pieces", c.Pieces, unit))
	}
	if c.Number > 0 && c.Of > 0 {
		words = append(words, vi.T("print.carton", c.Number, c.Of))
	}
	t.set(label.FieldPieces, strings.Join(words, " · "))
	t.set(label.FieldGross, captioned(vi, "print.gross", c.Gross))
}

// boxRows are the rows of a gift box: name, lot and dates of each batch in it,
// named in both languages where english is set.
func boxRows(batches []*trace.Scan, english bool) (rows []string) {
	vi, key := locale.For(locale.Vietnamese), keysFor(english)
	for _, s := range batches {
		b := s.Batch.Fact
		dates := oneLine(vi.T(key+"produced", b.Produced) + " " + endOf(vi, b, key))
		rows = append(rows, s.Product.Fact.NameOnLabel()+"\t"+vi.T(key+"lot", b.Lot)+"\t"+dates)
	}
	return rows
}

// A Point is a place where goods are shown and sold, for its poster. What is
// empty is not printed.
type Point struct {
	Name    string
	Address string
	Hours   string
	Phone   string
}

// say adds the place. It takes the place of the producer's address.
func (p Point) say(t texts) {
	vi := locale.For(locale.Vietnamese)
	t.set(label.FieldPoint, p.Name)
	t.set(label.FieldHours, captioned(vi, "print.hours", p.Hours))
	t.set(label.FieldPhone, captioned(vi, "print.phone", p.Phone))
	if p.Address != "" {
		t.set(label.FieldAddress, p.Address)
	}
}

// ProductURI is the public page of a product; base is the service's base URL.
func ProductURI(base, product string) string { return base + "/products/" + url.PathEscape(product) }

// EntityURI is the public page of a producer.
func EntityURI(base, entity string) string { return base + "/entities/" + url.PathEscape(entity) }
