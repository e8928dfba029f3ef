package layout

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"math/rand/v2"
	"reflect"
	"testing"

	"ocoptrace/label"
)

const codeAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// numbered returns the content of label i of a run.
func numbered(i int) Content {
	r := rand.New(rand.NewPCG(7, uint64(i)))
	code := make([]byte, 12)
	for k := range code {
		code[k] = codeAlphabet[r.IntN(len(codeAlphabet))]
	}
	ct := sample()
	ct.URI = "https://tx.example.vn/x/" + string(code)
	ct.Values["code"] = []string{fmt.Sprintf("%s-%s-%s", code[:4], code[4:8], code[8:])}
	return ct
}

func contents(n int, of func(int) Content) iter.Seq2[Content, error] {
	return func(yield func(Content, error) bool) {
		for i := range n {
			if !yield(of(i), nil) {
				return
			}
		}
	}
}

// A layout that is used again is the one that would be found anew, and the
// labels of a run differ in symbol and code only.
func TestRunLooksAlike(t *testing.T) {
	for id, tpl := range defaults(t) {
		for size, m := range mediaFor(tpl) {
			used := composer(t, id, m)
			first, _ := used.Compose(numbered(0))
			for i := range 8 {
				got, _ := used.Compose(numbered(i))
				anew, _ := composer(t, id, m).Compose(numbered(i))
				if !reflect.DeepEqual(got, anew) {
					t.Fatalf("%s on %s: label %d differs from one laid out anew", id, size, i)
				}
				checkPlace(t, used, got)
				for k, text := range got.Texts {
					if text.Field == "code" {
						if text.Text != numbered(i).Values["code"][0] {
							t.Errorf("%s on %s: label %d shows %s", id, size, i, text.Text)
						}
						text.Text = first.Texts[k].Text
					}
					if text != first.Texts[k] {
						t.Errorf("%s on %s: label %d has %+v, the first %+v", id, size, i, text, first.Texts[k])
					}
				}
				if s := got.Symbols[0]; s.URI != numbered(i).URI || s.Module != first.Symbols[0].Module {
					t.Errorf("%s on %s: label %d: %s, module %g", id, size, i, s.URI, s.Module)
				}
			}
		}
	}
}

// Whatever changes beside the code and the URI changes the layout.
func TestPlansAreNotMixed(t *testing.T) {
	c := composer(t, "full-en", up8)
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 120 {
		ct := numbered(i)
		switch r.IntN(5) {
		case 0:
			ct.Values["name"] = []string{fmt.Sprint("Giò ", r.IntN(2))}
		case 1:
			ct.Values["name"] = []string{"Giò", "lụa"}
		case 2:
			ct.Values["code"][0] += "-X"
		case 3:
			ct.URI += "/long/enough/for/a/larger/symbol/of/this/label"
		case 4:
			ct.Values["code"] = []string{"7K3M 9QP2"}
		}
		got, problems := c.Compose(ct)
		want, expected := composer(t, "full-en", up8).Compose(ct)
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(problems, expected) {
			t.Fatalf("%d: %v, want %v", i, problems, expected)
		}
	}
}

// A drawing stays as it is when others are made, and is not the composer's.
func TestDrawingsShareNothingThatChanges(t *testing.T) {
	c := composer(t, "stamp", up24)
	a, _ := c.Compose(numbered(1))
	kept := *a
	kept.Texts = append([]label.TextMark(nil), a.Texts...)
	b, _ := c.Compose(numbered(2))
	b.Symbols[0].X = 99
	ct := numbered(1)
	ct.Values["name"][0] = "changed"
	if _, problems := c.Compose(ct); len(problems) > 0 && !problems[0].Warning {
		t.Fatal(problems)
	}
	if !reflect.DeepEqual(*a, kept) {
		t.Error("the first drawing changed")
	}
}

func TestComposeAllKeepsTheOrder(t *testing.T) {
	const n = 300
	mixed := func(i int) Content {
		ct := numbered(i)
		if i%7 == 3 { // another batch
			ct.Values["name"], ct.Values["lot"] = []string{"Chả quế"}, []string{fmt.Sprint("Lô ", i)}
		}
		return ct
	}
	tpl := defaults(t)["stamp"]
	c := composer(t, "stamp", up24)
	i := 0
	for d, err := range ComposeAll(t.Context(), testFonts(), tpl, up24, contents(n, mixed)) {
		if err != nil {
			t.Fatal(err)
		}
		if want, _ := c.Compose(mixed(i)); !reflect.DeepEqual(d, want) {
			t.Fatalf("label %d is another", i)
		}
		i++
	}
	if i != n {
		t.Errorf("%d labels of %d", i, n)
	}
}

func TestComposeAllEndsAtTheFirstError(t *testing.T) {
	tpl := defaults(t)["stamp"]
	broken := func(yield func(Content, error) bool) {
		for i := range 20 {
			if !yield(numbered(i), nil) {
				return
			}
		}
		if yield(Content{}, io.ErrUnexpectedEOF) {
			t.Error("read on after an error")
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	wrong := func(i int) Content {
		ct := numbered(i)
		if i == 5 {
			ct.Values["lot"] = []string{"\U0001F600"}
		}
		return ct
	}
	for name, test := range map[string]struct {
		seq  iter.Seq2[*label.Drawing, error]
		made int
		is   error
	}{
		"source":    {ComposeAll(t.Context(), testFonts(), tpl, up24, broken), 20, io.ErrUnexpectedEOF},
		"cancelled": {ComposeAll(cancelled, testFonts(), tpl, up24, contents(9, numbered)), 0, context.Canceled},
		"media":     {ComposeAll(t.Context(), testFonts(), tpl, Media{}, contents(9, numbered)), 0, ErrMedia},
		"refused":   {ComposeAll(t.Context(), testFonts(), tpl, up24, contents(9, wrong)), 5, nil},
	} {
		made := 0
		var last error
		for d, err := range test.seq {
			if last != nil {
				t.Errorf("%s: goes on after %v", name, last)
			}
			if last = err; d != nil {
				made++
			}
		}
		var refusal *Refusal
		if test.is == nil && (!errors.As(last, &refusal) || refusal.Index != 5 || refusal.Problems[0].Field != "lot") {
			t.Errorf("%s: %v", name, last)
		}
		if made != test.made || last == nil || test.is != nil && !errors.Is(last, test.is) {
			t.Errorf("%s: %d made, %v", name, made, last)
		}
	}
}

// The look-ahead is bounded: a reader that stops has not had the rest read.
func TestComposeAllReadsLittleAhead(t *testing.T) {
	read := 0
	of := func(i int) Content { read++; return numbered(i) }
	n := 0
	for range ComposeAll(t.Context(), testFonts(), defaults(t)["stamp"], up24, contents(1_000_000, of)) {
		if n++; n == 10 {
			break
		}
	}
	if read > 10+4*64 {
		t.Errorf("%d read for 10 labels", read)
	}
}

// FuzzCompose lays out any text: never a panic, nothing out of place, and a
// refusal names a field.
func FuzzCompose(f *testing.F) {
	f.Add("Giò lụa Ước Lễ", "Lô L261123A", "7K3M-9QP2-XW4D", "Năng lượng\t215 kcal", uint8(0), 70.0, 37.0)
	f.Add("Giò lụa Ước Lễ", "Lô L261123A", "7K3M-9QP2-XW4D", "Năng lượng\t215 kcal", uint8(24), 50.0, 30.0)
	f.Add("x\u0301", "\u202e", "", "\t\t\t", uint8(1), 20.0, 200.0)
	all := defaults(f)
	ids := []string{"stamp", "full", "full-en", "carton-en", "poster-en", "gift-en"}
	f.Fuzz(func(t *testing.T, name, lot, code, row string, pick uint8, w, h float64) {
		m := Media{W: w, H: h, InsetX: 1, InsetY: 1, DPI: 300, MinXHeight: 0.9, Thermal: pick&8 > 0, OwnSymbols: pick&16 > 0}
		c, err := NewComposer(testFonts(), all[ids[int(pick)%len(ids)]], m)
		if err != nil {
			if !errors.Is(err, ErrMedia) {
				t.Fatal(err)
			}
			return
		}
		ct := sample()
		maps.Copy(ct.Values, map[label.Field][]string{"name": {name}, "point": {name}, "lot": {lot}, "code": {code}, "nutrition": {row, row}, "batches": {row}})
		d, problems := c.Compose(ct)
		if d != nil {
			checkPlace(t, c, d)
		}
		for _, p := range problems {
			if p.Field == "" || p.Warning != (d != nil) || p.Error() == "" {
				t.Errorf("%+v", p)
			}
		}
		if d == nil && len(problems) == 0 {
			t.Error("neither drawing nor problem")
		}
	})
}

// BenchmarkCompose lays out the labels of a run: as they come, where the layout
// is found once, and each anew. "symbols" makes the symbols and nothing else.
func BenchmarkCompose(b *testing.B) {
	tpl := defaults(b)["full"]
	b.Run("run", func(b *testing.B) {
		n := 0
		for _, err := range ComposeAll(b.Context(), testFonts(), tpl, up8, contents(b.N, numbered)) {
			if err != nil {
				b.Fatal(err)
			}
			n++
		}
		b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "labels/s")
	})
	b.Run("anew", func(b *testing.B) {
		c := composer(b, "full", up8)
		for i := range b.N {
			c.last = nil
			if d, problems := c.Compose(numbered(i)); d == nil {
				b.Fatal(problems)
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "labels/s")
	})
	b.Run("symbols", func(b *testing.B) {
		for i := range b.N {
			if _, err := label.Encode(numbered(i).URI); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "labels/s")
	})
}
