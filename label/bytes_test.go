package label

import (
	"errors"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"strings"
	"testing"

	"ocoptrace/label/labeltest"
)

// checkBytes compares a symbol with the one that ZXing's encoder makes in byte
// mode of a text of the same length, and reads it.
func checkBytes(t *testing.T, content string) {
	t.Helper()
	s, err := EncodeBytes(content)
	if err != nil {
		t.Fatalf("EncodeBytes(%q): %v", content, err)
	}
	own, err := labeltest.PrinterEncode(strings.Repeat("a", len(content)), s.Level())
	if err != nil || own.Version != s.Version() || own.Size != s.Size() {
		t.Errorf("%q: version %d, level %c; a printer's is %d, %v", content, s.Version(), s.Level(), own.Version, err)
	}
	next := map[byte]byte{'M': 'Q', 'Q': 'H'}[s.Level()]
	if next != 0 {
		if own, err := labeltest.PrinterEncode(strings.Repeat("a", len(content)), next); err != nil || own.Version <= s.Version() {
			t.Errorf("%q: level %c, but %c has version %d too (%v)", content, s.Level(), next, own.Version, err)
		}
	}
	if mixed, err := Encode(content); err != nil || mixed.Version() > s.Version() {
		t.Errorf("%q: version %d with mixed modes, %d with bytes (%v)", content, mixed.Version(), s.Version(), err)
	}
	if got, err := labeltest.ReadPure(picture(s)); err != nil || got != content {
		t.Errorf("reads %q (%v), want %q", got, err, content)
	}
}

func TestEncodeBytes(t *testing.T) {
	for _, content := range []string{
		"A", "~", "12345678", "https://tx.example.vn/x/7K3M9QP2XW4D", "HTTPS://TX.EXAMPLE.VN/X/7K3M9QP2XW4D",
		"https://tx.example.vn/01/09521234567896/10/L261123A/21/7K3M9QP2XW4D?17=261203",
		strings.Repeat("7", MaxContent),
	} {
		checkBytes(t, content)
	}
	r := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		b := make([]byte, 1+r.IntN(200))
		for i := range b {
			b[i] = byte(' ' + r.IntN('~'-' '+1))
		}
		checkBytes(t, string(b))
	}
}

// Each version holds as much as with another encoder, and not one byte more.
func TestByteVersion(t *testing.T) {
	for _, level := range []byte("MQH") {
		for v, most := range byteCapacity[level] {
			for _, c := range []struct{ n, version int }{{most, v + 1}, {most + 1, v + 2}} {
				if c.n > MaxContent {
					continue
				}
				own, err := labeltest.PrinterEncode(strings.Repeat("a", c.n), level)
				if got := ByteVersion(c.n, level); err != nil || got != own.Version || got != c.version {
					t.Errorf("%d bytes at level %c: version %d, want %d; ZXing %d, %v", c.n, level, got, c.version, own.Version, err)
				}
			}
		}
	}
	for _, c := range []struct {
		n     int
		level byte
	}{{0, 'M'}, {-1, 'H'}, {MaxContent + 1, 'M'}, {9, 'L'}, {9, 0}} {
		if got := ByteVersion(c.n, c.level); got != 0 {
			t.Errorf("%d bytes at level %q: version %d, want none", c.n, c.level, got)
		}
	}
}

func TestEncodeBytesRefuses(t *testing.T) {
	for _, content := range []string{"", "Ước", "a\nb", strings.Repeat("a", MaxContent+1)} {
		if s, err := EncodeBytes(content); !errors.Is(err, ErrContent) || s.Size() != 0 {
			t.Errorf("EncodeBytes(%q): %d modules, %v", content, s.Size(), err)
		}
	}
}

// A printer's own symbol has the place of ours and reads, whatever its mask.
func TestPrinterSymbolReads(t *testing.T) {
	const uri = "https://tx.example.vn/01/08930000000019/10/L261123A/21/7K3M9QP2XW4D"
	s, err := EncodeBytes(uri)
	if err != nil {
		t.Fatal(err)
	}
	own, err := labeltest.PrinterEncode(uri, s.Level())
	if err != nil || own.Size != s.Size() {
		t.Fatalf("%d modules, want %d (%v)", own.Size, s.Size(), err)
	}
	g := image.NewGray(image.Rect(0, 0, 4*(s.Size()+2*Quiet), 4*(s.Size()+2*Quiet)))
	draw.Draw(g, g.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	own.Draw(g, 4*Quiet, 4*Quiet, 4)
	if got, err := labeltest.ReadZXing(g); err != nil || got != uri {
		t.Errorf("reads %q (%v), want %q", got, err, uri)
	}
}

func FuzzEncodeBytes(f *testing.F) {
	f.Add("https://tx.example.vn/x/7K3M9QP2XW4D")
	f.Add("0 A*a0123456789")
	f.Fuzz(func(t *testing.T, content string) {
		if checkContent(content) == nil {
			checkBytes(t, content)
		} else if _, err := EncodeBytes(content); !errors.Is(err, ErrContent) {
			t.Errorf("EncodeBytes(%q): %v", content, err)
		}
	})
}
