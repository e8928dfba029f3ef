package trace

import "ocoptrace/trace/ocop"

// A Recognition is an authority's decision that a product has 3, 4 or 5 OCOP
// stars. Officers state it from the decision; producers never do.
type Recognition struct {
	Type      Kind      `json:"type"`
	Product   string    `json:"product"`
	Stars     int64     `json:"stars"`               // 3-5
	Number    string    `json:"number"`              // official number, old or new form
	Decision  string    `json:"decision"`            // number of the decision
	Authority string    `json:"authority"`           // as printed on the certificate
	Competent string    `json:"competent,omitempty"` // who is in charge today, where that authority is gone
	Issued    ocop.Date `json:"issued"`
	Expires   ocop.Date `json:"expires"` // Issued + 36 months where left empty
}

// Kind implements Fact.
func (*Recognition) Kind() Kind { return KindRecognition }

func (r *Recognition) tidy() {
	r.Type = KindRecognition
	tidy(&r.Product, &r.Number, &r.Decision, &r.Authority, &r.Competent)
	if r.Expires.IsZero() && !r.Issued.IsZero() {
		r.Expires = ocop.Expiry(r.Issued)
	}
}

func (r *Recognition) problems() Problems {
	var f fields
	f.id("product", r.Product)
	f.count("stars", r.Stars, 3, 5)
	_, err := ocop.ParseRecognitionNumber(r.Number)
	f.must(err == nil, "number", "badRecognitionNumber", r.Number)
	f.required("decision", r.Decision, maxName)
	f.required("authority", r.Authority, maxName)
	f.optional("competent", r.Competent, maxName)
	f.date("issued", r.Issued)
	f.must(r.Issued.Before(r.Expires), "expires", "endsBeforeItBegins")
	return f.problems
}

func (r *Recognition) admit(v view) error {
	if err := v.exists(listProduct, r.Product, "product"); err != nil {
		return err
	}
	owner, err := v.owner(uniqueRecognition, r.Number)
	if err == nil && owner != "" {
		return problem("number", "taken", r.Number, owner)
	}
	return err
}

func (r *Recognition) rows(index int64) []row {
	return []row{
		listRow(listRecognition, r.Product, index),
		uniqueRow(uniqueRecognition, r.Number, r.Product),
	}
}

// Change is what happened to a recognition.
type Change string

// The changes of a recognition (Decision 26/2026, Art. 8 and 12.3).
const (
	ChangeExtended  Change = "extended"
	ChangeWithdrawn Change = "withdrawn"
)

// A RecognitionChange extends or withdraws a recognition, always by an
// officer and with a reason.
type RecognitionChange struct {
	Type      Kind      `json:"type"`
	Product   string    `json:"product"`
	Number    string    `json:"number"` // of the recognition
	Change    Change    `json:"change"`
	Date      ocop.Date `json:"date"`           // effective from
	Until     ocop.Date `json:"until,omitzero"` // last day of an extension
	Reason    string    `json:"reason"`
	Decision  string    `json:"decision,omitempty"` // number of the decision
	Ground    string    `json:"ground,omitempty"`   // article by which it is withdrawn or extended, e.g. "Điều 8.1.d"
	Authority string    `json:"authority"`
}

// Kind implements Fact.
func (*RecognitionChange) Kind() Kind { return KindRecognitionChange }

func (c *RecognitionChange) tidy() {
	c.Type = KindRecognitionChange
	tidy(&c.Product, &c.Number, &c.Reason, &c.Decision, &c.Ground, &c.Authority)
}

func (c *RecognitionChange) problems() Problems {
	var f fields
	f.id("product", c.Product)
	f.required("number", c.Number, maxName)
	f.must(c.Change == ChangeExtended || c.Change == ChangeWithdrawn, "change", "unknownChange", string(c.Change))
	f.date("date", c.Date)
	if c.Change == ChangeExtended {
		f.date("until", c.Until)
	} else {
		f.must(c.Until.IsZero(), "until", "onlyForExtension")
	}
	f.required("reason", c.Reason, maxLine)
	f.optional("decision", c.Decision, maxName)
	f.optional("ground", c.Ground, maxName)
	f.required("authority", c.Authority, maxName)
	return f.problems
}

func (c *RecognitionChange) admit(v view) error {
	all, err := v.held(c.Product)
	if err != nil {
		return err
	}
	for _, h := range all {
		if h.Recognition.Number == c.Number {
			return c.admitTo(h)
		}
	}
	return problem("number", "unknownReference", c.Number)
}

// admitTo holds the change against the recognition as it stands.
func (c *RecognitionChange) admitTo(h Held) error {
	expires := h.Recognition.Expires
	switch latest := ocop.LatestExtension(expires); {
	case !h.Withdrawn().IsZero():
		return problem("number", "withdrawnAlready", c.Number, h.Withdrawn().String())
	case c.Change == ChangeWithdrawn:
	case latest.Before(c.Until):
		return problem("until", "extensionTooLong", latest.String())
	case !expires.Before(c.Until):
		return problem("until", "extensionTooShort", expires.String())
	}
	return nil
}

func (c *RecognitionChange) rows(index int64) []row {
	return []row{listRow(listRecognition, c.Product, index)}
}
