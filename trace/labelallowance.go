package trace

import "ocoptrace/trace/ocop"

// A LabelAllowance lets Extra labels more stand for a batch than it has packs,
// for a reason: goods packed anew, say. Allowances of a batch add up. Whether
// whoever asks is an officer is for the caller to see to.
type LabelAllowance struct {
	Type    Kind      `json:"type"`
	Product string    `json:"product"`
	Lot     string    `json:"lot"`
	Extra   int64     `json:"extra"` // 1 to 1,000,000
	Reason  string    `json:"reason"`
	Date    ocop.Date `json:"date"`
}

// Kind implements Fact.
func (*LabelAllowance) Kind() Kind { return KindLabelAllowance }

func (a *LabelAllowance) tidy() {
	a.Type = KindLabelAllowance
	tidy(&a.Product, &a.Lot, &a.Reason)
}

func (a *LabelAllowance) problems() Problems {
	var f fields
	f.id("product", a.Product)
	f.lot("lot", a.Lot)
	f.count("extra", a.Extra, 1, 1_000_000)
	f.required("reason", a.Reason, maxLine)
	f.date("date", a.Date)
	return f.problems
}

func (a *LabelAllowance) admit(v view) error {
	return v.exists(listBatch, batchSubject(a.Product, a.Lot), "lot")
}

func (a *LabelAllowance) rows(index int64) []row {
	return []row{listRow(listAllowance, batchSubject(a.Product, a.Lot), index)}
}
