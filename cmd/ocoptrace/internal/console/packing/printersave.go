package packing

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/trace"
)

// printerForm shows the form of a profile.
func (v *visit) printerForm(r press.Printer, fresh bool, status int, problems trace.Problems) error {
	body := &printerBody{Form: console.NewForm("", v.printerFields(r)...), Action: v.Page.To("/console/printers")}
	title := v.Page.T("console.printer.new")
	if !fresh {
		title = printerName(r)
		body.Path, body.Name = printerPath(r.ID), title
		body.Form.Fields = append(body.Form.Fields, console.Hidden("id", r.ID))
		body.Stocks = v.calibratedStocks(r)
		body.TestPage = v.Page.To(body.Path + "/calibrate")
	}
	if problems != nil {
		v.Refill(body.Form, problems)
	}
	var err error
	if body.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("printer", title, body, status)
}

// calibratedStocks tells the shifts of a printer by stock, in the order of ids.
func (v *visit) calibratedStocks(r press.Printer) (all []calibrated) {
	for stock, c := range r.Calibrations {
		all = append(all, calibrated{stock, v.nameOfStock(stock), v.shiftText(c), v.Page.Link(printerPath(r.ID)+"/calibrate", url.Values{"stock": {stock}})})
	}
	slices.SortFunc(all, func(a, b calibrated) int { return strings.Compare(a.Stock, b.Stock) })
	return all
}

// printerEntered is the profile that a form asks for; what the form does not
// show stays as it is kept.
func (v *visit) printerEntered(r press.Printer) (press.Printer, trace.Problems) {
	var problems trace.Problems
	r.Name, r.Kind = strings.TrimSpace(v.Value("name")), press.PrinterKind(v.Value("kind"))
	r.Target, r.Font = v.Value("target"), strings.TrimSpace(v.Value("font"))
	r.Pictures = v.Value("symbols") == symbolPictures
	if r.Name == "" {
		problems = append(problems, trace.Problem{Field: "name", Key: "required"})
	}
	dpi, err := strconv.ParseFloat(v.Value("dpi"), 64)
	if err != nil || dpi == 0 && r.Kind != press.PDF || dpi != 0 && !(dpi >= 100 && dpi <= 2400) {
		problems = append(problems, trace.Problem{Field: "dpi", Key: "dotsNeeded"})
	}
	r.DPI = dpi
	for name, to := range map[string]*float64{"insetX": &r.InsetX, "insetY": &r.InsetY, "gap": &r.Gap} {
		n, bad := v.millimetres(name)
		if len(bad) == 0 {
			bad = v.within(name, n, 0, 20)
		}
		*to, problems = n, append(problems, bad...)
	}
	return r, problems
}

func savePrinter(v *visit) error {
	id := v.Value("id")
	r, err := v.Press.Printer(v.Ctx(), v.User.Entity, id) // of "" an empty one
	if err != nil {
		return notThere(err)
	}
	r.ID = id
	entered, problems := v.printerEntered(r)
	if id == "" && len(problems) == 0 {
		if entered.ID, err = v.freePrinterID(entered.Name); err != nil {
			return err
		}
	}
	if len(problems) == 0 {
		if problems, err = printerProblems(v.Press.SavePrinter(v.Ctx(), v.User.Entity, entered)); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.printerForm(r, id == "", http.StatusUnprocessableEntity, problems)
	}
	return v.Redirect("/console/printers", url.Values{"done": {"printerSaved"}})
}

// printerProblems tells what a person can mend from other errors.
func printerProblems(err error) (trace.Problems, error) {
	switch {
	case errors.Is(err, press.ErrTarget):
		return trace.Problems{{Field: "target", Key: "notAllowedPrinter"}}, nil
	case errors.Is(err, press.ErrLimit):
		return trace.Problems{{Field: "", Key: "tooManyPrinters", Args: []any{press.MaxPrinters}}}, nil
	case errors.Is(err, press.ErrPrinter):
		return trace.Problems{{Field: "name", Key: "notPrintable", Args: []any{err.Error()}}}, nil
	}
	return nil, err
}

func removePrinter(v *visit) error {
	if _, err := v.Press.Printer(v.Ctx(), v.User.Entity, v.Variable("printer")); err != nil {
		return notThere(err)
	}
	if err := v.Press.RemovePrinter(v.Ctx(), v.User.Entity, v.Variable("printer")); err != nil {
		return err
	}
	return v.Redirect("/console/printers", url.Values{"done": {"printerRemoved"}})
}

// freePrinterID makes an identifier of a name that no other profile has.
func (v *visit) freePrinterID(name string) (string, error) {
	printers, err := v.Press.Printers(v.Ctx(), v.User.Entity)
	if err != nil {
		return "", err
	}
	taken := make(map[string]bool)
	for _, r := range printers {
		taken[r.ID] = true
	}
	return freeID(name, "printer", taken), nil
}

// nameOfStock is what a stock is called, or its id where it is there no more.
func (v *visit) nameOfStock(id string) string {
	if s, err := v.findStock(id); err == nil {
		return v.stockTitle(s)
	}
	return id
}
