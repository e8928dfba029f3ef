package packing

import (
	"bytes"
	"errors"
	"fmt"
	"iter"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label"
	"ocoptrace/label/pdf"
	"ocoptrace/label/stock"
	"ocoptrace/label/thermal"
	"ocoptrace/trace"
)

// calibrateBody is the alignment of a printer on a stock.
type calibrateBody struct {
	console.Common
	Printer  press.Printer
	Name     string
	Path     string // of the printer
	Query    string
	Stocks   []stockCard // to choose from; nil once one is chosen
	Rest     int
	Stock    *stockCard
	TestPage string
	Form     *console.Form
	Saved    string // the shift that is kept; "" for none
}

// printerAndStock are those of the address; the stock is zero where none is
// chosen.
func (v *visit) printerAndStock() (r press.Printer, s stock.Stock, err error) {
	if r, err = v.Press.Printer(v.Ctx(), v.User.Entity, v.Variable("printer")); err != nil {
		return r, s, notThere(err)
	}
	if id := v.Value("stock"); id != "" {
		if s, err = v.findStock(id); err != nil {
			return r, s, notThere(err)
		}
	}
	return r, s, nil
}

func showCalibration(v *visit) error {
	r, s, err := v.printerAndStock()
	if err != nil {
		return err
	}
	return v.calibration(r, s, nil)
}

// markFields ask for what is read off a test page.
var markFields = []string{"rulerX", "rulerY", "cornerX", "cornerY"}

func byName(m stock.Marks) map[string]float64 {
	return map[string]float64{"rulerX": m.RulerX, "rulerY": m.RulerY, "cornerX": m.CornerX, "cornerY": m.CornerY}
}

// calibration asks for a stock, or for what is read off its test page. The form
// comes with what was read last time: rulers are never calibrated, so that a page
// that is printed and measured again gives the same numbers, and saving them
// keeps what is in use.
func (v *visit) calibration(r press.Printer, s stock.Stock, problems trace.Problems) error {
	b := &calibrateBody{Printer: r, Name: printerName(r), Path: printerPath(r.ID), Query: v.Value("q")}
	var err error
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	if s.ID == "" {
		if b.Stocks, b.Rest, err = v.cardsOf(b.Query, ""); err != nil {
			return err
		}
		return v.Show("calibrate", v.Page.T("console.calibrate.title"), b, http.StatusOK)
	}
	b.Stock = &stockCard{Stock: s, Name: v.stockTitle(s), About: v.aboutStock(s), Pic: pictureOf(s, 0, stock.Job{}, 96)}
	b.TestPage = v.Page.Link(b.Path+"/testpage", url.Values{"stock": {s.ID}})
	if c, ok := r.Calibrations[s.ID]; ok {
		b.Saved = v.shiftText(c)
	}
	m := s.TestMarks()
	meant, read := byName(m), byName(r.Calibrations[s.ID].Read(m))
	b.Form = console.NewForm("", console.Hidden("stock", s.ID))
	for _, name := range markFields {
		b.Form.Fields = append(b.Form.Fields, &console.Field{
			Name: name, Label: "console.field." + name, Hint: v.Page.T("console.field.mark.hint", v.decimalText(meant[name])),
			Type: "length", Value: v.decimalText(read[name]),
		})
	}
	if problems != nil {
		v.Refill(b.Form, problems)
	}
	return v.Show("calibrate", v.Page.T("console.calibrate.title"), b, statusOf(b.Form))
}

// shiftText is a calibration in one row.
func (v *visit) shiftText(c stock.Calibration) string {
	text := v.Page.T("console.printer.shift", v.decimalText(c.OffsetX), v.decimalText(c.OffsetY))
	if scale := func(s float64) bool { return s != 0 && s != 1 }; scale(c.ScaleX) || scale(c.ScaleY) {
		text += ", " + v.Page.T("console.printer.scale", v.decimalText(100*scaleOf(c.ScaleX)), v.decimalText(100*scaleOf(c.ScaleY)))
	}
	return text
}

func scaleOf(s float64) float64 {
	if s == 0 {
		return 1
	}
	return s
}

// saveCalibration keeps what makes up for what was read.
func saveCalibration(v *visit) error {
	r, s, err := v.printerAndStock()
	if err != nil {
		return err
	}
	if s.ID == "" {
		return v.calibration(r, s, nil)
	}
	seen := stock.Seen{Printed: s.TestMarks()}
	var problems trace.Problems
	for name, to := range map[string]*float64{"rulerX": &seen.Read.RulerX, "rulerY": &seen.Read.RulerY, "cornerX": &seen.Read.CornerX, "cornerY": &seen.Read.CornerY} {
		n, bad := v.millimetres(name)
		*to, problems = n, append(problems, bad...)
	}
	c, err := stock.Calibrate(seen)
	var faults stock.Problems
	if errors.As(err, &faults) {
		problems, err = console.Besides(problems, stockProblems(v, faults)), nil
	}
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.calibration(r, s, problems)
	}
	if err := v.Press.Calibrate(v.Ctx(), v.User.Entity, r.ID, s.ID, c); err != nil {
		return notThere(err)
	}
	return v.Redirect(printerPath(r.ID)+"/calibrate", url.Values{"stock": {s.ID}, "done": {"calibrated"}})
}

// testPage is the page that is printed to be measured, in the printer's own
// language.
func testPage(v *visit) error {
	r, s, err := v.printerAndStock()
	if err != nil {
		return err
	}
	if s.ID == "" {
		return notThere(press.ErrNotFound)
	}
	if r.Kind != press.PDF && !s.Roll {
		return v.calibration(r, s, trace.Problems{{Key: "notPrintable", Args: []any{v.Page.T("console.print.notARoll")}}})
	}
	page, err := stock.TestPage(stock.Job{Stock: s, Calibration: r.Calibrations[s.ID]}, []string{
		v.Page.T("console.testpage.size"), v.Page.T("console.testpage.rulers"), v.Page.T("console.testpage.edges"),
	})
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := v.writeTestPage(&b, r, s, page); err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", contentTypes[r.Kind])
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="test-%s.%s"`, s.ID, r.Kind))
	h.Set("X-Content-Type-Options", "nosniff")
	_, err = v.W.Write(b.Bytes())
	return err
}

func (v *visit) writeTestPage(b *bytes.Buffer, r press.Printer, s stock.Stock, page *label.Page) error {
	var pages iter.Seq2[*label.Page, error] = func(yield func(*label.Page, error) bool) { yield(page, nil) }
	if r.Kind == press.PDF {
		return pdf.Write(v.Ctx(), b, printing.Fonts(), pdf.Options{Title: s.ID, Created: v.Now(), Language: v.Page.Lang()}, pages)
	}
	printer := press.SetupOf(press.Job{Printer: r, Sheet: stock.Job{Stock: s}}).Printer
	printer.Language = thermal.Language(r.Kind)
	return thermal.Write(v.Ctx(), b, printing.Fonts(), printer, pages)
}
