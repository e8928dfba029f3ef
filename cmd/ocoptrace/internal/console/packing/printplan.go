package packing

import (
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/layout"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// A plan is what a person is about to print. It lives in the address of the
// pages, so that going back works, until it is sent.
type plan struct {
	Lots  []lotWanted  // labels to be made
	Spans []press.Span // labels there are
	Items []string     // of the queue, which more of Spans come from

	Stock    stock.Stock // zero where none is chosen
	Job      stock.Job   // on Stock
	Template layout.Template
	Printer  press.Printer
	Texts    map[string]string
	Reason   string

	problems trace.Problems
}

// lotWanted is new labels of one batch.
type lotWanted struct {
	Product, Lot string
	Count        int64
	Typed        string // how many, as it was typed
	Room         int64  // packs without a label
	Name         string // of the product
}

// readPlan reads what the address or the form says. What is another's, or not
// there, is 404.
func (v *visit) readPlan() (*plan, error) {
	p := &plan{Reason: v.Value("reason"), Texts: make(map[string]string)}
	if err := v.readLots(p); err != nil {
		return nil, err
	}
	if err := v.readSpans(p); err != nil {
		return nil, err
	}
	if err := v.readItems(p); err != nil {
		return nil, err
	}
	if err := v.readStock(p); err != nil {
		return nil, err
	}
	if err := v.readDesign(p); err != nil {
		return nil, err
	}
	return p, nil
}

// empty says that nothing is to be printed yet.
func (p *plan) empty() bool { return len(p.Lots)+len(p.Spans) == 0 }

// labels is the number of labels, copies not counted.
func (p *plan) labels() (n int64) {
	for _, l := range p.Lots {
		n += l.Count
	}
	for _, s := range p.Spans {
		n += s.Len()
	}
	return n
}

// fill says how the labels come to lie on the stock.
func (p *plan) fill() press.Fill {
	return press.FillOf(p.Stock.PerPage(), max(p.Job.Start, 1), p.labels()*int64(max(p.Job.Copies, 1)))
}

// query is the plan as an address has it.
func (p *plan) query() url.Values {
	q := url.Values{}
	for _, l := range p.Lots {
		q.Add("product", l.Product)
		q.Add("lot", l.Lot)
		q.Add("count", l.Typed)
	}
	if len(p.Items) > 0 {
		q["item"] = p.Items
	} else {
		for _, s := range p.Spans {
			q.Add("run", s.Run)
			q.Add("from", i64(s.From))
			q.Add("to", i64(s.To))
		}
	}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("stock", p.Stock.ID)
	if p.Stock.ID != "" {
		set("start", strconv.Itoa(p.Job.Start))
		set("corner", string(p.Job.Corner))
		set("copies", strconv.Itoa(p.Job.Copies))
	}
	if p.Job.Down {
		q.Set("down", "1")
	}
	if p.Job.CutMarks {
		q.Set("cut", "1")
	}
	set("template", p.Template.ID)
	set("printer", p.Printer.ID)
	set("reason", p.Reason)
	for name, text := range p.Texts {
		set(name, text)
	}
	return q
}

// without is the plan's query less what a step asks for anew.
func (p *plan) without(names ...string) url.Values {
	q := p.query()
	for _, name := range names {
		q.Del(name)
	}
	return q
}
