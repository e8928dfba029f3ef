package label

import (
	"errors"
	"image"
	"image/color"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/skip2/go-qrcode"

	"ocoptrace/label/labeltest"
)

// picture draws a symbol with its quiet zone, 4 pixels a module.
func picture(s Symbol) *image.Gray {
	const px = 4
	side := (s.Size() + 2*Quiet) * px
	g := image.NewGray(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			if !s.Dark(x/px-Quiet, y/px-Quiet) {
				g.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return g
}

func checkSymbol(t *testing.T, content string) {
	t.Helper()
	s, err := Encode(content)
	if err != nil {
		t.Fatalf("Encode(%q): %v", content, err)
	}
	if s.Size() != 17+4*s.Version() {
		t.Errorf("%d modules in version %d", s.Size(), s.Version())
	}
	m, err := qrcode.New(content, qrcode.Medium)
	if err != nil {
		t.Fatal(err)
	}
	if s.Version() != m.VersionNumber {
		t.Errorf("version %d, level M needs %d", s.Version(), m.VersionNumber)
	}
	higher := map[byte]qrcode.RecoveryLevel{'M': qrcode.High, 'Q': qrcode.Highest}
	if level, ok := higher[s.Level()]; ok {
		if q, err := qrcode.New(content, level); err == nil && q.VersionNumber == s.Version() {
			t.Errorf("level %c, but the next one fits version %d too", s.Level(), s.Version())
		}
	}
	if got, err := labeltest.ReadPure(picture(s)); err != nil || got != content {
		t.Errorf("reads %q (%v), want %q", got, err, content)
	}
}

func TestEncode(t *testing.T) {
	for _, content := range []string{
		"A", "~", "12345678", "https://tx.example.vn/x/7K3M9QP2XW4D",
		"https://tx.example.vn/01/09521234567896/10/L261123A/21/7K3M9QP2XW4D?17=261203",
		"HTTPS://TX.EXAMPLE.VN/X/7K3M9QP2XW4D", strings.Repeat("a1B2", MaxContent/4),
	} {
		checkSymbol(t, content)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 100 {
		b := make([]byte, 1+r.IntN(200))
		for i := range b {
			b[i] = byte(' ' + r.IntN('~'-' '+1))
		}
		checkSymbol(t, string(b))
	}
}

func TestEncodeRefuses(t *testing.T) {
	for _, content := range []string{"", "Ước", "a\nb", "a\x7f", "a\x00", strings.Repeat("a", MaxContent+1)} {
		if s, err := Encode(content); !errors.Is(err, ErrContent) || s.Size() != 0 {
			t.Errorf("Encode(%q): %d modules, %v", content, s.Size(), err)
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add("https://tx.example.vn/x/7K3M9QP2XW4D")
	f.Add("0 A*a0123456789")
	f.Fuzz(func(t *testing.T, content string) {
		if checkContent(content) == nil {
			checkSymbol(t, content)
		} else if _, err := Encode(content); !errors.Is(err, ErrContent) {
			t.Errorf("Encode(%q): %v", content, err)
		}
	})
}
