package web

import (
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"

	"golang.org/x/net/html/atom"
)

// hostile is a text that would break out of an element, an attribute or a
// script if it were not escaped.
const hostile = `Gạo</title></p>"'><script>alert(1)</script><img src=x onerror=alert(1)>{{.}}&lt;&amp;`

// Every text that people enter comes out as it went in, and as text only.
func TestHostileTexts(t *testing.T) {
	w := tracetest.New(t)
	batch := &trace.Batch{Product: "p", Lot: "L", Produced: day("2026-11-20"), Quantity: 5, Unit: "<b>", BestBefore: day("2026-12-20")}
	w.State(t,
		&trace.Entity{
			ID: "e", Name: hostile, NameEn: hostile, EntityKind: "cooperative", CommuneCode: "02761", Commune: hostile,
			ProvinceCode: "15", FormerPlace: hostile, Address: hostile, Registration: hostile,
		},
		&trace.Product{
			ID: "p", Entity: "e", Name: hostile, NameEn: hostile, Group: "I.2a", Taxonomy: "26/2026", Net: hostile[:50],
			DateKind: trace.DateBestBefore, Storage: hostile, StorageEn: hostile, Ingredients: hostile, Allergens: hostile,
			Warning: hostile, Standard: hostile, Story: hostile, StoryEn: hostile,
		},
		&trace.Recognition{Product: "p", Stars: 3, Number: "15-02761-96-2026", Decision: hostile, Authority: hostile, Issued: day("2026-01-01")},
		&trace.RecognitionChange{Product: "p", Number: "15-02761-96-2026", Change: trace.ChangeWithdrawn, Date: day("2026-11-01"), Reason: hostile, Authority: hostile})
	if err := w.Complete(t.Context(), batch, nil); err != nil {
		t.Fatal(err)
	}
	w.State(t, batch, &trace.Recall{
		Product: "p", Lot: "L", Action: trace.ActionRecall, Reason: hostile, ReasonEn: hostile,
		Instruction: hostile, Contact: "javascript:alert(1)", Date: day("2026-11-21"),
	})
	run := newRun(t, w, batch, 1)
	w.State(t, &trace.LabelStatus{Run: run.ID, From: 1, To: 1, State: trace.LabelVoided, Reason: hostile, Date: day("2026-11-21")})
	s := newSite(t, w)
	for _, path := range []string{"/", "/products/p", "/entities/e", "/batches/p/L", s.labelPath(t, run, 1)} {
		for _, lang := range []string{"vi", "en"} {
			root := s.page(t, path, lang, 200)
			whole := 0
			for n := range root.Descendants() {
				if strings.Contains(n.Data, hostile) {
					whole++
				}
				if n.DataAtom == atom.Img && attr(n, "src") == "x" {
					t.Errorf("%s: an element came out of a text", path)
				}
				if strings.HasPrefix(attr(n, "href"), "javascript") {
					t.Errorf("%s: a link came out of a text: %v", path, n.Attr)
				}
			}
			if whole == 0 {
				t.Errorf("%s: the text is not there as it was entered", path)
			}
		}
	}
}

func TestPhone(t *testing.T) {
	for contact, want := range map[string]string{
		"0900 000 010": "tel:0900000010", "+84 900-000-010": "tel:+84900000010", "1800 0000": "tel:18000000",
		"Chi cục, 0900 000 010": "", "javascript:1": "", "12": "",
	} {
		s, run := rice(t)
		s.State(t, &trace.Recall{
			Product: "gao-seng-cu", Lot: "ST-01", Action: trace.ActionRecall, Reason: "r", Instruction: "i", Contact: contact, Date: day("2026-11-22"),
		})
		got := ""
		if a := find(s.page(t, s.labelPath(t, run, 1), "vi", 200), "call"); a != nil {
			got = attr(a, "href")
		}
		if got != want {
			t.Errorf("%q is dialled as %q, want %q", contact, got, want)
		}
	}
}
