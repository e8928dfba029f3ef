package trace

import (
	"context"

	"ocoptrace/trace/ocop"
)

// An Inspection is what an authority found about a batch, where the goods were:
// all of it, or some labels of it. It names the office, never a person.
type Inspection struct {
	Type          Kind      `json:"type"`
	Product       string    `json:"product"`
	Lot           string    `json:"lot"`
	Run           string    `json:"run,omitempty"`  // of the labels that were looked at
	From          int64     `json:"from,omitempty"` // their numbers in the run, from 1, both included
	To            int64     `json:"to,omitempty"`
	Date          ocop.Date `json:"date"`
	Authority     string    `json:"authority"` // the office
	ProvinceCode  string    `json:"provinceCode"`
	Place         string    `json:"place"`             // code of ocop.InspectionPlaces
	Outcome       string    `json:"outcome"`           // code of ocop.Outcomes
	Summary       string    `json:"summary,omitempty"` // needed unless the goods conform
	SummaryEn     string    `json:"summaryEn,omitempty"`
	Sampled       int64     `json:"sampled"`                 // packs looked at, 0 to 100,000,000
	Minutes       string    `json:"minutes,omitempty"`       // number of the minutes
	MinutesDigest string    `json:"minutesDigest,omitempty"` // "sha256-" and 64 of 0-9 a-f: of their file
}

// Kind implements Fact.
func (*Inspection) Kind() Kind { return KindInspection }

// Covers says that the inspection is about a label: of the batch, and among
// those looked at where it names some.
func (i *Inspection) Covers(run string, label int64) bool {
	return i.Run == "" || i.Run == run && i.From <= label && label <= i.To
}

// Adverse says that something was wrong with the goods or their labels.
func (i *Inspection) Adverse() bool {
	o, _ := ocop.OutcomeByCode(i.Outcome)
	return o.Adverse
}

func (i *Inspection) tidy() {
	i.Type = KindInspection
	tidy(&i.Product, &i.Lot, &i.Run, &i.Authority, &i.ProvinceCode, &i.Place, &i.Outcome,
		&i.Summary, &i.SummaryEn, &i.Minutes, &i.MinutesDigest)
}

func (i *Inspection) problems() Problems {
	var f fields
	f.id("product", i.Product)
	f.lot("lot", i.Lot)
	if i.Run != "" {
		f.required("run", i.Run, 40)
		f.count("from", i.From, 1, maxRun)
		f.count("to", i.To, i.From, maxRun)
	} else {
		f.must(i.From == 0 && i.To == 0, "run", "labelsWithoutRun")
	}
	f.date("date", i.Date)
	f.required("authority", i.Authority, maxName)
	_, known := ocop.ProvinceByCode(i.ProvinceCode)
	f.must(known, "provinceCode", "unknownProvince", i.ProvinceCode)
	f.code("place", i.Place, ocop.InspectionPlaces())
	i.outcomeProblems(&f)
	f.count("sampled", i.Sampled, 0, 100_000_000)
	f.optional("minutes", i.Minutes, maxName)
	if i.MinutesDigest != "" {
		f.digest("minutesDigest", i.MinutesDigest)
	}
	return f.problems
}

func (i *Inspection) outcomeProblems(f *fields) {
	_, known := ocop.OutcomeByCode(i.Outcome)
	switch {
	case i.Outcome == "":
		f.add("outcome", "required")
	case !known:
		f.add("outcome", "unknownCode", shortened(i.Outcome))
	case i.Adverse() || i.Outcome == otherCode:
		f.must(i.Summary != "", "summary", "required")
	}
	f.optional("summary", i.Summary, maxText)
	f.optional("summaryEn", i.SummaryEn, maxText)
}

func (i *Inspection) admit(v view) error {
	if err := v.exists(listBatch, batchSubject(i.Product, i.Lot), "lot"); err != nil || i.Run == "" {
		return err
	}
	run, _, err := v.stretch(i.Run, i.From, i.To)
	if err != nil {
		return err
	}
	whole, err := v.allOf(run, i.From, i.To, i.Product, i.Lot)
	if err == nil && !whole {
		return problem("from", "labelsOfAnotherBatch", i.From, i.To, i.Run)
	}
	return err
}

// allOf says that labels from..to of a run are all labels of one batch.
func (v view) allOf(run *LabelRun, from, to int64, product, lot string) (bool, error) {
	if !run.Blank() {
		return run.Product == product && run.Lot == lot, nil
	}
	claims, err := history[*LabelClaim](v, listRunClaim, run.ID)
	var of []*LabelClaim
	for _, c := range claims {
		if c.Product == product && c.Lot == lot {
			of = append(of, c)
		}
	}
	return len(gaps(of, from, to)) == 0, err
}

func (i *Inspection) rows(index int64) []row {
	return []row{
		listRow(listBatchInspection, batchSubject(i.Product, i.Lot), index),
		listRow(listProvinceInspection, i.ProvinceCode, index),
	}
}

// Inspections lists the inspections of a batch, newest statement first: at most
// limit of those stated before a log index, or of all for 0. The index of the
// last is the before of the next page; limit <= 0 means all.
func (r *Registry) Inspections(ctx context.Context, product, lot string, before int64, limit int) ([]Stated[*Inspection], bool, error) {
	return statedPage[*Inspection](ctx, r, listBatchInspection, batchSubject(product, lot), before, limit)
}

// InspectionsIn is Inspections for those made in a province, by its code.
func (r *Registry) InspectionsIn(ctx context.Context, province string, before int64, limit int) ([]Stated[*Inspection], bool, error) {
	return statedPage[*Inspection](ctx, r, listProvinceInspection, province, before, limit)
}
