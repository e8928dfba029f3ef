package layout

import (
	"slices"
	"testing"

	"ocoptrace/label"
)

// Every template holds a realistic product on every medium it is meant for. In
// Vietnamese alone all compulsory content is there; only calls, and English
// where it is added, may be left out.
func TestDefaultTemplatesOnTheirMedia(t *testing.T) {
	spare := []label.Field{"call", "callEn", "checkEn", "nameEn", "producer", "story"}
	english := []label.Field{"producerEn", "originEn", "ingredientsEn", "allergensEn", "nutritionEn", "storageEn", "usageEn", "warningEn", "storyEn"}
	for id, tpl := range defaults(t) {
		for size, m := range mediaFor(tpl) {
			c := composer(t, id, m)
			d, problems := c.Compose(sample())
			if d == nil {
				t.Errorf("%s on %s: %v", id, size, problems)
				continue
			}
			checkPlace(t, c, d)
			checkWords(t, &tpl, sample(), d, problems)
			for _, p := range problems {
				if id == "mini-en" && p.Field == label.FieldStars { // English takes its room
					continue
				}
				if p.Kind == label.KindLeftOut && !slices.Contains(spare, p.Field) && !slices.Contains(english, p.Field) {
					t.Errorf("%s on %s: %v", id, size, p)
				}
			}
		}
	}
}

// The symbols of all templates reach the side and the module that scan well on
// a medium that is made for them.
func TestDefaultSymbols(t *testing.T) {
	for id, m := range map[string]Media{
		"stamp": up24, "stamp-en": up24, "full": roll15, "full-en": a5, "carton": roll70, "carton-en": roll15,
		"poster": a4, "poster-en": a5, "gift": up8, "gift-en": roll15,
	} {
		tpl := defaults(t)[id]
		d, problems := composer(t, id, m).Compose(sample())
		if d == nil {
			t.Fatal(id, problems)
		}
		s := d.Symbols[0]
		if s.Side() < tpl.Symbol.Good-near || s.Module < label.RetailModule {
			t.Errorf("%s on %g x %g: side %.1f mm of modules of %.3f mm, want %g", id, m.W, m.H, s.Side(), s.Module, tpl.Symbol.Good)
		}
	}
}

// A vertical label and both other places of the symbol keep the same promises.
func TestPlacesOfTheSymbol(t *testing.T) {
	for _, place := range []Place{Left, Right, Top} {
		for id, tpl := range defaults(t) {
			tpl.Symbol.Place = place
			for size, m := range mediaFor(tpl) {
				if place == Top {
					tpl.Symbol.Share = 0.8
					m.W, m.H = min(m.W, m.H), max(m.W, m.H)*1.6
				}
				c, err := NewComposer(testFonts(), tpl, m)
				if err != nil {
					t.Fatal(err)
				}
				d, problems := c.Compose(sample())
				if d == nil {
					if tpl.Purpose != Poster {
						t.Errorf("%s, %s on %s: %v", id, place, size, problems)
					}
					continue
				}
				checkPlace(t, c, d)
				if x := d.Symbols[0].X; (x > m.W/2) != (place == Right) {
					t.Errorf("%s, %s on %s: symbol at %g", id, place, size, x)
				}
			}
		}
	}
}
