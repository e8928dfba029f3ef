package orders

import (
	"encoding/json"
	"net/http"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// batchOrder is what is sent for a batch.
type batchOrder struct {
	Product    string           `json:"product"`
	Produced   ocop.Date        `json:"produced"`
	Quantity   int64            `json:"quantity"`
	Lot        string           `json:"lot,omitempty"`
	Unit       string           `json:"unit,omitempty"`
	Expires    ocop.Date        `json:"expires,omitzero"`
	BestBefore ocop.Date        `json:"bestBefore,omitzero"`
	Inputs     []trace.Input    `json:"inputs,omitempty"`
	Documents  []trace.Document `json:"documents,omitempty"`
}

// batchAnswer is what became of it.
type batchAnswer struct {
	Batch  json.RawMessage `json:"batch"` // the fact as it was stated
	Record string          `json:"record"`
	Index  int64           `json:"index"`
	Page   string          `json:"page"`
	Again  bool            `json:"again"`
}

func issueBatch(c *call) error {
	var o batchOrder
	key, err := c.read(&o)
	if err != nil {
		return err
	}
	receipt, err := c.stated(key)
	if err != nil {
		return err
	}
	if receipt == nil {
		if receipt, err = c.issue(o, key); err != nil {
			return err
		}
	}
	return c.issued(receipt)
}

// stated is what an order of a key did; nil if there was none.
func (c *call) stated(key string) (*trace.Receipt, error) {
	if key == "" {
		return nil, nil
	}
	receipts, err := c.Registry.Stated(c.r.Context(), key, 1)
	if err != nil || len(receipts) == 0 {
		return nil, err
	}
	return &receipts[0], nil
}

func (c *call) issue(o batchOrder, key string) (*trace.Receipt, error) {
	ctx := c.r.Context()
	product, err := c.Registry.Product(ctx, o.Product)
	if err != nil {
		return nil, err
	}
	if product.Entity != c.grant.User.Entity {
		return nil, refusal{http.StatusNotFound}
	}
	b := &trace.Batch{
		Product: o.Product, Produced: o.Produced, Quantity: o.Quantity, Lot: o.Lot, Unit: o.Unit,
		Expires: o.Expires, BestBefore: o.BestBefore, Inputs: o.Inputs, Documents: o.Documents,
	}
	found, err := c.Registry.Prepare(ctx, []*trace.Batch{b})
	if err != nil {
		return nil, err
	}
	if len(found[0]) > 0 {
		return nil, found[0]
	}
	receipts, err := c.Registry.State(ctx, trace.Order{Facts: []trace.Fact{b}, Key: key, By: c.grant.User.Name})
	if err != nil {
		return nil, err
	}
	return &receipts[0], nil
}

func (c *call) issued(receipt *trace.Receipt) error {
	var record struct {
		Subject json.RawMessage `json:"credentialSubject"`
	}
	var b trace.Batch
	if err := json.Unmarshal(receipt.Record, &record); err != nil {
		return err
	}
	if err := json.Unmarshal(record.Subject, &b); err != nil {
		return err
	}
	answer := batchAnswer{record.Subject, receipt.ID, receipt.Index, c.page(b.Product, b.Lot), receipt.Again}
	status := http.StatusOK
	if !receipt.Again {
		status = http.StatusCreated
		if _, err := c.Registry.Publish(c.r.Context()); err != nil {
			return err
		}
		if err := c.Trail.Record(c.r.Context(), "batches", b.Product+"/"+b.Lot); err != nil {
			return err
		}
	}
	c.w.Header().Set("Location", answer.Page)
	return c.answer(status, answer)
}
