package label

import (
	"errors"
	"fmt"

	"github.com/skip2/go-qrcode"
)

// ErrContent reports text that cannot be put into a symbol.
var ErrContent = errors.New("label: symbol content")

// MaxContent is the longest text of a symbol, in characters.
const MaxContent = 512

// Quiet is the width of the quiet zone in modules (ISO/IEC 18004, 5.3.8).
const Quiet = 4

// Module sides in millimetres.
const (
	MinModule    = 0.33  // below it a label is refused
	RetailModule = 0.396 // below it a label is printed with a warning (GS1 General Specifications, symbol specification table 1)
)

// Symbol is one QR symbol. The zero Symbol has no modules.
type Symbol struct {
	size    int
	version int
	level   byte
	dark    []bool // size rows of size modules
}

// Encode makes the QR symbol of content: 1 to [MaxContent] characters of
// printable ASCII (U+0020 to U+007E). The version is the least for level M, the
// level the highest which that version holds. Other content gives an error
// wrapping [ErrContent].
func Encode(content string) (s Symbol, err error) {
	defer func() { // the encoder panics on its own faults
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: encoder: %v", ErrContent, r)
		}
	}()
	if err := checkContent(content); err != nil {
		return Symbol{}, err
	}
	code, err := qrcode.New(content, qrcode.Medium)
	if err != nil {
		return Symbol{}, fmt.Errorf("%w: %w", ErrContent, err)
	}
	level := byte('M')
	for _, higher := range []struct {
		recovery qrcode.RecoveryLevel
		name     byte
	}{{qrcode.Highest, 'H'}, {qrcode.High, 'Q'}} {
		c, err := qrcode.NewWithForcedVersion(content, code.VersionNumber, higher.recovery)
		if err == nil {
			code, level = c, higher.name
			break
		}
	}
	code.DisableBorder = true
	return newSymbol(code.Bitmap(), code.VersionNumber, level), nil
}

func checkContent(content string) error {
	if content == "" || len(content) > MaxContent {
		return fmt.Errorf("%w: %d characters, want 1 to %d", ErrContent, len(content), MaxContent)
	}
	for i := range len(content) {
		if c := content[i]; c < ' ' || c > '~' {
			return fmt.Errorf("%w: byte %#02x at %d is not printable ASCII", ErrContent, c, i)
		}
	}
	return nil
}

func newSymbol(bitmap [][]bool, version int, level byte) Symbol {
	s := Symbol{size: len(bitmap), version: version, level: level}
	s.dark = make([]bool, 0, s.size*s.size)
	for _, row := range bitmap {
		s.dark = append(s.dark, row...)
	}
	return s
}

// Size returns the modules on a side, without the quiet zone: 21 to 177.
func (s Symbol) Size() int { return s.size }

// Version returns the QR version, 1 to 40.
func (s Symbol) Version() int { return s.version }

// Level returns the error correction level: 'M', 'Q' or 'H'.
func (s Symbol) Level() byte { return s.level }

// Dark reports whether the module in column x and row y, counted from the top
// left, is dark. Modules outside the symbol are light.
func (s Symbol) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < s.size && y < s.size && s.dark[y*s.size+x]
}
