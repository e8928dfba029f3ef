package printing

import (
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"
)

// starsPrinted says whether a label printed on the day of the scan carries
// stars. Goods without an end date carry them if they are in force that day.
func starsPrinted(scan *trace.Scan) bool {
	return scan.Standing != nil && scan.Standing.InForce(scan.Day) && !outlives(scan)
}

// outlives says that the pack is good for longer than the recognition.
func outlives(scan *trace.Scan) bool {
	end, kind := scan.Batch.Fact.End()
	return kind != trace.DateNone && end.After(scan.Standing.Until())
}

// starsWarning says why a label of a recognised product has no stars.
func starsWarning(scan *trace.Scan, l *locale.Locale) string {
	s := scan.Standing
	if s == nil || starsPrinted(scan) {
		return ""
	}
	end, kind := scan.Batch.Fact.End()
	switch {
	case !s.Withdrawn().IsZero() && !scan.Day.Before(s.Withdrawn()):
		return l.T("print.starsWithdrawn", s.Withdrawn())
	case scan.Day.Before(s.Recognition.Fact.Issued):
		return l.T("print.starsNotYet", s.Recognition.Fact.Issued)
	case !s.InForce(scan.Day):
		return l.T("print.starsExpired", s.Until())
	case !s.Withdrawn().IsZero(): // from a day to come
		return l.T("print.starsEndFirst", s.Withdrawn(), endWord(kind, l), end)
	}
	return l.T("print.starsEndFirst", s.Until(), endWord(kind, l), end)
}

// endWord names an end date as it is named on the label.
func endWord(kind trace.DateKind, l *locale.Locale) string {
	if kind == trace.DateBestBefore {
		return l.T("print.bestBeforeName")
	}
	return l.T("print.expiresName")
}
