package web

import (
	"fmt"
	"html/template"
	"strings"

	"ocoptrace/trace"
)

// The picture of a trail is 358 units wide, as a phone's screen of 390 CSS
// pixels leaves it; a letter of 13 units is then 13 pixels high.
const (
	flowWidth  = 358
	flowLine   = 18 // from one line of text to the next
	flowPad    = 9  // between a box and its text
	flowGap    = 14 // between boxes
	flowWide   = 38 // letters in a line of a wide box
	flowNarrow = 17 // letters in a line of one of two boxes side by side
	flowInputs = 6  // inputs that are drawn
	flowSteps  = 8  // steps that are drawn
)

// A flow is a drawing under way.
type flow struct {
	b strings.Builder
	y int
}

// flow draws inputs, batch, steps and what became of it, from top to bottom:
// SVG 1.1 without colours of its own. Its text is shortened where it is long;
// the page says all of it in words. nil where there are neither inputs nor
// steps of the diary.
func (p *page) flow(s *trace.Scan, t *trail) any {
	if len(t.Inputs) == 0 && len(s.Batch.Diary.Shown) == 0 {
		return nil
	}
	f := &flow{y: 1}
	p.drawInputs(f, t.Inputs)
	f.box(0, flowWidth, "batch", s.Product.Fact.Name, p.T("trail.lot", s.Batch.Fact.Lot, s.Batch.Fact.Produced))
	p.drawSteps(f, t.Steps)
	return template.HTML(fmt.Sprintf(`<svg class="flow" viewBox="0 0 %d %d" role="img" aria-labelledby="flow-title flow-desc">`+
		`<title id="flow-title">%s</title><desc id="flow-desc">%s</desc>%s</svg>`, flowWidth, f.y+1,
		escape(p.T("trail.picture")), escape(p.T("trail.pictureDesc", len(t.Inputs), len(t.Steps))), f.b.String()))
}

// drawInputs draws inputs in two columns, with a line between them that leads
// down to the batch.
func (p *page) drawInputs(f *flow, inputs []input) {
	if len(inputs) == 0 {
		return
	}
	shown := inputs[:min(len(inputs), flowInputs)]
	if len(inputs) == 1 {
		f.box(0, flowWidth, "input", shown[0].Name, originOf(shown[0]))
		f.down(flowWidth / 2)
		return
	}
	const width = flowWidth/2 - 8
	top := f.y
	for i := 0; i < len(shown); i += 2 {
		y := f.y
		f.stub(width, y+22)
		f.box(0, width, "input", shown[i].Name, originOf(shown[i]))
		end := f.y
		if i+1 < len(shown) {
			f.y = y
			f.stub(flowWidth/2, y+22)
			f.box(flowWidth-width, width, "input", shown[i+1].Name, originOf(shown[i+1]))
		}
		f.y = max(end, f.y) + 8
	}
	f.y -= 8
	f.line(flowWidth/2, top+22, flowWidth/2, f.y+flowGap)
	f.y += flowGap
	if more := len(inputs) - len(shown); more > 0 {
		f.text(flowWidth/2+8, f.y-2, "sub", p.T("trail.moreInputs", more))
		f.line(flowWidth/2, f.y, flowWidth/2, f.y+8)
		f.y += 8
	}
}

func originOf(in input) string {
	if in.Origin != "" {
		return in.Origin
	}
	return in.Supplier
}

// drawSteps draws the steps beside a line, a mark each: a dot, or the shape of
// its level.
func (p *page) drawSteps(f *flow, steps []step) {
	var drawn []step
	for _, s := range steps {
		if !s.Old && s.Kind != stepMade {
			drawn = append(drawn, s)
		}
	}
	more := len(drawn) - flowSteps
	if more > 0 {
		drawn = drawn[more:]
	}
	const x = 18
	if more > 0 {
		f.line(x, f.y, x, f.y+flowGap+10)
		f.text(x+18, f.y+flowGap+4, "sub", p.T("trail.moreSteps", more))
		f.y += flowGap + 10
	}
	for i, s := range drawn {
		lines := wrap(s.Title, flowWide-4, 2)
		f.line(x, f.y, x, f.y+flowGap+8)
		f.y += flowGap + 8
		f.mark(x, f.y, s.Level)
		f.text(x+18, f.y+1, "sub", p.Date(s.Date))
		for n, line := range lines {
			f.text(x+18, f.y+flowLine*(n+1), "name", line)
		}
		end := f.y + flowLine*len(lines)
		if i < len(drawn)-1 {
			f.line(x, f.y+9, x, end)
		}
		f.y = end
	}
	f.y += 8
}

// box draws a box with a name of up to two lines and a line below it.
func (f *flow) box(x, width int, class, name, below string) {
	most := flowWide
	if width < flowWidth {
		most = flowNarrow
	}
	lines := wrap(name, most, 2)
	height := flowPad*2 + flowLine*len(lines) - 2
	if below != "" {
		height += flowLine - 2
	}
	fmt.Fprintf(&f.b, `<rect class="%s" x="%d" y="%d" width="%d" height="%d" rx="5"/>`, class, x+1, f.y, width-2, height)
	y := f.y + flowPad + 11
	for _, line := range lines {
		f.text(x+flowPad+2, y, "name", line)
		y += flowLine
	}
	if below != "" {
		f.text(x+flowPad+2, y-1, "sub", strings.Join(wrap(below, most*6/5, 1), ""))
	}
	f.y += height
}

// mark draws the mark of a step, in the shape of its level.
func (f *flow) mark(x, y int, l level) {
	switch l {
	case levelStop:
		fmt.Fprintf(&f.b, `<path class="stop" d="M%d %dh6l5 5v6l-5 5h-6l-5 -5v-6z"/>`, x-3, y-11)
	case levelCare:
		fmt.Fprintf(&f.b, `<path class="care" d="M%d %dl9 15h-18z"/>`, x, y-11)
	case levelGood:
		fmt.Fprintf(&f.b, `<circle class="good" cx="%d" cy="%d" r="7"/>`, x, y-3)
	default:
		fmt.Fprintf(&f.b, `<circle class="dot" cx="%d" cy="%d" r="5"/>`, x, y-3)
	}
}

func (f *flow) text(x, y int, class, s string) {
	fmt.Fprintf(&f.b, `<text class="%s" x="%d" y="%d">%s</text>`, class, x, y, escape(s))
}

func (f *flow) line(x1, y1, x2, y2 int) {
	fmt.Fprintf(&f.b, `<path class="way" d="M%d %dL%d %d"/>`, x1, y1, x2, y2)
}

func (f *flow) down(x int) {
	f.line(x, f.y, x, f.y+flowGap)
	f.y += flowGap
}

// stub leads from a box to the line between the columns.
func (f *flow) stub(x, y int) { f.line(x, y, x+8, y) }

func escape(s string) string { return template.HTMLEscapeString(s) }

// wrap breaks a text at spaces into at most so many lines of about so many
// letters, and shortens what does not fit.
func wrap(s string, letters, most int) (lines []string) {
	var line []rune
	for word := range strings.FieldsSeq(s) {
		w := []rune(word)
		if len(line) > 0 && len(line)+1+len(w) > letters {
			lines, line = append(lines, string(line)), nil
		}
		if len(line) > 0 {
			line = append(line, ' ')
		}
		line = append(line, w...)
	}
	lines = append(lines, string(line))
	cut := len(lines) > most
	lines = lines[:min(len(lines), most)]
	last := []rune(lines[len(lines)-1])
	if cut || len(last) > letters {
		lines[len(lines)-1] = strings.TrimRight(string(last[:min(len(last), letters-1)]), " ,.;") + "…"
	}
	return lines
}
