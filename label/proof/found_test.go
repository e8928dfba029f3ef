package proof_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"ocoptrace/label"
	"ocoptrace/label/proof"
)

// place draws a symbol with its first dot at x, y.
func place(b *label.Bitmap, s label.Symbol, x, y, dots int) {
	for j := range s.Size() * dots {
		for i := range s.Size() * dots {
			if s.Dark(i/dots, j/dots) {
				b.Set(x+i, y+j)
			}
		}
	}
}

// Symbols of several sizes, side by side and below one another, are all found
// where they are, and say what they say.
func TestSymbols(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	for range 20 {
		b := label.NewBitmap(900, 600)
		var want []proof.Found
		for y := 20; y < 350; y += 250 {
			for x := 10 + r.IntN(20); x < 600; x += 280 {
				text := fmt.Sprintf("https://tx.example.vn/x/%012d", r.Int64N(1e12))
				if r.IntN(2) == 0 {
					text += fmt.Sprint(r.Int64())
				}
				s, err := label.Encode(text)
				if err != nil {
					t.Fatal(err)
				}
				dots := 1 + r.IntN(6)
				place(b, s, x, y, dots)
				want = append(want, proof.Found{X: x, Y: y, Dots: dots, Modules: s.Size(), Text: text})
			}
		}
		if got := proof.Symbols(b); !slices.Equal(got, want) {
			t.Fatalf("got %+v\nwant %+v", got, want)
		}
	}
}

// A symbol that is damaged beyond its error correction is found and not read; one
// without a corner is none.
func TestSymbolsDamaged(t *testing.T) {
	s, err := label.Encode("https://tx.example.vn/x/7K3M9QP2XW4D")
	if err != nil {
		t.Fatal(err)
	}
	b := label.NewBitmap(200, 200)
	place(b, s, 20, 20, 4)
	for y := 20 + 9*4; y < 20+s.Size()*4; y++ {
		for x := 20 + 9*4; x < 20+s.Size()*4; x++ {
			b.Set(x, y)
		}
	}
	if got := proof.Symbols(b); len(got) != 1 || !errors.Is(got[0].Err, proof.ErrUnreadable) {
		t.Errorf("damaged: %+v", got)
	}
	b.Set(20+3*4+2, 20+5*4+2) // into the light ring of the first corner
	if got := proof.Symbols(b); len(got) != 0 {
		t.Errorf("without a corner: %+v", got)
	}
	if got := proof.Symbols(label.NewBitmap(0, 0)); got != nil {
		t.Errorf("nothing: %+v", got)
	}
}
