package labeltest

import (
	"fmt"
	"image"
	"image/color"

	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"
)

// A PrinterSymbol is the symbol of a printer that encodes by itself.
type PrinterSymbol struct {
	Size, Version int // modules on a side, without a quiet zone; QR version
	dark          func(x, y int) bool
}

// PrinterEncode makes the symbol of a text as a printer does that is told byte
// mode and level ('M', 'Q' or 'H'), with ZXing's encoder, which takes the least
// version and chooses the mask. The text must have a character that only byte mode
// has, such as a small letter: ZXing would take another mode without.
func PrinterEncode(text string, level byte) (PrinterSymbol, error) {
	l := map[byte]decoder.ErrorCorrectionLevel{
		'M': decoder.ErrorCorrectionLevel_M, 'Q': decoder.ErrorCorrectionLevel_Q, 'H': decoder.ErrorCorrectionLevel_H,
	}
	ec, ok := l[level]
	if !ok {
		return PrinterSymbol{}, fmt.Errorf("level %q, want M, Q or H", level)
	}
	code, err := encoder.Encoder_encodeWithoutHint(text, ec)
	if err != nil {
		return PrinterSymbol{}, err
	}
	if code.GetMode() != decoder.Mode_BYTE {
		return PrinterSymbol{}, fmt.Errorf("%q is encoded in mode %v", text, code.GetMode())
	}
	m := code.GetMatrix()
	dark := func(x, y int) bool { return m.Get(x, y) == 1 }
	return PrinterSymbol{Size: m.GetWidth(), Version: code.GetVersion().GetVersionNumber(), dark: dark}, nil
}

// Draw draws the symbol into a picture, its first module at x, y, each of so many
// dots; light modules make dots white.
func (s PrinterSymbol) Draw(on *image.Gray, x, y, dots int) {
	for j := range s.Size * dots {
		for i := range s.Size * dots {
			c := color.Gray{Y: 255}
			if s.dark(i/dots, j/dots) {
				c.Y = 0
			}
			on.SetGray(x+i, y+j, c)
		}
	}
}
