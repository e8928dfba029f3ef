package orders

import (
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/trace"
)

// maxLabels is how many labels one answer lists.
const maxLabels = 1000

// runOrder is what is sent for labels.
type runOrder struct {
	Product string `json:"product"`
	Lot     string `json:"lot"`
	Count   int64  `json:"count"`
}

// runAnswer is a run of labels: open, until somebody activates them.
type runAnswer struct {
	Run     string `json:"run"`
	Product string `json:"product"`
	Lot     string `json:"lot"`
	Count   int64  `json:"count"`
	Labels  string `json:"labels"` // where they are listed
}

// page is the address of a batch's page.
func (c *call) page(product, lot string) string {
	return c.Registry.BaseURL() + "/batches/" + url.PathEscape(product) + "/" + url.PathEscape(lot)
}

func orderRun(c *call) error {
	var o runOrder
	key, err := c.read(&o)
	if err != nil {
		return err
	}
	if _, err := c.own(o.Product, o.Lot); err != nil {
		return err
	}
	receipt, err := c.stated(key)
	if err != nil {
		return err
	}
	ctx := c.r.Context()
	run, err := c.Registry.OrderRun(ctx, trace.RunOrder{Product: o.Product, Lot: o.Lot, Count: o.Count, Key: key, By: c.grant.User.Name})
	if err != nil {
		return err
	}
	status := http.StatusOK
	if receipt == nil {
		status = http.StatusCreated
		if _, err := c.Registry.Publish(ctx); err != nil {
			return err
		}
		if err := c.Trail.Record(ctx, "labels", o.Product+"/"+o.Lot); err != nil {
			return err
		}
	}
	labels := c.Registry.BaseURL() + Path + "/runs/" + url.PathEscape(run.ID) + "/labels"
	c.w.Header().Set("Location", labels)
	return c.answer(status, runAnswer{run.ID, run.Product, run.Lot, run.Count, labels})
}

// labelAnswer is one label.
type labelAnswer struct {
	Number int64  `json:"number"`
	Code   string `json:"code"`
	URI    string `json:"uri"` // what its symbol holds
}

type labelsAnswer struct {
	Run    string        `json:"run"`
	Count  int64         `json:"count"`
	Labels []labelAnswer `json:"labels"`
}

// listLabels lists labels from..to of a run; without them the first ones.
func listLabels(c *call) error {
	report, err := c.Registry.Run(c.r.Context(), c.variable("run"))
	if err != nil {
		return err
	}
	run := report.Run
	if run.Blank() {
		if run.Entity != c.grant.User.Entity {
			return refusal{http.StatusNotFound}
		}
	} else if _, err := c.own(run.Product, run.Lot); err != nil {
		return err
	}
	from, err := c.number("from", 1)
	if err != nil {
		return err
	}
	to, err := c.number("to", min(from+maxLabels-1, run.Count))
	if err != nil {
		return err
	}
	if from < 1 || to > run.Count || to < from || to-from >= maxLabels {
		return trace.Problems{{Field: "to", Key: "outOfRange", Args: []any{to, from, min(from+maxLabels-1, run.Count)}}}
	}
	labels, err := c.Registry.Labels(run, from, to)
	if err != nil {
		return err
	}
	answer := labelsAnswer{Run: run.ID, Count: run.Count}
	for _, l := range labels {
		answer.Labels = append(answer.Labels, labelAnswer{l.Number, l.Code.String(), l.URI})
	}
	return c.answer(http.StatusOK, answer)
}

// number is what is asked for under a name.
func (c *call) number(name string, absent int64) (int64, error) {
	given := c.r.URL.Query().Get(name)
	if given == "" {
		return absent, nil
	}
	n, err := strconv.ParseInt(given, 10, 64)
	if err != nil {
		return 0, trace.Problems{{Field: name, Key: "unreadable", Args: []any{"not a whole number"}}}
	}
	return n, nil
}

// ledgerAnswer counts the labels of a batch, as trace.Ledger does.
type ledgerAnswer struct {
	Product   string `json:"product"`
	Lot       string `json:"lot"`
	Declared  int64  `json:"declared"`
	Allowed   int64  `json:"allowed"`
	Printed   int64  `json:"printed"`
	Activated int64  `json:"activated"`
	Voided    int64  `json:"voided"`
	Open      int64  `json:"open"`
	Claimed   int64  `json:"claimed"`
	Reprinted int64  `json:"reprinted"`
	Room      int64  `json:"room"` // labels that may still be ordered
}

func showLedger(c *call) error {
	b, err := c.own(c.variable("product"), c.variable("lot"))
	if err != nil {
		return err
	}
	l, err := c.Registry.Ledger(c.r.Context(), b.Product, b.Lot)
	if err != nil {
		return err
	}
	return c.answer(http.StatusOK, ledgerAnswer{
		b.Product, b.Lot, l.Declared, l.Allowed, l.Printed, l.Activated, l.Voided, l.Open, l.Claimed, l.Reprinted, l.Room(),
	})
}
