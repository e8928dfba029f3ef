package console

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// confirmBody shows what is about to be stated and cannot be undone.
type confirmBody struct {
	common
	Lead   string
	Facts  []shown
	Form   *form // hidden fields
	Action string
	Button string
	Grave  bool // it does harm where it is a mistake
	Back   string
}

// shown is a line of a confirmation.
type shown struct {
	Name, Text string
	Lang       string // of Text; "" for that of the page
}

// statusEntered is the change of labels that a form asks for.
func (v *visit) statusEntered(run *trace.LabelRun, state trace.LabelState) (*trace.LabelStatus, trace.Problems) {
	s := &trace.LabelStatus{Run: run.ID, State: state, Date: v.today()}
	if state == trace.LabelVoided {
		s.Reason = v.value("reason")
	}
	var problems, more trace.Problems
	s.From, problems = v.number("from")
	s.To, more = v.number("to")
	if problems = append(problems, more...); len(problems) > 0 {
		return s, problems
	}
	if s.From < 1 || s.From > run.Count {
		return s, trace.Problems{{Field: "from", Key: "outOfRange", Args: []any{s.From, int64(1), run.Count}}}
	}
	if s.To < s.From || s.To > run.Count {
		return s, trace.Problems{{Field: "to", Key: "outOfRange", Args: []any{s.To, s.From, run.Count}}}
	}
	return s, nil
}

// confirmVoid shows which labels will be voided.
func confirmVoid(v *visit) error {
	r, err := v.ownRun()
	if err != nil {
		return err
	}
	s, problems := v.statusEntered(r.Run, trace.LabelVoided)
	found, err := v.examine(s)
	if err != nil {
		return err
	}
	if len(problems) > 0 { // of the labels is said what this run holds
		found = slices.DeleteFunc(found, func(p trace.Problem) bool { return p.Field != "reason" })
	}
	if problems = besides(problems, found); len(problems) > 0 {
		return v.showBatchOf(r.Run.Product, r.Run.Lot, &refused{r.Run.ID, "void", problems})
	}
	key, err := v.newKey()
	if err != nil {
		return err
	}
	b := &confirmBody{
		Grave: true, Lead: v.page.T("console.void.lead"), Button: v.page.T("console.void.button", s.To-s.From+1),
		Action: v.page.To("/console/runs/" + url.PathEscape(r.Run.ID) + "/status"),
		Back:   v.page.To(batchPath(r.Run.Product, r.Run.Lot)),
		Facts: []shown{
			{v.page.T("compare.lot"), r.Run.Lot, ""},
			{v.page.T("console.void.labels"), spanText(v.page, s.From, s.To), ""},
			{v.page.T("console.field.voidReason"), s.Reason, "vi"},
		},
		Form: newForm("", hidden("from", i64(s.From)), hidden("to", i64(s.To)), hidden("reason", s.Reason),
			hidden("state", string(s.State)), hidden(keyField, key)),
	}
	if b.common, err = v.common(); err != nil {
		return err
	}
	return v.show("confirm", v.page.T("console.void.title"), b, http.StatusOK)
}

// setStatus activates or voids labels.
func setStatus(v *visit) error {
	r, err := v.ownRun()
	if err != nil {
		return err
	}
	state := trace.LabelState(v.r.PostForm.Get("state"))
	forms := map[trace.LabelState]string{trace.LabelActive: "activate", trace.LabelVoided: "void"}
	if forms[state] == "" {
		return web.Status(http.StatusBadRequest)
	}
	s, problems := v.statusEntered(r.Run, state)
	if len(problems) == 0 {
		if problems, err = v.state(s); err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.showBatchOf(r.Run.Product, r.Run.Lot, &refused{r.Run.ID, forms[state], problems})
	}
	done := strings.ToLower(string(state))
	return v.redirectTo(batchPath(r.Run.Product, r.Run.Lot), url.Values{"done": {done}}, "run-"+i64(r.Run.First))
}
