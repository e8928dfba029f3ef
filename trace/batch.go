package trace

import "ocoptrace/trace/ocop"

// A Batch is a production lot of a product. The names are copied from the
// product and the entity as they were, so that the record speaks for itself
// when it is read alone.
type Batch struct {
	Type        Kind       `json:"type"`
	Product     string     `json:"product"`
	ProductName string     `json:"productName"`
	Entity      string     `json:"entity"`
	EntityName  string     `json:"entityName"`
	GTIN        string     `json:"gtin,omitempty"`
	Lot         string     `json:"lot"` // 1-20 of A-Z, a-z, 0-9, ".", "_", "-"
	Produced    ocop.Date  `json:"produced"`
	Expires     ocop.Date  `json:"expires,omitzero"`    // use by: HSD of goods that spoil
	BestBefore  ocop.Date  `json:"bestBefore,omitzero"` // quality date
	Quantity    int64      `json:"quantity"`            // packs, 1 to 100,000,000
	Unit        string     `json:"unit"`
	Inputs      []Input    `json:"inputs,omitempty"`    // at most 50
	Documents   []Document `json:"documents,omitempty"` // at most 20
	Sample      bool       `json:"sample,omitempty"`
}

// Kind implements Fact.
func (*Batch) Kind() Kind { return KindBatch }

// End is the date that ends the batch's shelf life and its kind.
func (b *Batch) End() (ocop.Date, DateKind) {
	switch {
	case !b.Expires.IsZero():
		return b.Expires, DateExpires
	case !b.BestBefore.IsZero():
		return b.BestBefore, DateBestBefore
	}
	return ocop.Date{}, DateNone
}

func (b *Batch) tidy() {
	b.Type = KindBatch
	tidy(&b.Product, &b.ProductName, &b.Entity, &b.EntityName, &b.GTIN, &b.Lot, &b.Unit)
	for i := range b.Inputs {
		b.Inputs[i].tidy()
	}
	for i := range b.Documents {
		b.Documents[i].tidy()
	}
}

func (b *Batch) problems() Problems {
	var f fields
	f.id("product", b.Product)
	f.required("productName", b.ProductName, maxName)
	f.id("entity", b.Entity)
	f.required("entityName", b.EntityName, maxName)
	f.lot("lot", b.Lot)
	f.date("produced", b.Produced)
	f.must(b.Expires.IsZero() || b.BestBefore.IsZero(), "bestBefore", "oneEndDate")
	end, kind := b.End()
	if kind != DateNone {
		f.must(!end.Before(b.Produced), string(endField(kind)), "endsBeforeItBegins")
	}
	f.count("quantity", b.Quantity, 1, 100_000_000)
	f.required("unit", b.Unit, 20)
	f.inputs("inputs", b.Inputs)
	f.documents("documents", b.Documents)
	f.fits("inputs", b)
	return f.problems
}

// endField is the JSON name of the field that holds an end date.
func endField(k DateKind) string {
	if k == DateBestBefore {
		return "bestBefore"
	}
	return "expires"
}

func (b *Batch) admit(v view) error { return b.admitAfter(v, nil) }

// admitAfter admits the batch behind others, by subject, that are to be stated
// with it.
func (b *Batch) admitAfter(v view, others map[string]bool) error {
	product, err := current[*Product](v, listProduct, b.Product)
	if err != nil {
		return err
	}
	if product == nil {
		return problem("product", "unknownReference", b.Product)
	}
	if product.Entity != b.Entity {
		return problem("entity", "productOfAnother", b.Product, product.Entity)
	}
	if product.Service {
		return problem("product", "serviceHasNoBatches", b.Product)
	}
	if _, kind := b.End(); kind == DateNone && product.DateKind != DateNone {
		return problem(endField(product.DateKind), "required")
	}
	earlier, err := v.newest(listBatch, batchSubject(b.Product, b.Lot), 1)
	if err != nil {
		return err
	}
	if len(earlier) > 0 {
		return problem("lot", "lotTaken", b.Lot)
	}
	return v.inputsExist("inputs", b.Inputs, others)
}

func (b *Batch) rows(index int64) []row {
	rows := []row{
		listRow(listBatch, batchSubject(b.Product, b.Lot), index),
		listRow(listProductBatch, b.Product, index),
		listRow(listEntityBatch, b.Entity, index),
	}
	for _, subject := range b.madeOf() {
		rows = append(rows, listRow(listBatchInput, subject, index))
	}
	return rows
}

// A Recall stops a batch, holds it back, or lifts either.
type Recall struct {
	Type          Kind         `json:"type"`
	Product       string       `json:"product"`
	Lot           string       `json:"lot"`
	Action        RecallAction `json:"action"`
	Reason        string       `json:"reason"`
	ReasonEn      string       `json:"reasonEn,omitempty"`
	Instruction   string       `json:"instruction,omitempty"` // what the holder of a pack should do
	InstructionEn string       `json:"instructionEn,omitempty"`
	Contact       string       `json:"contact,omitempty"` // whom to call: an office's or a business's line
	Date          ocop.Date    `json:"date"`
}

// RecallAction is what a Recall does.
type RecallAction string

// The actions of a Recall; the newest about a batch holds.
const (
	ActionRecall RecallAction = "recall"
	ActionHold   RecallAction = "hold"
	ActionLift   RecallAction = "lift"
)

// Kind implements Fact.
func (*Recall) Kind() Kind { return KindRecall }

func (r *Recall) tidy() {
	r.Type = KindRecall
	tidy(&r.Product, &r.Lot, &r.Reason, &r.ReasonEn, &r.Instruction, &r.InstructionEn, &r.Contact)
}

func (r *Recall) problems() Problems {
	var f fields
	f.id("product", r.Product)
	f.lot("lot", r.Lot)
	switch r.Action {
	case ActionRecall, ActionHold:
		f.required("instruction", r.Instruction, maxLine)
		f.required("contact", r.Contact, maxName)
	case ActionLift:
	default:
		f.add("action", "unknownAction", string(r.Action))
	}
	f.required("reason", r.Reason, maxLine)
	f.optional("reasonEn", r.ReasonEn, maxLine)
	f.optional("instructionEn", r.InstructionEn, maxLine)
	f.date("date", r.Date)
	return f.problems
}

func (r *Recall) admit(v view) error {
	if err := v.exists(listBatch, batchSubject(r.Product, r.Lot), "lot"); err != nil {
		return err
	}
	standing, err := current[*Recall](v, listRecall, batchSubject(r.Product, r.Lot))
	if err != nil {
		return err
	}
	if r.Action == ActionLift && (standing == nil || standing.Action == ActionLift) {
		return problem("action", "nothingToLift")
	}
	return nil
}

func (r *Recall) rows(index int64) []row {
	return []row{listRow(listRecall, batchSubject(r.Product, r.Lot), index)}
}
