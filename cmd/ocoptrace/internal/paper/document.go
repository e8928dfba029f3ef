package paper

import (
	"context"
	"io"
	"time"

	"ocoptrace/assets"
	"ocoptrace/label"
	"ocoptrace/label/pdf"
)

// A Document is what is written.
type Document struct {
	Title   string // of the file, as viewers show it
	Lang    string // BCP 47
	Created time.Time
	Foot    string                    // on every page, one line
	PageNo  func(page, of int) string // "Trang 1/3"
	Blocks  []Block
}

// A Block is one of Heading, Paragraph, Facts, Grid, Signatures and Code.
type Block interface{ set(*setting) }

// A Heading stands above what it names. Level 1 is the title of the paper, in
// the middle of the line; 2 and 3 are those of its parts.
type Heading struct {
	Level int // 1 to 3
	Text  string
}

// A Paragraph is a text; line feeds end lines.
type Paragraph struct {
	Text string
	Bold bool
	Note bool // small letters
}

// Facts are names, each with what it is.
type Facts [][2]string

// A Grid is a table with a header.
type Grid struct {
	Header []string
	Widths []float64 // of the columns, in proportion; nil: all alike
	Rows   [][]string
}

// Signatures are places to sign, side by side, with room for a signature between
// the title above and the rule below; at most 4.
type Signatures []string

// A Code is a QR symbol with a text beside it. URI is printable ASCII.
type Code struct {
	URI  string
	Text string
}

// Write writes a document as PDF. Errors: one that wraps label.ErrContent for
// the URI of a Code, and those of w.
func Write(ctx context.Context, w io.Writer, d Document) error {
	pages, err := set(d)
	if err != nil {
		return err
	}
	each := func(yield func(*label.Page, error) bool) {
		for _, p := range pages {
			if !yield(p, nil) {
				return
			}
		}
	}
	return pdf.Write(ctx, w, fonts(), pdf.Options{Title: d.Title, Created: d.Created, Language: d.Lang}, each)
}

func fonts() label.Fonts {
	return label.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono}
}
