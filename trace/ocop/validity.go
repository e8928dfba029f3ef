package ocop

// A Term says how long a recognition holds. Which one applies follows from the
// day it was issued; extension and renewal from the day it expires.
type Term struct {
	Months        int // from the day of issue
	ExtensionDays int // after expiry, at most; 0: no extension
	RenewFromDays int // before expiry: the earliest day to file for renewal; 0: no window
	RenewToDays   int // before expiry: the latest
	Source        Source
}

// TermOn returns the term in force on a day; false before the first criteria
// (21/08/2019).
func TermOn(day Date) (Term, bool) {
	for _, t := range law.terms {
		if t.Source.On(day) {
			return t, true
		}
	}
	return Term{}, false
}

// Expiry returns the last day of a recognition issued on a day, as the rules of
// that day say; the zero Date if there were none.
func Expiry(issued Date) Date {
	term, found := TermOn(issued)
	if !found {
		return Date{}
	}
	return issued.AddMonths(term.Months)
}

// LatestExtension returns the last day to which a recognition that expires on a
// day may be extended (Decision 26/2026, Art. 12.3); that day itself where the
// rules know no extension. An extension is an officer's act, never automatic.
func LatestExtension(expires Date) Date {
	term, _ := TermOn(expires)
	return expires.AddDays(term.ExtensionDays)
}

// RenewalWindow returns the first and last day to file for the renewal of a
// recognition that expires on a day; zero Dates where the rules know no window.
func RenewalWindow(expires Date) (from, to Date) {
	term, _ := TermOn(expires)
	if term.RenewFromDays == 0 {
		return Date{}, Date{}
	}
	return expires.AddDays(-term.RenewFromDays), expires.AddDays(-term.RenewToDays)
}

// State is what a recognition is on a day.
type State string

// The states of a recognition.
const (
	NotYet    State = "notYet" // before the day of issue
	Valid     State = "valid"
	Extended  State = "extended" // past its expiry, the result of a renewal is awaited
	Expired   State = "expired"
	Withdrawn State = "withdrawn"
)

// InForce says whether stars may be shown: Valid or Extended.
func (s State) InForce() bool { return s == Valid || s == Extended }

// Validity returns the state on a day of a recognition issued on one day and
// expiring at the end of another. extendedUntil is the last day of an extension,
// withdrawn the first day without the recognition; either may be zero: there is
// none. A withdrawal outranks the rest and lasts. A zero issued means that
// there is no recognition yet.
func Validity(issued, expires, extendedUntil, withdrawn, on Date) State {
	switch {
	case !withdrawn.IsZero() && !on.Before(withdrawn):
		return Withdrawn
	case issued.IsZero() || on.Before(issued):
		return NotYet
	case !on.After(expires):
		return Valid
	case !on.After(extendedUntil):
		return Extended
	}
	return Expired
}

func (r *reader) readTerms() (terms []Term) {
	r.table("validity.csv", func(l line) {
		terms = append(terms, Term{
			Months: l.count("months"), ExtensionDays: l.count("extension_days"),
			RenewFromDays: l.count("renew_from_days"), RenewToDays: l.count("renew_to_days"), Source: l.source(),
		})
	})
	return terms
}
