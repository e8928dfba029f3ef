package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"ocoptrace/label"
	"ocoptrace/label/picture"
	"ocoptrace/label/proof"
)

var labelSymbolVerb = command{
	name:     "label symbol",
	synopsis: "URI --out FILE.svg|FILE.png",
	about:    "draw the QR symbol of a link, for a poster or a printing house",
	details: `The symbol has its quiet zone, which must be kept free of everything. It needs
no data directory, and is read back before it is written.`,
	example: `ocoptrace label symbol https://tx.example.vn/p/gao-seng-cu --module 1.5 --out gao.svg`,
	run:     runLabelSymbol,
}

// A symbolAnswer says what was drawn.
type symbolAnswer struct {
	URI     string  `json:"uri"`
	File    string  `json:"file"`
	Version int     `json:"version"` // of ISO/IEC 18004
	Level   string  `json:"level"`
	Modules int     `json:"modules"` // on a side
	Side    float64 `json:"side"`    // mm, without the quiet zone
}

// Limits of a symbol that is drawn.
const (
	leastModule, mostModule = label.MinModule, 50.0 // mm
	mostDots                = 100
)

func runLabelSymbol(_ context.Context, in *invocation) error {
	out := in.String("out", "", "`file` to write, ending in .svg or .png")
	module := in.Float64("module", 0.5, "side of a module, `mm`")
	dots := in.Int("dots", 12, "side of a module in a PNG, `dots`")
	force := in.Bool("force", false, "replace a file that exists")
	asJSON := in.Bool("json", false, "print the answer as JSON")
	if err := in.parse(1, 1); err != nil {
		return err
	}
	switch {
	case !isPicture(*out):
		return in.misuse("--out must name a file that ends in .svg or .png, not %s", shortened(*out))
	case !(*module >= leastModule && *module <= mostModule):
		return in.misuse("--module %g is not %g to %g mm", *module, leastModule, mostModule)
	case *dots < 1 || *dots > mostDots:
		return in.misuse("--dots %d is not 1 to %d", *dots, mostDots)
	}
	symbol, err := label.Encode(in.rest[0])
	if err != nil {
		return withHint(err, "a symbol holds a link of up to %d printable ASCII characters; other letters are percent-encoded", label.MaxContent)
	}
	mark := label.SymbolMark{Symbol: symbol, URI: in.rest[0], Module: *module}
	if err := readsBack(mark); err != nil {
		return err
	}
	err = writeFile(*out, 0o644, *force, func(w io.Writer) error {
		if pictureKind(*out) == ".svg" {
			return picture.SVGSymbol(w, mark)
		}
		return picture.PNGSymbol(w, mark, *dots)
	})
	if err != nil {
		return err
	}
	a := symbolAnswer{in.rest[0], *out, symbol.Version(), string(symbol.Level()), symbol.Size(), mark.Side()}
	if *asJSON {
		return in.printJSON(a)
	}
	fmt.Fprintf(in.stdout, "%s: version %d, level %s, %d modules, %.1f mm and a quiet zone of %.1f mm\n", a.File, a.Version, a.Level, a.Modules, a.Side, label.Quiet**module)
	return nil
}

func pictureKind(file string) string { return strings.ToLower(filepath.Ext(file)) }

func isPicture(file string) bool { return pictureKind(file) == ".svg" || pictureKind(file) == ".png" }

// readsBack decodes a symbol and compares it with what it shall hold.
func readsBack(m label.SymbolMark) error {
	const dots = 4 // in a module
	side := m.Symbol.Size() + 2*label.Quiet
	b := label.NewBitmap(side*dots, side*dots)
	for y := range b.H {
		for x := range b.W {
			if m.Symbol.Dark(x/dots-label.Quiet, y/dots-label.Quiet) {
				b.Set(x, y)
			}
		}
	}
	read, err := proof.Symbol(b)
	if err == nil && read != m.URI {
		err = fmt.Errorf("%w: it reads %s", proof.ErrDiffers, shortened(read))
	}
	return err
}
