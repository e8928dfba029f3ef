package proof

import (
	"ocoptrace/label"
	"ocoptrace/label/pdf"
)

// PDF reads the symbols of a document that package pdf wrote from its bytes, and
// compares them with the pages of the record: all of them for place (to 0.01 mm),
// size and modules, and those of the labels that [Sample] names for what they
// say. What is wrong is an *[Error] with the label's number over these pages:
// drawings with symbols, in the order in which they were placed. A document that
// cannot be read is an error wrapping [pdf.ErrRead]. Text, rules and images are
// not looked at: those are in [Drawing]. It may be called from several goroutines
// at once, as [pdf.Options] Verify.
func PDF(doc []byte, pages []*label.Page) error {
	read, err := pdf.Read(doc)
	if err != nil {
		return err
	}
	seen := make([]found, len(read))
	for i, s := range read {
		seen[i] = found{
			page: s.Page, x: s.X, y: s.Y, module: s.Module,
			size: s.Modules, bitmap: s.Bitmap, border: label.Quiet,
		}
	}
	return compare(seen, 0.01, 0.0002, pages)
}
