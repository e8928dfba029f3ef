package label

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
)

// preferences adds to the catalogue of a finished document what the PDF library
// cannot write: no print scaling, since a sheet shrunk to "fit the page" misses
// its labels, and the language. The catalogue is the last object, so only the
// position of the cross-reference table behind it changes.
type preferences struct{ w io.Writer }

const catalogueEntries = "/Version /1.6\n/Lang (vi)\n/ViewerPreferences <</PrintScaling /None>>\n"

var errCatalogue = errors.New("no catalogue at the end")

// Write takes the whole document at once, as bytes.Buffer.WriteTo gives it.
func (p *preferences) Write(doc []byte) (int, error) {
	mark := []byte("/Type /Catalog\n")
	at := bytes.LastIndex(doc, mark)
	start := bytes.LastIndex(doc, []byte("\nstartxref\n"))
	xref := bytes.LastIndex(doc, []byte("\nxref\n"))
	if at < 0 || xref < at || start < xref {
		return 0, errCatalogue
	}
	at += len(mark)
	tail := slices.Concat([]byte(catalogueEntries), doc[at:start],
		fmt.Appendf(nil, "\nstartxref\n%d\n%%%%EOF\n", xref+1+len(catalogueEntries)))
	for _, part := range [][]byte{doc[:at], tail} {
		if _, err := p.w.Write(part); err != nil {
			return 0, err
		}
	}
	return len(doc), nil
}
