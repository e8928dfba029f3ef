package press

import (
	"fmt"
	"unicode/utf8"

	"ocoptrace/label/layout"
	"ocoptrace/label/stock"
)

// Limits of jobs.
const (
	MaxUnfinished = 20  // jobs of an entity that wait or are being made
	maxSpans      = 200 // of a job, and of the labels it prints again
	maxItems      = 200
	maxTexts      = 20
	maxText       = 500 // letters of a reason or of one of the texts
	maxTextBytes  = 16_000
)

// An Order asks for a job.
type Order struct {
	By       string
	Spans    []Span    // in the order in which they are printed, no label twice
	Items    []string  // of the queue, which the spans come from; see Take
	Sheet    stock.Job // Start 0 is where the last job on the stock ended, see Press.Continue
	Template layout.Template
	Texts    map[string]string
	Printer  string // profile; "" for a PDF to print oneself
	Reason   string // for printing labels again

	// With is a printer to print for once, in place of a saved one. Its
	// calibrations are not looked at: that of the Sheet counts.
	With *Printer

	// Key makes the order idempotent: another of the same entity and key is
	// answered with the job of the first. At most 64 of a-z, 0-9 and "-".
	Key string
}

func (o Order) check(entity string) error {
	if err := checkEntity(entity); err != nil {
		return err
	}
	switch {
	case o.Key != "" && !validID(o.Key):
		return fmt.Errorf("%w: the key %.70q", ErrID, o.Key)
	case len(o.Spans) == 0:
		return fmt.Errorf("%w: it has no labels", ErrOrder)
	case len(o.Spans) > maxSpans || len(o.Items) > maxItems:
		return fmt.Errorf("%w: %d ranges of labels, at most %d are printed together", ErrOrder, len(o.Spans), maxSpans)
	case utf8.RuneCountInString(o.Reason) > maxText:
		return fmt.Errorf("%w: the reason has %d letters, at most %d", ErrOrder, utf8.RuneCountInString(o.Reason), maxText)
	}
	if o.With != nil {
		if err := o.With.CheckProfile(); err != nil {
			return err
		}
	}
	if _, err := packTemplate(o.Template); err != nil {
		return fmt.Errorf("%w: %w", ErrOrder, err)
	}
	if err := checkTexts(o.Texts); err != nil {
		return err
	}
	if err := checkSheet(o.Sheet); err != nil {
		return err
	}
	return checkSpans(o.Spans, int64(copies(o.Sheet)))
}

func checkTexts(texts map[string]string) error {
	if len(texts) > maxTexts {
		return fmt.Errorf("%w: %d texts, at most %d", ErrOrder, len(texts), maxTexts)
	}
	bytes := 0
	for name, text := range texts {
		bytes += len(name) + len(text)
		if n := utf8.RuneCountInString(text); n > maxText || len(name) > maxID {
			return fmt.Errorf("%w: the text %.40q has %d letters, at most %d", ErrOrder, name, n, maxText)
		}
	}
	if bytes > maxTextBytes {
		return fmt.Errorf("%w: the texts have %d bytes, at most %d", ErrOrder, bytes, maxTextBytes)
	}
	return nil
}

// checkSpans refuses what is no label, a label twice, and too many.
func checkSpans(spans []Span, copies int64) error {
	for _, s := range spans {
		if err := s.check(); err != nil {
			return err
		}
	}
	n := total(spans)
	if total(merged(spans)) != n {
		return fmt.Errorf("%w: a label stands in it twice; ask for copies instead", ErrOrder)
	}
	if n > MaxLabels/copies {
		return fmt.Errorf("%w: %d labels of %d copies, at most %d are printed together", ErrOrder, n, copies, MaxLabels)
	}
	return nil
}
