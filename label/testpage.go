package label

import (
	"context"
	"fmt"
	"io"
	"math"
	"strconv"
)

// FieldHint names the hint of a test page in a [Problem].
const FieldHint Field = "hint"

// WriteTestPage writes a page that shows where a job's labels lie: each blank's
// outline and number, from the start position on, and a ruler of up to 100 mm to
// hold a real one against. The hint says what to do ("In ở 100 %, không chọn
// “vừa trang”"). Printed on plain paper and held against a sheet to the light,
// it gives the job's offsets. Errors are those of [WritePDF]; a hint that cannot
// be printed gives a [Problem].
func WriteTestPage(ctx context.Context, w io.Writer, fonts Fonts, job Job, hint string) error {
	return writeDocument(w, fonts, job, func(d *document) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		return d.drawTestPage(hint)
	})
}

const (
	outlineWidth = 0.1 // mm
	tick         = 3   // mm
	hintSize     = 8   // points
	longestRuler = 100 // mm
)

func (d *document) drawTestPage(hint string) error {
	c, s := d.composer, d.job.Stock
	t := text{field: FieldHint, content: hint, ratio: hintSize / s.Body}
	if problems := c.checkRunes(t); len(problems) > 0 {
		return problems[0]
	}
	d.pdf.AddPage()
	d.pdf.SetLineWidth(outlineWidth)
	for place := d.position; place < s.PerPage(); place++ {
		x, y := d.corner(place)
		d.pdf.Rect(x, y, s.LabelW, s.LabelH, "D")
		d.drawText(run{text: strconv.Itoa(place + 1), style: bold, size: hintSize, x: s.InsetX, y: s.InsetY + hintSize*pointMM}, x, y)
	}
	length := min(longestRuler, 10*math.Floor(s.PageW/10-1))
	_, middle := d.corner(s.PerPage() / 2)
	x, y := (s.PageW-length)/2, middle+s.LabelH/2
	d.drawRuler(x, y, length)
	t.measure(c.faces)
	rows, problem := c.rows(t, length, letters{1, 1})
	if problem != nil {
		return *problem
	}
	for _, r := range rows.place(x, y+1, s.PageH) {
		d.drawText(r, 0, 0)
	}
	return d.pdf.Error()
}

// drawRuler draws a scale of centimetres upwards from x, y.
func (d *document) drawRuler(x, y, length float64) {
	d.pdf.Line(x, y, x+length, y)
	for mm := 0.0; mm <= length; mm += 10 {
		d.pdf.Line(x+mm, y-tick, x+mm, y)
	}
	end := fmt.Sprintf("%g mm", length)
	width := d.composer.faces[regular].measure(end).Width() * hintSize * pointMM
	d.drawText(run{text: end, size: hintSize, x: length - width, y: -tick - 0.5}, x, y)
}
