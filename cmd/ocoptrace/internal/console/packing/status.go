package packing

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// A stretch is the labels of a run that a form may change, and where they
// belong: a batch, or nowhere yet where they are blank.
type stretch struct {
	trace.RunReport
	From, To     int64
	Product, Lot string
}

// stretch is what the path and the field "at", where it begins, name of a run
// of the producer's: all of a run, or what is bound of a blank one.
func (v *visit) stretch() (stretch, error) {
	r, err := v.Registry.Run(v.Ctx(), v.Variable("run"))
	if err != nil {
		return stretch{}, console.Missing(err)
	}
	s := stretch{RunReport: r, From: 1, To: r.Run.Count, Product: r.Run.Product, Lot: r.Run.Lot}
	if !r.Run.Blank() {
		_, err := v.OwnProduct(r.Run.Product)
		return s, err
	}
	if r.Run.Entity != v.User.Entity {
		return s, web.Status(http.StatusNotFound)
	}
	for _, c := range r.Claims {
		if v.Value("at") == i64(c.From) {
			s.From, s.To, s.Product, s.Lot = c.From, c.To, c.Product, c.Lot
		}
	}
	return s, nil
}

// again shows the page that a refused form stands on.
func (v *visit) again(s stretch, r *refused) error {
	if s.Product == "" {
		return v.blankPage(r)
	}
	return v.showBatchOf(s.Product, s.Lot, r)
}

// path is that of the page, and the place in it.
func (s stretch) path() (path, place string) {
	place = "run-" + i64(s.Run.First+s.From-1)
	if s.Product == "" {
		return "/console/blank", place
	}
	return console.BatchPath(s.Product, s.Lot), place
}

// statusEntered are the changes of labels that a form asks for: of the stretches
// in the field "spans", or from a label to another.
func (v *visit) statusEntered(of stretch, state trace.LabelState) ([]trace.Fact, trace.Problems) {
	one := trace.LabelStatus{Run: of.Run.ID, State: state, Date: v.Today()}
	if state == trace.LabelVoided {
		one.Reason = v.Value("reason")
	}
	if text := v.Value("spans"); text != "" {
		return v.spansEntered(of, one, text)
	}
	var problems, more trace.Problems
	one.From, problems = v.Number("from")
	one.To, more = v.Number("to")
	if problems = append(problems, more...); len(problems) > 0 {
		return nil, problems
	}
	if one.From < of.From || one.From > of.To {
		return nil, trace.Problems{{Field: "from", Key: "outOfRange", Args: []any{one.From, of.From, of.To}}}
	}
	if one.To < one.From || one.To > of.To {
		return nil, trace.Problems{{Field: "to", Key: "outOfRange", Args: []any{one.To, one.From, of.To}}}
	}
	return []trace.Fact{&one}, nil
}

func (v *visit) spansEntered(of stretch, one trace.LabelStatus, text string) (facts []trace.Fact, problems trace.Problems) {
	spans, ok := parseSpans(text, of.From, of.To)
	if !ok || len(spans) > trace.MaxOrder {
		return nil, trace.Problems{{Field: "from", Key: "notNumber", Args: []any{console.Shorten(text)}}}
	}
	for _, s := range spans {
		each := one
		each.From, each.To = s.From, s.To
		facts = append(facts, &each)
	}
	return facts, nil
}

// confirmVoid shows which labels will be voided.
func confirmVoid(v *visit) error {
	s, err := v.stretch()
	if err != nil {
		return err
	}
	facts, problems := v.statusEntered(s, trace.LabelVoided)
	if len(facts) == 0 { // what is wrong with the reason is said all the same
		facts = []trace.Fact{&trace.LabelStatus{Run: s.Run.ID, From: s.From, To: s.From, State: trace.LabelVoided, Reason: v.Value("reason"), Date: v.Today()}}
	}
	found, err := v.Examine(facts[0])
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		found = slices.DeleteFunc(found, func(p trace.Problem) bool { return p.Field != "reason" })
	}
	if problems = console.Besides(problems, found); len(problems) > 0 {
		return v.again(s, &refused{s.Run.ID, "void", problems})
	}
	return v.Confirm(v.voidBody(s, facts[0].(*trace.LabelStatus)), v.Page.T("console.void.title"))
}

func (v *visit) voidBody(s stretch, f *trace.LabelStatus) *console.Confirmation {
	path, place := s.path()
	b := &console.Confirmation{
		Grave: true, Lead: v.Page.T("console.void.lead"), Button: v.Page.T("console.void.button", f.To-f.From+1),
		Action: v.Page.To("/console/runs/" + url.PathEscape(s.Run.ID) + "/status"), Back: v.Page.To(path) + "#" + place,
		Form: console.NewForm("", console.Hidden("at", v.Value("at")), console.Hidden("from", i64(f.From)), console.Hidden("to", i64(f.To)), console.Hidden("reason", f.Reason),
			console.Hidden("state", string(f.State))),
	}
	if s.Lot != "" {
		b.Facts = append(b.Facts, console.Shown{Name: v.Page.T("compare.lot"), Text: s.Lot})
	}
	b.Facts = append(b.Facts,
		console.Shown{Name: v.Page.T("console.void.labels"), Text: console.SpanText(v.Page, f.From, f.To)},
		console.Shown{Name: v.Page.T("console.field.voidReason"), Text: f.Reason, Lang: "vi"})
	return b
}

// setStatus activates or voids labels.
func setStatus(v *visit) error {
	s, err := v.stretch()
	if err != nil {
		return err
	}
	state := trace.LabelState(v.R.PostForm.Get("state"))
	forms := map[trace.LabelState]string{trace.LabelActive: "activate", trace.LabelVoided: "void"}
	if forms[state] == "" {
		return web.Status(http.StatusBadRequest)
	}
	facts, problems := v.statusEntered(s, state)
	if len(problems) == 0 {
		if problems, err = v.State(facts...); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.again(s, &refused{s.Run.ID, forms[state], problems})
	}
	path, place := s.path()
	return v.RedirectTo(path, url.Values{"done": {strings.ToLower(string(state))}}, place)
}
