package trace

import "fmt"

// A LabelRun declares the labels printed for a batch: Count codes whose
// counters run from First, under one code key. Label n of the run, counted
// from 1, has counter First+n-1.
type LabelRun struct {
	Type    Kind   `json:"type"`
	ID      string `json:"run"` // CodeKey + "-" + First: no two runs share a first counter
	Product string `json:"product"`
	Lot     string `json:"lot"`
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

func (r *LabelRun) tidy() {
	r.Type = KindLabelRun
	tidy(&r.Product, &r.Lot, &r.GTIN, &r.CodeKey)
	r.ID = runID(r.CodeKey, r.First)
}

func (r *LabelRun) problems() Problems {
	var f fields
	f.id("product", r.Product)
	f.lot("lot", r.Lot)
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
	batch, err := current[*Batch](v, listBatch, batchSubject(r.Product, r.Lot))
	if err != nil {
		return err
	}
	if batch == nil {
		return problem("lot", "unknownReference", batchSubject(r.Product, r.Lot))
	}
	next, err := v.nextCounter(r.CodeKey)
	if err != nil {
		return err
	}
	if r.First != next {
		return errRangeTaken
	}
	return v.room(batch, "count", r.Count)
}

func (r *LabelRun) rows(index int64) []row {
	return []row{
		listRow(listRun, r.ID, index),
		listRow(listBatchRun, batchSubject(r.Product, r.Lot), index),
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
