package trace

import "fmt"

// A LabelRun declares the labels printed for a batch, or blank for an entity:
// Count codes whose counters run from First, under one code key. Label n of
// the run, counted from 1, has counter First+n-1.
//
// A run names a product and a lot, or an entity alone. The labels of the
// latter are blank: printed before there is a batch, on a roll say, and bound
// to one later by a LabelClaim.
type LabelRun struct {
	Type    Kind   `json:"type"`
	ID      string `json:"run"`              // CodeKey + "-" + First: no two runs share a first counter
	Entity  string `json:"entity,omitempty"` // of a blank run alone
	Product string `json:"product,omitempty"`
	Lot     string `json:"lot,omitempty"`
	GTIN    string `json:"gtin,omitempty"` // set when the labels carry GS1 Digital Links
	CodeKey string `json:"codeKey"`
	First   int64  `json:"first"` // 0 to 2^43-1
	Count   int64  `json:"count"` // 1 to 1,000,000
}

// maxRun bounds one run; a larger job is several runs.
const maxRun int64 = 1_000_000

func runID(codeKey string, first int64) string { return fmt.Sprintf("%s-%d", codeKey, first) }

// Kind implements Fact.
func (*LabelRun) Kind() Kind { return KindLabelRun }

// Last is the counter of the run's last label.
func (r *LabelRun) Last() int64 { return r.First + r.Count - 1 }

// Blank says that the run's labels were printed before there was a batch.
func (r *LabelRun) Blank() bool { return r.Entity != "" }

func (r *LabelRun) tidy() {
	r.Type = KindLabelRun
	tidy(&r.Entity, &r.Product, &r.Lot, &r.GTIN, &r.CodeKey)
	r.ID = runID(r.CodeKey, r.First)
}

func (r *LabelRun) problems() Problems {
	var f fields
	if r.Blank() {
		f.id("entity", r.Entity)
		f.must(r.Product == "" && r.Lot == "" && r.GTIN == "", "entity", "blankOfABatch", r.Entity)
	} else {
		f.id("product", r.Product)
		f.lot("lot", r.Lot)
	}
	f.required("codeKey", r.CodeKey, 20)
	if r.Count > maxRun {
		f.add("count", "runTooLong", r.Count, maxRun)
	} else {
		f.count("count", r.Count, 1, maxRun)
	}
	f.count("first", r.First, 0, 1<<43-maxRun)
	return f.problems
}

func (r *LabelRun) admit(v view) error {
	if r.Blank() {
		if err := v.exists(listEntity, r.Entity, "entity"); err != nil {
			return err
		}
		return r.admitRange(v)
	}
	batch, err := current[*Batch](v, listBatch, batchSubject(r.Product, r.Lot))
	if err != nil {
		return err
	}
	if batch == nil {
		return problem("lot", "unknownReference", batchSubject(r.Product, r.Lot))
	}
	if err := r.admitRange(v); err != nil {
		return err
	}
	return v.room(batch, "count", r.Count)
}

// admitRange reserves the counters: they must be the next.
func (r *LabelRun) admitRange(v view) error {
	next, err := v.nextCounter(r.CodeKey)
	if err == nil && r.First != next {
		return errRangeTaken
	}
	return err
}

func (r *LabelRun) rows(index int64) []row {
	of := listRow(listBatchRun, batchSubject(r.Product, r.Lot), index)
	if r.Blank() {
		of = listRow(listBlankRun, r.Entity, index)
	}
	return []row{
		listRow(listRun, r.ID, index),
		of,
		listRow(listCodeKey, r.CodeKey, index),
		counterRow(r.CodeKey, uint64(r.Last()), index),
	}
}

// nextCounter is the first counter no run has taken.
func (v view) nextCounter(codeKey string) (int64, error) {
	last, err := current[*LabelRun](v, listCodeKey, codeKey)
	if err != nil || last == nil {
		return 0, err
	}
	return last.Last() + 1, nil
}
