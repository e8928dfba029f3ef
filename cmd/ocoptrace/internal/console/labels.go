package console

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label"
	"ocoptrace/trace"
	"ocoptrace/trace/code"
)

const (
	stockCookie = "ocoptrace-stock"
	stockAge    = 365 * 24 * 3600 // s
)

// stock is the one that was asked for, or printed on the last time, or the
// first of all.
func (v *visit) stock() label.Stock {
	if s, err := label.FindStock(v.value("stock")); err == nil {
		return s
	}
	if cookie, err := v.r.Cookie(stockCookie); err == nil {
		if s, err := label.FindStock(cookie.Value); err == nil {
			return s
		}
	}
	return label.Stocks()[0]
}

// rememberStock keeps the stock for the next time.
func (v *visit) rememberStock(s label.Stock) {
	http.SetCookie(v.w, &http.Cookie{
		Name: stockCookie, Value: s.ID, Path: "/console", MaxAge: stockAge,
		HttpOnly: true, Secure: v.secure, SameSite: http.SameSiteLaxMode,
	})
}

// start is the position on the first sheet that was asked for.
func (v *visit) start() int {
	n, err := strconv.Atoi(v.value("start"))
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// makeRun states a label run and leads back to the batch, where its labels can
// be printed.
func makeRun(v *visit) error {
	b, err := v.ownBatch()
	if err != nil {
		return err
	}
	count, problems := v.number("count")
	stock, err := label.FindStock(v.value("stock"))
	if err != nil {
		problems = append(problems, trace.Problem{Field: "stock", Key: "required"})
	} else {
		start, bad := v.number("start")
		if problems = append(problems, bad...); len(bad) == 0 && (start < 1 || start > int64(stock.PerPage())) {
			problems = append(problems, trace.Problem{Field: "start", Key: "outOfRange", Args: []any{start, 1, stock.PerPage()}})
		}
	}
	if len(problems) == 0 {
		if problems, err = v.printable(b, stock); err != nil {
			return err
		}
	}
	var run *trace.LabelRun
	if len(problems) == 0 {
		key, err := v.orderKey()
		if err != nil {
			return err
		}
		run, err = v.Registry.OrderRun(v.ctx(), trace.RunOrder{Product: b.Product, Lot: b.Lot, Count: count, Key: key, By: v.user.Name})
		if problems, err = asProblems(err); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.batchPage(&refused{problems: problems})
	}
	v.rememberStock(stock)
	query := url.Values{"done": {"printed"}, "stock": {stock.ID}, "start": {v.value("start")}}
	return v.redirectTo(batchPath(b.Product, b.Lot), query, "run-"+i64(run.First))
}

// redirectTo answers 303 with a place in a page.
func (v *visit) redirectTo(path string, query url.Values, place string) error {
	http.Redirect(v.w, v.r, v.page.Link(path, query)+"#"+place, http.StatusSeeOther)
	return nil
}

// printable finds what keeps labels of a batch from being printed, before any
// are made: a label with a code and link as long as all are.
func (v *visit) printable(b *trace.Batch, stock label.Stock) (trace.Problems, error) {
	s, err := v.Registry.ScanBatch(v.ctx(), b.Product, b.Lot)
	if err != nil {
		return nil, err
	}
	c := code.Code("000000000000")
	uri := trace.CodeURI(v.Registry.BaseURL(), c)
	if b.GTIN != "" {
		uri = fmt.Sprintf("%s/01/%s/10/%s/21/%s", v.Registry.BaseURL(), b.GTIN, b.Lot, c)
	}
	sample := trace.LabelCode{Number: 1, Code: c, URI: uri}
	_, found := printing.Compose(s, sample, printing.Host(v.Registry.BaseURL()), stock, v.page.Locale)
	if found.Printable() {
		return nil, nil
	}
	return trace.Problems{{Field: "stock", Key: "notPrintable", Args: []any{found.Error()}}}, nil
}

// ownRun is the label run that the path names, if it is the producer's.
func (v *visit) ownRun() (trace.RunReport, error) {
	r, err := v.Registry.Run(v.ctx(), v.variable("run"))
	if err != nil {
		return r, missing(err)
	}
	_, err = v.ownProduct(r.Run.Product)
	return r, err
}

// labels writes the labels of a run, or a part of them, as a PDF.
func labels(v *visit) error {
	r, err := v.ownRun()
	if err != nil {
		return err
	}
	o := printing.Options{Stock: v.stock(), Start: v.start(), Locale: v.page.Locale}
	if v.value("from") != "" {
		var bad, worse trace.Problems
		o.From, bad = v.number("from")
		o.To, worse = v.number("to")
		if len(bad)+len(worse) > 0 || o.From < 1 || o.To < o.From || o.To > r.Run.Count {
			return web.Status(http.StatusBadRequest)
		}
	}
	parts := o.Parts(r.Run)
	number := max(1, v.partNumber())
	if number > len(parts) {
		return web.Status(http.StatusNotFound)
	}
	v.rememberStock(o.Stock)
	return v.writeLabels(r.Run, parts[number-1], number, len(parts))
}

func (v *visit) partNumber() int {
	n, err := strconv.Atoi(v.value("part"))
	if err != nil {
		return 0
	}
	return n
}

func (v *visit) writeLabels(run *trace.LabelRun, o printing.Options, number, of int) error {
	name := fmt.Sprintf("tem-%s-%s", run.Product, run.Lot)
	if of > 1 {
		name += "-" + strconv.Itoa(number)
	}
	h := v.w.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", `attachment; filename="`+name+`.pdf"`)
	h.Set("X-Content-Type-Options", "nosniff")
	if v.r.Method == http.MethodHead {
		return nil
	}
	w := &started{Writer: v.w}
	err := printing.WriteRun(v.ctx(), w, v.Registry, run, o)
	if err == nil || w.started {
		return nil // what has gone out cannot be taken back
	}
	h.Del("Content-Disposition")
	text, ok := printing.ProblemText(v.page.Locale, err)
	if !ok {
		return err
	}
	name = "stock"
	if errors.Is(err, label.ErrJob) {
		name = "start"
	}
	problems := trace.Problems{{Field: name, Key: "notPrintable", Args: []any{text}}}
	return v.showBatchOf(run.Product, run.Lot, &refused{run.ID, "print", problems})
}

// started notes whether anything was written.
type started struct {
	io.Writer
	started bool
}

func (w *started) Write(p []byte) (int, error) {
	w.started = true
	return w.Writer.Write(p)
}
