package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/ocop"
)

var eventCommand = command{
	name:     "event",
	synopsis: "VERB --dir DIR [arguments]",
	about:    "EPCIS events: state what happens to batches, read and write documents",
	details: `A step of a batch, stated as an event of its producer (or of --entity):

  created PRODUCT LOT        the lot exists
  inspected PRODUCT LOT      it was tested; --failed where it did not conform
  transformed PRODUCT LOT    it was made of its inputs that are batches or links
  packed PRODUCT LOT         --quantity packs are in the carton --carton
  shipped PRODUCT LOT        to --party, an entity or the URI of a business
  received PRODUCT LOT       from --party
  recalled PRODUCT LOT       partners are to send it back; to stop a batch on
                             its page is an office's matter

--quantity is all of the batch and --at is now, unless given. The same step said
twice is one event. Documents:

  list PRODUCT LOT           the events about a batch, whoever captured them
  export [PRODUCT LOT]       these, or all events, as an EPCISDocument
  capture FILE --entity ID   the events of an EPCISDocument ("-" is standard
                             input), all or none; with --proceed the good ones

docs/epcis.md tells more. The service must not be running; a running one takes
events at /epcis.`,
	example: `ocoptrace event created gao-seng-cu L261123A --dir /var/lib/ocoptrace
ocoptrace event shipped gao-seng-cu L261123A --quantity 40 --party cua-hang-mau --document PX-12 --dir /var/lib/ocoptrace
ocoptrace event export gao-seng-cu L261123A --dir /var/lib/ocoptrace > events.json`,
	run: runEvent,
}

// eventCall is one call of event.
type eventCall struct {
	*invocation
	step    trace.Step
	entity  string
	at      string
	proceed bool
	json    bool
}

func runEvent(ctx context.Context, in *invocation) error {
	s := in.settings()
	c := &eventCall{invocation: in}
	in.StringVar(&c.entity, "entity", "", "`id` of the entity that captures (default: the batch's)")
	in.StringVar(&c.at, "at", "", "`time` of the step in Viet Nam, as 2026-11-23 or 2026-11-23T08:30 (default: now)")
	in.Int64Var(&c.step.Quantity, "quantity", 0, "`packs` (default: all of the batch)")
	in.BoolVar(&c.step.Failed, "failed", false, "inspected: the goods did not conform")
	in.StringVar(&c.step.Carton, "carton", "", "packed: `number` of the carton")
	in.StringVar(&c.step.Party, "party", "", "shipped, received: the other `business`, an entity or a URI")
	in.StringVar(&c.step.Document, "document", "", "`number` of the delivery note or test report")
	in.BoolVar(&c.proceed, "proceed", false, "capture: capture the good events although others are faulty; the status is 1 all the same")
	in.BoolVar(&c.json, "json", false, "print the answer as JSON")
	if err := in.parse(1, 3); err != nil {
		return err
	}
	do, err := c.verb()
	if err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	v, err := open(ctx, s, in.opening(-1))
	if err != nil {
		return err
	}
	return errors.Join(do(ctx, v), v.close())
}

// verb is what is to be done; its arguments are looked at first.
func (c *eventCall) verb() (func(context.Context, *service) error, error) {
	verb, args := c.rest[0], len(c.rest)-1
	kind := trace.StepKind(verb)
	switch {
	case slices.Contains(trace.StepKinds(), kind):
		c.step.Kind = kind
		if args != 2 {
			return nil, c.misuse("%s of which batch? give PRODUCT and LOT", verb)
		}
		return c.state, c.readTime()
	case verb == "list" && args == 2:
		return c.list, nil
	case verb == "export" && args != 1:
		return c.export, nil
	case verb == "capture" && args == 1 && c.entity != "":
		return c.capture, nil
	case verb == "capture":
		return nil, c.misuse("capture needs one FILE and --entity, who captures")
	case verb == "list" || verb == "export":
		return nil, c.misuse("%s of which batch? give PRODUCT and LOT", verb)
	}
	err := usageError("event: there is no verb %s", shortened(verb))
	words := []string{"list", "export", "capture"}
	for _, k := range trace.StepKinds() {
		words = append(words, string(k))
	}
	if near := nearest(verb, words); near != "" {
		return nil, withHint(err, "did you mean “ocoptrace event %s”?", near)
	}
	return nil, withHint(err, "“ocoptrace event --help” lists the verbs")
}

// readTime reads --at.
func (c *eventCall) readTime() error {
	zone := time.FixedZone("", 7*60*60)
	if c.at == "" {
		c.step.At = c.now().Truncate(time.Second)
		return nil
	}
	for _, form := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04"} {
		if at, err := time.ParseInLocation(form, c.at, zone); err == nil {
			c.step.At = at
			return nil
		}
	}
	day, err := ocop.ParseDate(c.at)
	if err != nil {
		return c.misuse("--at %s is no time such as 2026-11-23T08:30", shortened(c.at))
	}
	c.step.At = day.Time()
	return nil
}

// A statedEvent is what is told of an event that was stated.
type statedEvent struct {
	Event  string `json:"event"` // eventID
	Record string `json:"id"`    // of the statement
	Index  int64  `json:"index"`
	Again  bool   `json:"again"`
}

// state states a step.
func (c *eventCall) state(ctx context.Context, v *service) error {
	product, lot := c.rest[1], c.rest[2]
	if c.entity == "" {
		b, err := v.registry.Batch(ctx, product, lot)
		if err != nil {
			return err
		}
		c.entity = b.Entity
	}
	e, err := v.registry.Author(ctx, c.entity, product, lot, c.step)
	if err != nil {
		return printWords(err)
	}
	receipts, err := v.registry.Capture(ctx, trace.Capture{Entity: c.entity, By: c.user, Events: []epcis.Event{e}})
	if err != nil {
		return err
	}
	r := receipts[0]
	told := statedEvent{e.Hash(nil), r.ID, r.Index, r.Again}
	if c.json {
		return c.printJSON(told)
	}
	word := map[bool]string{true: "stated before:", false: "stated"}[r.Again]
	fmt.Fprintf(c.stdout, "%s %s of %s lot %s, record %d\n%s\n", word, c.step.Kind, product, lot, r.Index, told.Event)
	return nil
}

// list lists the events of a batch, newest first.
func (c *eventCall) list(ctx context.Context, v *service) error {
	w := tabwriter.NewWriter(c.stdout, 0, 0, 2, ' ', 0)
	for token := ""; ; {
		page, err := v.registry.EventsOf(ctx, c.rest[1], c.rest[2], token, trace.MaxEventsPerPage)
		if err != nil {
			return err
		}
		for _, e := range page.Events {
			step, known := epcis.BareBizStep(e.Event.BizStep)
			if !known {
				step = e.Event.Disposition
			}
			wrong := ""
			if e.Event.ErrorDeclaration != nil {
				wrong = "declared wrong"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\tby %s\t%s\t%s\n", e.Event.EventTime, e.Event.Type, step, e.Fact.Entity, e.Fact.ID, wrong)
		}
		if token = page.Next; token == "" {
			return w.Flush()
		}
	}
}
