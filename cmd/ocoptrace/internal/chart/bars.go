package chart

import (
	"fmt"
	"html/template"
)

// A Datum is one count.
type Datum struct {
	Label string // what is counted
	Text  string // Value as it is written in the page's language
	Value int64  // not negative
}

// A Chart is what Bars and Columns draw.
type Chart struct {
	ID          string // unique in the page, an HTML id
	Title       string
	Description string
	Data        []Datum
}

func (c Chart) most() (most int64) {
	for _, d := range c.Data {
		most = max(most, d.Value)
	}
	return most
}

// Bars draws horizontal bars from top to bottom, each under its name.
func Bars(c Chart) template.HTML {
	var p picture
	room := width - 8 - widest(c.Data)
	for _, d := range c.Data {
		p.name(d.Label)
		w := share(d.Value, c.most(), room)
		p.rect("fill-1", 0, p.height, w, thickness)
		p.text("start", w+8, p.height+12, d.Text)
		p.height += thickness + gap
	}
	return p.svg(c.ID, c.Title, c.Description, "")
}

// name writes the name of a bar above it.
func (p *picture) name(s string) {
	for _, l := range wrapped(s, perLine) {
		p.text("start", 0, p.height+letters, l)
		p.height += line
	}
	p.height += 2
}

// widest is the room for the longest text of a count.
func widest(data []Datum) (w float64) {
	for _, d := range data {
		w = max(w, textWidth(d.Text))
	}
	return w
}

// textWidth is what a text takes at most: digits take 0.56 em in the fonts of
// screens, capitals up to 0.75.
func textWidth(s string) float64 { return float64(len([]rune(s))) * letters * 0.65 }

// Columns draws columns from left to right, in the order of the data; names are
// short, such as years. Up to 12 fit a phone.
func Columns(c Chart) template.HTML {
	const tall, top, foot = 140, 20, 22
	p := picture{height: top + tall + foot}
	if len(c.Data) == 0 {
		return p.svg(c.ID, c.Title, c.Description, "")
	}
	step := float64(width) / float64(len(c.Data))
	wide := min(step*0.7, 44)
	for i, d := range c.Data {
		middle := step * (float64(i) + 0.5)
		h := share(d.Value, c.most(), tall)
		p.rect("fill-1", middle-wide/2, top+tall-h, wide, h)
		p.text("middle", middle, top+tall-h-5, d.Text)
		p.text("middle", middle, top+tall+letters+4, d.Label)
	}
	fmt.Fprintf(&p, `<path class="axis" d="M0 %dH%d" stroke="currentColor"/>`, top+tall, width)
	return p.svg(c.ID, c.Title, c.Description, "")
}
