package trace

import "ocoptrace/trace/ocop"

// A LabelClaim binds labels From to To of a blank run, counted from 1 and
// included, to a batch of the run's entity, for good. From then on they count
// as printed for the batch. Their links stay as they are.
type LabelClaim struct {
	Type    Kind      `json:"type"`
	Run     string    `json:"run"`
	From    int64     `json:"from"`
	To      int64     `json:"to"`
	Product string    `json:"product"`
	Lot     string    `json:"lot"`
	Date    ocop.Date `json:"date"`
}

// Kind implements Fact.
func (*LabelClaim) Kind() Kind { return KindLabelClaim }

func (c *LabelClaim) tidy() {
	c.Type = KindLabelClaim
	tidy(&c.Run, &c.Product, &c.Lot)
}

func (c *LabelClaim) problems() Problems {
	var f fields
	f.required("run", c.Run, 40)
	f.count("from", c.From, 1, maxRun)
	f.count("to", c.To, c.From, maxRun)
	f.id("product", c.Product)
	f.lot("lot", c.Lot)
	f.date("date", c.Date)
	return f.problems
}

func (c *LabelClaim) admit(v view) error {
	run, err := v.claimable(c.Run, c.From, c.To)
	if err != nil {
		return err
	}
	product, err := current[*Product](v, listProduct, c.Product)
	if err != nil {
		return err
	}
	if product == nil {
		return problem("product", "unknownReference", c.Product)
	}
	if product.Entity != run.Entity {
		return problem("product", "labelsOfAnother", c.Product, run.ID, run.Entity)
	}
	batch, err := current[*Batch](v, listBatch, batchSubject(c.Product, c.Lot))
	if err != nil {
		return err
	}
	if batch == nil {
		return problem("lot", "unknownReference", batchSubject(c.Product, c.Lot))
	}
	return v.room(batch, "to", c.To-c.From+1)
}

func (c *LabelClaim) rows(index int64) []row {
	return []row{
		listRow(listRunClaim, c.Run, index),
		listRow(listBatchClaim, batchSubject(c.Product, c.Lot), index),
	}
}

// covers says that the claim binds a label of its run.
func (c *LabelClaim) covers(label int64) bool { return c.From <= label && label <= c.To }

// claimable finds a blank run of which labels from..to can be bound: none is
// yet, and none is voided.
func (v view) claimable(id string, from, to int64) (*LabelRun, error) {
	run, spans, err := v.stretch(id, from, to)
	if err != nil {
		return nil, err
	}
	if !run.Blank() {
		return nil, problem("run", "runOfABatch", id, run.Product, run.Lot)
	}
	claims, err := history[*LabelClaim](v, listRunClaim, id)
	if err != nil {
		return nil, err
	}
	for _, c := range claims {
		if c.From <= to && from <= c.To {
			return nil, problem("from", "labelsClaimed", max(c.From, from), min(c.To, to), c.Product, c.Lot)
		}
	}
	return run, spans.refuse(LabelVoided)
}

// gaps are the stretches of labels from..to that no claim binds, in order.
func gaps(claims []*LabelClaim, from, to int64) (open []Span) {
	free := Spans{{from, to, LabelOpen}}
	for _, c := range claims {
		free = free.set(c.From, c.To, LabelActive)
	}
	for _, s := range free {
		if s.State == LabelOpen {
			open = append(open, s)
		}
	}
	return open
}

// batchOf is the batch that a label of a run is bound to: its run's, or that of
// the claim of the label; "" for a blank label that is not bound.
func (v view) batchOf(run *LabelRun, label int64) (product, lot string, err error) {
	if !run.Blank() {
		return run.Product, run.Lot, nil
	}
	claims, err := history[*LabelClaim](v, listRunClaim, run.ID)
	for _, c := range claims {
		if c.covers(label) {
			return c.Product, c.Lot, nil
		}
	}
	return "", "", err
}
