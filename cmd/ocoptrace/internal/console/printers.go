package console

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/press"
)

// printersBody lists the profiles of a producer's printers.
type printersBody struct {
	common
	Printers []printerLine
}

// printerLine is a profile in the list.
type printerLine struct {
	Path, Name, About string
}

// uploadedFont says that the program's fonts were stored in the printer.
const uploadedFont = "uploaded"

func printerName(r press.Printer) string { return cmp.Or(r.Name, r.ID) }

func printerPath(id string) string { return "/console/printers/" + url.PathEscape(id) }

func listPrinters(v *visit) error {
	printers, err := v.Press.Printers(v.ctx(), v.user.Entity)
	if err != nil {
		return err
	}
	body := &printersBody{}
	for _, r := range printers {
		body.Printers = append(body.Printers, printerLine{v.page.To(printerPath(r.ID)), printerName(r), v.aboutPrinter(r)})
	}
	if body.common, err = v.common(); err != nil {
		return err
	}
	return v.show("printers", v.page.T("console.printers.title"), body, http.StatusOK)
}

// aboutPrinter is what a profile says, in one row.
func (v *visit) aboutPrinter(r press.Printer) string {
	text := v.page.T("console.printer.kind." + string(r.Kind))
	if r.DPI > 0 {
		text += ", " + v.page.T("console.printer.dpi", int64(r.DPI))
	}
	if r.Target != "" {
		text += ", " + v.page.T("console.printer.to", r.Target)
	}
	return text
}

// printerBody is the form of a profile.
type printerBody struct {
	common
	Form     *form
	Path     string // of the profile; "" for a new one
	Name     string
	Stocks   []calibrated
	Key      string
	Action   string
	TestPage string // where a test page is made; "" for a new profile
}

// calibrated is how the printer prints on a stock.
type calibrated struct {
	Stock, Name, Text, Path string
}

func newPrinter(v *visit) error {
	return v.printerForm(press.Printer{Kind: press.PDF}, true, http.StatusOK, nil)
}

func editPrinter(v *visit) error {
	r, err := v.Press.Printer(v.ctx(), v.user.Entity, v.variable("printer"))
	if err != nil {
		return notThere(err)
	}
	return v.printerForm(r, false, http.StatusOK, nil)
}

// printerFields are filled in from a profile.
func (v *visit) printerFields(r press.Printer) []*field {
	kind := &field{Name: "kind", Label: "console.field.kind", Type: "choice", Value: string(r.Kind)}
	for _, k := range []press.PrinterKind{press.PDF, press.ZPL, press.TSPL} {
		kind.Options = append(kind.Options, option{string(k), v.page.T("console.printer.kind." + string(k))})
	}
	dpi := &field{Name: "dpi", Label: "console.field.dpi", Hint: v.page.T("console.field.dpi.hint"), Type: "choice", Value: fmt.Sprintf("%g", r.DPI)}
	dpi.Options = append(dpi.Options, option{"0", v.page.T("console.printer.anyDPI")})
	for _, n := range dotsOffered(r.DPI) {
		dpi.Options = append(dpi.Options, option{fmt.Sprintf("%g", n), v.page.T("console.printer.dpi", int64(n))})
	}
	target := &field{Name: "target", Label: "console.field.target", Hint: v.page.T("console.field.target.hint"), Type: "choice", Value: r.Target}
	target.Options = append(target.Options, option{"", v.page.T("console.printer.download")})
	for _, t := range v.Press.Targets(v.user.Entity) {
		target.Options = append(target.Options, option{t.Name, t.Name})
	}
	font := &field{Name: "font", Label: "console.field.font", Hint: v.page.T("console.field.font.hint"), Type: "choice", Value: r.Font, Optional: true}
	font.Options = []option{{"", v.page.T("console.printer.fontPicture")}, {uploadedFont, v.page.T("console.printer.fontUploaded")}}
	length := func(name string, n float64) *field {
		return &field{Name: name, Label: "console.field." + name, Hint: v.page.T("console.field." + name + ".hint"), Type: "length", Value: v.decimalText(n)}
	}
	return []*field{
		{Name: "name", Label: "console.field.printerName", Hint: v.page.T("console.field.printerName.hint"), Type: "text", Value: r.Name, Max: 100},
		kind, dpi, target,
		length("insetX", r.InsetX), length("insetY", r.InsetY), length("gap", r.Gap),
		font,
	}
}

// dotsOffered are the usual resolutions, and the one that a profile has.
func dotsOffered(own float64) []float64 {
	all := []float64{203, 300, 600}
	if own > 0 && !slices.Contains(all, own) {
		all = append(all, own)
		slices.Sort(all)
	}
	return all
}
