package ocop

// A Source is where a rule is written and when it holds.
type Source struct {
	Document string // number, e.g. "26/2026/QĐ-TTg"
	Issuer   string // in Vietnamese
	Article  string // in Vietnamese; empty where it is not known
	Issued   Date   // zero where it is not known
	From     Date   // first day in force
	Until    Date   // last day in force; zero: still in force
	Status   Status
	Note     string
}

// Status says how a rule is known.
type Status string

// The statuses of a rule, weakest first.
const (
	Unverified Status = "unverified" // from memory, or carried over from an older rule
	Copy       Status = "copy"       // read in a secondary copy
	Verified   Status = "verified"   // compared with the gazette
)

// On says whether the rule is in force on a day.
func (s Source) On(day Date) bool {
	return !day.Before(s.From) && (s.Until.IsZero() || !day.After(s.Until))
}

// String returns document and article: "26/2026/QĐ-TTg, Điều 3.3".
func (s Source) String() string {
	if s.Article == "" {
		return s.Document
	}
	return s.Document + ", " + s.Article
}
