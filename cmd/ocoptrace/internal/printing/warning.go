package printing

import (
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"
)

// warnings are about what the label says, not how it looks. Labels for a batch
// that is stopped have to be confirmed: whoever scans them is told not to use the
// goods.
func warnings(scan *trace.Scan, l *locale.Locale) (found Findings) {
	if stopped := scan.Batch.Stopped(); stopped != nil {
		key := "print.batchOnHold"
		if stopped.Action == trace.ActionRecall {
			key = "print.batchRecalled"
		}
		found = append(found, Finding{Text: l.T(key, stopped.Date), Confirm: true})
	}
	if end, kind := scan.Batch.Fact.End(); kind != trace.DateNone && end.Before(scan.Day) {
		found = append(found, Finding{Text: l.T("print.batchPast", end), Warning: true})
	}
	if text := starsWarning(scan, l); text != "" {
		found = append(found, Finding{Text: text, Warning: true})
	}
	return found
}
