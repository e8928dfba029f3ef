package layout

import (
	"errors"

	"ocoptrace/label"
)

// Composer lays labels out by one template on one medium. It belongs to one
// goroutine.
type Composer struct {
	template *Template
	media    Media
	grid     grid
	faces    *label.Faces
	mono     label.Extent // greatest ink of the letters of one width
	body     float64      // ordinary letters, points
	least    float64      // points
	code     float64      // least of a code, points
	demanded []label.Field
	logo     *label.Bitmap
	last     *plan
	second   *plan // around the smaller of two symbols
}

// NewComposer checks the template and the medium. Errors wrap [ErrTemplate],
// [ErrMedia] or [label.ErrFonts].
func NewComposer(fonts label.Fonts, t Template, m Media) (*Composer, error) {
	var faults []error
	for _, p := range t.Check() {
		faults = append(faults, p.Err)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, err
	}
	if err := m.Check(); err != nil {
		return nil, err
	}
	faces, err := label.NewFaces(fonts)
	if err != nil {
		return nil, err
	}
	c := &Composer{
		template: &t, media: m, grid: m.grid(), faces: faces, mono: envelope(faces, label.Mono),
		least: max(LeastPoint, faces.LeastSize(m.MinPoint, m.MinXHeight)), demanded: demanded(&t),
	}
	c.body, c.code = max(m.body(&t), c.least), c.least
	if m.MinCode > 0 {
		c.code = max(LeastPoint, faces.LeastSize(m.MinCode, m.MinXHeight))
	}
	if t.Logo != nil {
		c.logo = t.Logo.bitmap()
	}
	return c, nil
}

// ink returns the colour in which the medium's printer shows another.
func (c *Composer) ink(i label.Colour) label.Colour {
	if c.media.Thermal {
		return ""
	}
	return i
}

// Compose lays one label out. Without a drawing the problems are why there is
// none; with one they are warnings: fields left out, a symbol that is small.
func (c *Composer) Compose(ct Content) (*label.Drawing, []label.Problem) {
	s, err := c.media.encode(ct.URI)
	return c.encoded(ct, s, err)
}

// encoded lays out a label whose symbols are made.
func (c *Composer) encoded(ct Content, s symbols, err error) (*label.Drawing, []label.Problem) {
	problems := c.checkContent(ct)
	if err != nil {
		problems = append(problems, label.Problem{Field: label.FieldURI, Kind: label.KindContent, Err: err})
	}
	if len(problems) > 0 {
		return nil, problems
	}
	if !c.last.holds(c.template, ct, s.first.Size()) {
		c.last = c.plan(ct, s.first.Size())
	}
	if len(c.last.problems) > 0 && s.smaller.Size() > 0 {
		if !c.second.holds(c.template, ct, s.smaller.Size()) {
			c.second = c.plan(ct, s.smaller.Size())
		}
		if c.second.better(c.last) {
			d, problems := c.second.draw(ct, s.smaller)
			return d, append(problems, label.Problem{Field: label.FieldURI, Kind: label.KindPicture, Warning: true})
		}
	}
	return c.last.draw(ct, s.first)
}

// plan finds the layout of a content around a symbol of so many modules a side.
func (c *Composer) plan(ct Content, modules int) *plan {
	e := c.entries(ct)
	p := &plan{key: keyOf(c.template, ct), modules: modules}
	sizes, refusal := c.modules(modules)
	if refusal == nil {
		p.drawing, p.problems, refusal = c.search(e, modules, sizes)
	}
	if refusal != nil {
		p.problems = []label.Problem{possible(*refusal, ct)}
	}
	return p
}
