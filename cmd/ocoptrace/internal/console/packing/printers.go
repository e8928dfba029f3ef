package packing

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
)

// printersBody lists the profiles of a producer's printers.
type printersBody struct {
	console.Common
	Printers []printerLine
}

// printerLine is a profile in the list.
type printerLine struct {
	Path, Name, About string
}

// uploadedFont says that the program's fonts were stored in the printer.
const uploadedFont = "uploaded"

// symbolPictures says that a label printer gets its QR symbols as pictures.
const symbolPictures = "pictures"

func printerName(r press.Printer) string { return cmp.Or(r.Name, r.ID) }

func printerPath(id string) string { return "/console/printers/" + url.PathEscape(id) }

func listPrinters(v *visit) error {
	printers, err := v.Press.Printers(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	body := &printersBody{}
	for _, r := range printers {
		body.Printers = append(body.Printers, printerLine{v.Page.To(printerPath(r.ID)), printerName(r), v.aboutPrinter(r)})
	}
	if body.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("printers", v.Page.T("console.printers.title"), body, http.StatusOK)
}

// aboutPrinter is what a profile says, in one row.
func (v *visit) aboutPrinter(r press.Printer) string {
	text := v.Page.T("console.printer.kind." + string(r.Kind))
	if r.DPI > 0 {
		text += ", " + v.Page.T("console.printer.dpi", int64(r.DPI))
	}
	if r.Target != "" {
		text += ", " + v.Page.T("console.printer.to", r.Target)
	}
	return text
}

// printerBody is the form of a profile.
type printerBody struct {
	console.Common
	Form     *console.Form
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
	r, err := v.Press.Printer(v.Ctx(), v.User.Entity, v.Variable("printer"))
	if err != nil {
		return notThere(err)
	}
	return v.printerForm(r, false, http.StatusOK, nil)
}

// printerFields are filled in from a profile.
func (v *visit) printerFields(r press.Printer) []*console.Field {
	kind := &console.Field{Name: "kind", Label: "console.field.kind", Type: "choice", Value: string(r.Kind)}
	for _, k := range []press.PrinterKind{press.PDF, press.ZPL, press.TSPL} {
		kind.Options = append(kind.Options, console.Option{Value: string(k), Text: v.Page.T("console.printer.kind." + string(k))})
	}
	dpi := &console.Field{Name: "dpi", Label: "console.field.dpi", Hint: v.Page.T("console.field.dpi.hint"), Type: "choice", Value: fmt.Sprintf("%g", r.DPI)}
	dpi.Options = append(dpi.Options, console.Option{Value: "0", Text: v.Page.T("console.printer.anyDPI")})
	for _, n := range dotsOffered(r.DPI) {
		dpi.Options = append(dpi.Options, console.Option{Value: fmt.Sprintf("%g", n), Text: v.Page.T("console.printer.dpi", int64(n))})
	}
	target := &console.Field{Name: "target", Label: "console.field.target", Hint: v.Page.T("console.field.target.hint"), Type: "choice", Value: r.Target}
	target.Options = append(target.Options, console.Option{Value: "", Text: v.Page.T("console.printer.download")})
	for _, t := range v.Press.Targets(v.User.Entity) {
		target.Options = append(target.Options, console.Option{Value: t.Name, Text: t.Name})
	}
	font := &console.Field{Name: "font", Label: "console.field.font", Hint: v.Page.T("console.field.font.hint"), Type: "choice", Value: r.Font, Optional: true}
	font.Options = []console.Option{{Value: "", Text: v.Page.T("console.printer.fontPicture")}, {Value: uploadedFont, Text: v.Page.T("console.printer.fontUploaded")}}
	symbols := &console.Field{Name: "symbols", Label: "console.field.symbols", Hint: v.Page.T("console.field.symbols.hint"), Type: "choice", Optional: true}
	symbols.Options = []console.Option{{Value: "", Text: v.Page.T("console.printer.symbolsOwn")}, {Value: symbolPictures, Text: v.Page.T("console.printer.symbolPictures")}}
	if r.Pictures {
		symbols.Value = symbolPictures
	}
	length := func(name string, n float64) *console.Field {
		return &console.Field{Name: name, Label: "console.field." + name, Hint: v.Page.T("console.field." + name + ".hint"), Type: "length", Value: v.decimalText(n)}
	}
	return []*console.Field{
		{Name: "name", Label: "console.field.printerName", Hint: v.Page.T("console.field.printerName.hint"), Type: "text", Value: r.Name, Max: 100},
		kind, dpi, target,
		length("insetX", r.InsetX), length("insetY", r.InsetY), length("gap", r.Gap),
		font, symbols,
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
