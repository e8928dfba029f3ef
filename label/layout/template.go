package layout

import (
	"encoding/json"

	"ocoptrace/label"
)

// Purpose says what a label is for, and with it what it must carry.
type Purpose string

// Purposes of templates.
const (
	Stamp  Purpose = "stamp"  // trace stamp beside a printed pack
	Full   Purpose = "full"   // all that the law asks of the product's group
	Carton Purpose = "carton" // outer carton
	Poster Purpose = "poster" // sign of a point where goods are shown
	Gift   Purpose = "gift"   // box with goods of several batches
)

// Place says where the symbol stands.
type Place string

// Places of the symbol.
const (
	Left  Place = "left"
	Right Place = "right"
	Top   Place = "top" // centred, and so are the items below it
)

// Template says what stands where on a label. It is data that a producer can
// change; the JSON form is described at [ReadTemplate]. A Template is not
// changed once a [Composer] has it.
type Template struct {
	ID        string   `json:"id"`   // 1 to 40 of a-z, 0-9 and -
	Name      Names    `json:"name"` // for lists of templates
	Purpose   Purpose  `json:"purpose"`
	Languages []string `json:"languages"` // ["vi"] or ["vi", "en"]
	Letters   float64  `json:"letters"`   // preferred size of ordinary letters, points, 4 to 72; see Body
	Symbol    Symbol   `json:"symbol"`
	Logo      *Logo    `json:"logo,omitempty"` // drawn by the item that says so
	Beside    []Item   `json:"beside"`         // at the symbol's side, or centred below it
	Wide      []Item   `json:"wide,omitempty"` // below, as wide as the label
	Foot      []Item   `json:"foot"`           // at the bottom, as wide as the label
}

// Names are what people call a template.
type Names struct {
	Vi string `json:"vi"`
	En string `json:"en"`
}

// Symbol says where the QR symbol stands and how large it is, without its quiet
// zone. Under Least mm a label is refused, under Good mm there is a warning.
// With its quiet zone the symbol takes at most Share of the label's width.
type Symbol struct {
	Place Place   `json:"place"`
	Least float64 `json:"least"`
	Good  float64 `json:"good"`
	Share float64 `json:"share"` // 0.1 to 1
}

// Item is one thing on a label: a field, or the logo, or a rule.
type Item struct {
	Field    label.Field  `json:"field,omitempty"`
	Table    bool         `json:"table,omitempty"` // values are rows of cells between tabs
	Logo     float64      `json:"logo,omitempty"`  // most height of the logo, mm, up to 100
	Rule     bool         `json:"rule,omitempty"`  // a line across
	Style    string       `json:"style,omitempty"` // "" or "regular", "bold", "mono"
	Size     float64      `json:"size,omitempty"`  // preferred, in ordinary letters, 0.5 to 6; 0 is 1
	Keep     float64      `json:"keep,omitempty"`  // share of the preferred size that its letters keep at least, 0 to 1
	Rows     int          `json:"rows,omitempty"`  // most rows of a value; 0 for as many as needed
	Colour   label.Colour `json:"colour,omitempty"`
	Priority int          `json:"priority,omitempty"` // 0: never left out; 1 to 9: left out where there is no room, 1 first; 1 to 3: for a symbol that scans well, too
	Right    *Item        `json:"right,omitempty"`    // at the right end of the same row where there is room, else below
}

// Marshal writes a template as JSON that [ReadTemplate] reads.
func (t Template) Marshal() ([]byte, error) { return json.MarshalIndent(t, "", "  ") }

// items yields the items in the order of a page, those at the right included,
// with the path of each.
func (t *Template) items(yield func(path string, i *Item) bool) {
	for _, part := range []struct {
		name  string
		items []Item
	}{{"beside", t.Beside}, {"wide", t.Wide}, {"foot", t.Foot}} {
		for i := range part.items {
			item := &part.items[i]
			path := pathOf(part.name, i)
			if !yield(path, item) || item.Right != nil && !yield(path+".right", item.Right) {
				return
			}
		}
	}
}

// has reports whether an item of the template shows a field.
func (t *Template) has(f label.Field) bool {
	for _, i := range t.items {
		if i.Field == f {
			return true
		}
	}
	return false
}

// checks reports whether the template tells people to check the domain.
func (t *Template) checks() bool { return t.has(label.FieldCheck) || t.has(label.FieldCheckShort) }

func (i *Item) style() label.Style { return styles[i.Style] }

func (i *Item) size() float64 {
	if i.Size == 0 {
		return 1
	}
	return i.Size
}

var styles = map[string]label.Style{"": label.Regular, "regular": label.Regular, "bold": label.Bold, "mono": label.Mono}
