package layout

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ocoptrace/label"
)

const gs1Link = "https://tx.example.vn/01/08930000000019/10/L261123A/21/7K3M9QP2XW4D"

func isPicture(p label.Problem) bool { return p.Kind == label.KindPicture }

// On every roll a label has the printer's own symbol, or the smaller one where
// that is worth it; it is refused only where the smaller one is too.
func TestOwnSymbols(t *testing.T) {
	for id, tpl := range defaults(t) {
		for name, m := range mediaFor(tpl) {
			for _, uri := range []string{gs1Link, sample().URI, "https://tx.example.vn/01/08930000000019/21/00000000000000000019"} {
				t.Run(fmt.Sprint(id, " ", name, " ", len(uri)), func(t *testing.T) { checkOwn(t, tpl, m, uri) })
			}
		}
	}
}

func checkOwn(t *testing.T, tpl Template, m Media, uri string) {
	ct := sample()
	ct.URI = uri
	m.OwnSymbols = false
	mixed, mixedProblems := composed(t, tpl, m, ct)
	m.OwnSymbols = true
	d, problems := composed(t, tpl, m, ct)
	if d == nil {
		if mixed != nil {
			t.Errorf("refused, which is not so with the smaller symbol: %v", problems)
		}
		return
	}
	s := d.Symbols[0].Symbol
	i := slices.IndexFunc(problems, isPicture)
	if i < 0 {
		if s.Version() != label.ByteVersion(len(uri), s.Level()) || mixed != nil && len(problems) > len(mixedProblems) {
			t.Errorf("version %d, level %c, %v; with the smaller symbol %v", s.Version(), s.Level(), problems, mixedProblems)
		}
		return
	}
	if rest := slices.Delete(problems, i, i+1); !reflect.DeepEqual(d, mixed) || !reflect.DeepEqual(rest, mixedProblems) {
		t.Errorf("as a picture, but not that of the smaller symbol: %v, want %v", rest, mixedProblems)
	}
}

func composed(t *testing.T, tpl Template, m Media, ct Content) (*label.Drawing, []label.Problem) {
	t.Helper()
	c, err := NewComposer(testFonts(), tpl, m)
	if err != nil {
		t.Fatal(err)
	}
	return c.Compose(ct)
}

// A label too small for the symbol of bytes has the smaller one, and says so;
// before and after one of a long run that has room.
func TestOwnSymbolTooLarge(t *testing.T) {
	m := roll50
	m.OwnSymbols = true
	long, short := sample(), sample()
	long.URI = "https://tx.example.vn/01/08930000000019/21/" + strings.Repeat("0", 150)
	c := composer(t, "stamp", m)
	for i, ct := range []Content{long, short, long} {
		d, problems := c.Compose(ct)
		if d == nil {
			t.Fatalf("label %d: %v", i, problems)
		}
		s, long := d.Symbols[0].Symbol, i != 1
		own := label.ByteVersion(len(ct.URI), s.Level())
		if picture := slices.ContainsFunc(problems, isPicture); picture != long || (s.Version() < own) != long {
			t.Errorf("label %d: as a picture %t, version %d, bytes need %d: %v", i, picture, s.Version(), own, problems)
		}
	}
}

// A sequence has the labels that are composed one by one.
func TestOwnSymbolsOfAll(t *testing.T) {
	m := roll50
	m.OwnSymbols = true
	c := composer(t, "stamp", m)
	i := 0
	for d, err := range ComposeAll(t.Context(), testFonts(), *c.template, m, contents(30, numbered)) {
		if err != nil {
			t.Fatal(err)
		}
		if want, problems := c.Compose(numbered(i)); !reflect.DeepEqual(d, want) {
			t.Errorf("label %d is not the one composed alone (%v)", i, problems)
		}
		i++
	}
	if i != 30 {
		t.Errorf("%d labels, want 30", i)
	}
}
