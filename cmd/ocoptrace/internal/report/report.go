package report

import (
	"strings"
	"time"
	"unicode/utf8"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"

	"golang.org/x/text/unicode/norm"
)

// How long what is kept. The law names no term for either; these are ours.
const (
	KeepPhone  = 90 * 24 * time.Hour      // after closing
	KeepReport = 2 * 365 * 24 * time.Hour // after sending
)

// MaxText is the length of a report or an answer, in characters.
const MaxText = 2000

// A Kind is what a report is about. Its text is the locale key
// "report.kind." + Kind.
type Kind string

// Kinds of reports.
const (
	Mismatch Kind = "mismatch" // lot or dates on the pack are others
	Opened   Kind = "opened"   // opened or damaged
	Fake     Kind = "fake"     // suspected
	PastDate Kind = "pastDate" // on sale after its date
	Illness  Kind = "illness"
	Other    Kind = "other"
)

// Kinds are all kinds in the order of a form.
var Kinds = []Kind{Mismatch, Opened, Fake, PastDate, Illness, Other}

// A State is where a report stands. Its text is "report.state." + State.
type State string

// The states of a report.
const (
	StateNew    State = "new"
	StateInHand State = "inHand"
	StateClosed State = "closed"
)

// A Report is what somebody reported.
type Report struct {
	Reference string    `json:"reference"`
	At        time.Time `json:"at"`
	Kind      Kind      `json:"kind"`
	Text      string    `json:"text,omitempty"`
	Product   string    `json:"product"`
	Entity    string    `json:"entity"`   // of the product
	Province  string    `json:"province"` // of the entity, when it was sent
	Lot       string    `json:"lot,omitempty"`
	Label     string    `json:"label,omitempty"` // run and number, "RUN/12"
	Seen      string    `json:"seen,omitempty"`  // province where the pack was seen, as the person chose
	Photo     string    `json:"photo,omitempty"` // digest, private
	Phone     string    `json:"phone,omitempty"`
	Consent   bool      `json:"consent,omitempty"` // to be called back on Phone about this report

	State  State     `json:"state"`
	Answer string    `json:"answer,omitempty"` // the person may read it
	By     string    `json:"by,omitempty"`     // account that changed it last
	Closed time.Time `json:"closed,omitzero"`
}

// tidy trims what a person typed.
func (r *Report) tidy() {
	for _, s := range []*string{&r.Text, &r.Phone, &r.Seen} {
		*s = strings.TrimSpace(norm.NFC.String(*s))
	}
	r.Phone = phoneMarks.Replace(r.Phone)
}

var phoneMarks = strings.NewReplacer(" ", "", ".", "", "-", "", "(", "", ")", "", "\u00a0", "")

// Problems are what a person has to mend.
func (r *Report) Problems() (all trace.Problems) {
	add := func(field, key string, args ...any) {
		all = append(all, trace.Problem{Field: field, Key: key, Args: args})
	}
	known := false
	for _, k := range Kinds {
		known = known || k == r.Kind
	}
	if !known {
		add("kind", "required")
	}
	if r.Kind == Other && r.Text == "" {
		add("text", "required")
	}
	if n := utf8.RuneCountInString(r.Text); n > MaxText {
		add("text", "tooLong", int64(n), int64(MaxText))
	}
	if r.Phone != "" && !isPhone(r.Phone) {
		add("phone", "badPhone")
	}
	if r.Phone != "" && !r.Consent {
		add("consent", "consentNeeded")
	}
	if _, ok := ocop.ProvinceByCode(r.Seen); r.Seen != "" && !ok {
		add("seen", "unknownProvince", r.Seen)
	}
	return all
}

// isPhone says that a text could be a telephone number: 8 to 15 digits (ITU-T
// E.164), a "+" before them.
func isPhone(s string) bool {
	digits := strings.TrimPrefix(s, "+")
	return len(digits) >= 8 && len(digits) <= 15 && strings.Trim(digits, "0123456789") == ""
}

// Public is the report for whoever has its reference.
func (r Report) Public() Report {
	r.Phone, r.Photo, r.By, r.Label = "", "", "", ""
	return r
}

// ForProducer is the report for the producer of the goods.
func (r Report) ForProducer() Report {
	r.Phone, r.By = "", ""
	return r
}
