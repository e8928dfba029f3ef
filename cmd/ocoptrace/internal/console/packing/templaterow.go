package packing

import (
	"slices"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label"
	"ocoptrace/trace"
)

// A lineGroup is the lines of one part of a label.
type lineGroup struct {
	Name  string
	Lines []lineRow
}

// A lineRow is a line with what can be chosen for it.
type lineRow struct {
	Key, Name     string
	Fixed         bool
	First, Last   bool // of all
	Letters       bool // it has letters, whose size and weight can be chosen
	Bold, CanBold bool
	Right, Rule   bool
	Details       *console.Form
	Open          bool
}

// An offer is what a template could show too.
type offer struct{ Key, Name string }

// groups are the lines by the part of the label that they stand in.
func (v *visit) groups(e *editing, problems trace.Problems) (groups []lineGroup) {
	named := keys(e.lines)
	for _, part := range parts {
		g := lineGroup{Name: v.Page.T("console.template.part." + part)}
		for i, l := range e.lines {
			if l.Part == part {
				row := v.lineRow(e, i, named[i])
				row.Details.Blame(v.Page, ofForm(row.Details, problems))
				row.Open = row.Details.Bad()
				g.Lines = append(g.Lines, row)
			}
		}
		if len(g.Lines) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// ofForm are the problems of a form's fields.
func ofForm(f *console.Form, problems trace.Problems) (of trace.Problems) {
	for _, p := range problems {
		if f.Field(p.Field) != nil {
			of = append(of, p)
		}
	}
	return of
}

func (v *visit) lineRow(e *editing, at int, key string) lineRow {
	l := e.lines[at]
	row := lineRow{
		Key: key, Name: v.lineName(key), Fixed: fixed(e.t, e.lines, at), First: at == 0, Last: at == len(e.lines)-1,
		Letters: l.Item.Field != "", Right: l.Right, Rule: l.Item.Rule, Bold: l.Item.Style == "bold",
	}
	row.CanBold = row.Letters && l.Item.Style != "mono"
	row.Details = console.NewForm("", &console.Field{Name: "part." + key, Label: "console.template.part", Type: "choice", Value: l.Part, Options: v.partOptions()})
	if size := v.sizeField(l, key); size != nil {
		row.Details.Fields = append(row.Details.Fields, size)
	}
	row.Details.Fields = append(row.Details.Fields, v.colourField(l, key))
	return row
}

// lineName names a line for people.
func (v *visit) lineName(key string) string {
	switch {
	case key == logoKey:
		return v.Page.T("console.template.logo")
	case len(key) > 5 && key[:5] == "rule-":
		return v.Page.T("console.template.rule")
	}
	return printing.FieldName(v.Page.Locale, label.Field(key))
}

func (v *visit) partOptions() (all []console.Option) {
	for _, part := range parts {
		all = append(all, console.Option{Value: part, Text: v.Page.T("console.template.part." + part)})
	}
	return all
}

// sizes of letters in ordinary ones, and heights of the logo in mm.
var (
	letterSizes = []float64{0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.8, 2.2, 3}
	logoHeights = []float64{4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 60}
)

// sizeField offers sizes; nil for a rule, which has none.
func (v *visit) sizeField(l line, key string) *console.Field {
	f := &console.Field{Name: "size." + key, Label: "console.template.lineSize", Type: "choice"}
	now, sizes, text := l.Item.Size, letterSizes, "console.template.percent"
	switch {
	case l.Item.Rule:
		return nil
	case l.Item.Logo != 0:
		now, sizes, text = l.Item.Logo, logoHeights, "console.template.high"
	case now == 0:
		now = 1
	}
	if !slices.Contains(sizes, now) {
		sizes = append(slices.Clone(sizes), now)
		slices.Sort(sizes)
	}
	for _, s := range sizes {
		shown := s
		if l.Item.Logo == 0 {
			shown = s * 100
		}
		f.Options = append(f.Options, console.Option{Value: number(s), Text: v.Page.T(text, v.decimalText(shown))})
	}
	f.Value = number(now)
	return f
}

// number is a number as forms send it.
func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (v *visit) colourField(l line, key string) *console.Field {
	f := &console.Field{Name: "colour." + key, Label: "console.template.colour", Type: "choice", Value: string(l.Item.Colour), Optional: true}
	for _, ink := range label.Palette {
		name := "black"
		if ink.Colour != "" {
			name = string(ink.Colour)
		}
		f.Options = append(f.Options, console.Option{Value: string(ink.Colour), Text: v.Page.T("console.template.colour." + name)})
	}
	return f
}
