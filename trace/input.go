package trace

import (
	"context"
	"slices"

	"ocoptrace/trace/ocop"
)

// An Input is a lot that went into a batch, one step back: raw material or
// packing. Where it is another batch of this registry, Product and Lot name it;
// a batch can only refer to batches that were stated before it, so there is no
// circle.
type Input struct {
	Name        string    `json:"name"`
	Supplier    string    `json:"supplier,omitempty"` // name of the business, not of a person
	Lot         string    `json:"lot,omitempty"`      // the supplier's number
	Received    ocop.Date `json:"received,omitzero"`
	Quantity    string    `json:"quantity,omitempty"` // as on the delivery, e.g. "250 kg"
	Origin      string    `json:"origin,omitempty"`   // place where it was grown, caught or made
	CommuneCode string    `json:"communeCode,omitempty"`
	Product     string    `json:"product,omitempty"` // id in this registry
	URI         string    `json:"uri,omitempty"`     // Digital Link of another service, https
}

// maxInputs bounds the inputs of a batch.
const maxInputs = 50

func (in *Input) tidy() {
	tidy(&in.Name, &in.Supplier, &in.Lot, &in.Quantity, &in.Origin, &in.CommuneCode, &in.Product, &in.URI)
}

func (f *fields) inputs(field string, inputs []Input) {
	f.atMost(field, len(inputs), maxInputs)
	for i, in := range inputs {
		at := element(field, i)
		f.required(at("name"), in.Name, maxName)
		f.optional(at("supplier"), in.Supplier, maxName)
		f.optional(at("lot"), in.Lot, 60)
		f.optional(at("quantity"), in.Quantity, 60)
		f.optional(at("origin"), in.Origin, maxName)
		f.optional(at("communeCode"), in.CommuneCode, 5)
		if in.Product != "" {
			f.id(at("product"), in.Product)
			f.must(in.Lot != "", at("lot"), "lotOfInput", in.Product)
		}
		f.https(at("uri"), in.URI)
	}
}

// inputsExist says that the batches among the inputs are stated, or are others
// that are to be.
func (v view) inputsExist(field string, inputs []Input, others map[string]bool) error {
	for i, in := range inputs {
		if in.Product == "" || others[batchSubject(in.Product, in.Lot)] {
			continue
		}
		if err := v.exists(listBatch, batchSubject(in.Product, in.Lot), element(field, i)("lot")); err != nil {
			return err
		}
	}
	return nil
}

// madeOf lists, each once, the batches of this registry that went into a batch.
func (b *Batch) madeOf() (subjects []string) {
	for _, in := range b.Inputs {
		if subject := batchSubject(in.Product, in.Lot); in.Product != "" && !slices.Contains(subjects, subject) {
			subjects = append(subjects, subject)
		}
	}
	return subjects
}

// MadeFrom lists the batches that a batch went into, one step forward, newest
// first: at most limit of those stated before a log index, or of all for 0. The
// index of the last is the before of the next page; limit <= 0 means all.
func (r *Registry) MadeFrom(ctx context.Context, product, lot string, before int64, limit int) ([]Stated[*Batch], bool, error) {
	return statedPage[*Batch](ctx, r, listBatchInput, batchSubject(product, lot), before, limit)
}
