package press

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/stock"
	"ocoptrace/label/thermal"
	"ocoptrace/trace"
)

// Names of Order.Texts: what a template asks of whoever prints, and that
// somebody agreed to print a label that lacks something.
const (
	TextConfirmed    = "confirmed"    // "1"
	TextPieces       = "pieces"       // packs in a carton
	TextCarton       = "carton"       // number of the first carton
	TextCartons      = "cartons"      // how many there are
	TextGross        = "gross"        // weight of a carton as printed
	TextContains     = "contains"     // batches in a gift box, a line each: PRODUCT/LOT
	TextPointName    = "pointName"    // place where goods are shown
	TextPointAddress = "pointAddress" //
	TextPointHours   = "pointHours"   //
	TextPointPhone   = "pointPhone"   //
)

// SetupOf says to package printing how a job is printed, but for its parts:
// all copies on the job's own sheet.
func SetupOf(job Job) printing.Setup {
	r := job.Printer
	o := printing.Setup{
		Template: job.Template, Paper: paperOf(job.Sheet, r), Format: printing.Format(r.Kind),
		DPI: r.DPI, Day: job.Day, Created: job.Created, Confirmed: job.Texts[TextConfirmed] != "",
	}
	if r.Kind == ZPL || r.Kind == TSPL {
		o.Printer = thermal.Printer{DPI: r.DPI, GapMM: r.Gap, SymbolAsImage: r.Pictures}
		if r.Gap == 0 {
			o.Printer.GapMM = job.Sheet.Stock.Gap
		}
		if o.Printer.GapMM == 0 {
			o.Printer.Media = thermal.Continuous
		}
		if r.Kind == ZPL && r.Font != "" {
			o.Printer.Faces = thermal.Uploaded
		}
	}
	addTexts(&o, job.Texts)
	return o
}

// paperOf is the paper of a job for a printer that leaves some mm at the edges
// of a page blank: labels that reach into them keep that much clear.
func paperOf(j stock.Job, r Printer) printing.Paper {
	p, s := printing.PaperOf(j), j.Stock
	p.InsetX = max(p.InsetX, r.InsetX-min(s.MarginLeft, s.Right()))
	p.InsetY = max(p.InsetY, r.InsetY-min(s.MarginTop, s.Bottom()))
	return p
}

// addTexts adds what the template asks of whoever prints.
func addTexts(o *printing.Setup, texts map[string]string) {
	number := func(name string) int64 {
		n, _ := strconv.ParseInt(texts[name], 10, 64) // what is no number is not said
		return max(n, 0)
	}
	carton := printing.Carton{Pieces: number(TextPieces), Number: number(TextCarton), Of: number(TextCartons), Gross: texts[TextGross]}
	if carton != (printing.Carton{}) {
		o.Carton = &carton
	}
	point := printing.Point{
		Name: texts[TextPointName], Address: texts[TextPointAddress], Hours: texts[TextPointHours], Phone: texts[TextPointPhone],
	}
	if point != (printing.Point{}) {
		o.Point = &point
	}
	for line := range strings.Lines(texts[TextContains]) {
		if product, lot, ok := strings.Cut(strings.TrimSpace(line), "/"); ok {
			o.Contains = append(o.Contains, printing.Lot{Product: product, Lot: lot})
		}
	}
}

// A RunReader finds label runs; trace.Registry is one.
type RunReader interface {
	Run(ctx context.Context, id string) (trace.RunReport, error)
}

// PartsOf are the labels of spans as package printing knows them; each run is
// read once.
func PartsOf(ctx context.Context, r RunReader, spans []Span) (parts []printing.Part, err error) {
	known := make(map[string]*trace.LabelRun)
	for _, s := range spans {
		run := known[s.Run]
		if run == nil {
			report, err := r.Run(ctx, s.Run)
			if err != nil {
				return nil, fmt.Errorf("run %.70s: %w", s.Run, err)
			}
			run = report.Run
			known[s.Run] = run
		}
		if s.To > run.Count {
			return nil, fmt.Errorf("%w: %s, which has %d", ErrSpan, s, run.Count)
		}
		parts = append(parts, printing.Part{Run: run, From: s.From, To: s.To})
	}
	return parts, nil
}
