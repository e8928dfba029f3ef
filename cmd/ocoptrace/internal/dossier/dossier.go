package dossier

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"

	"golang.org/x/text/unicode/norm"
)

// A Dossier is what is known of an entity's representative and its business. A
// text that is empty was not stated.
type Dossier struct {
	Representative string    `json:"representative,omitempty"` // name; at most 100 characters
	Sex            string    `json:"sex,omitempty"`            // one of Sexes
	Ethnicity      string    `json:"ethnicity,omitempty"`      // as written: "Kinh", "Nùng"; at most 40 characters
	Disability     string    `json:"disability,omitempty"`     // "yes" or "no"
	Phone          string    `json:"phone,omitempty"`          // of the person
	Revenue        string    `json:"revenue,omitempty"`        // one of Revenues, self-declared, of the year before
	Consented      ocop.Date `json:"consented"`                // day on which the person agreed that this is kept
}

// Values of a Dossier, in the order in which they are offered.
var (
	Sexes   = []string{"female", "male"}
	Answers = []string{"yes", "no"}
	// Revenues are bands of a year's revenue, upper ends not included: under
	// 500 million dong, 2, 10 and 50 thousand million, and from there on. They
	// are this service's; no law sets them.
	Revenues = []string{"under_500m", "under_2b", "under_10b", "under_50b", "from_50b"}
)

var phonePattern = regexp.MustCompile(`^\+?[0-9][0-9 .-]{6,18}[0-9]$`)

// tidy brings texts into the form that is kept: NFC, single spaces.
func (d *Dossier) tidy() {
	for _, s := range []*string{&d.Representative, &d.Sex, &d.Ethnicity, &d.Disability, &d.Phone, &d.Revenue} {
		*s = norm.NFC.String(strings.Join(strings.Fields(*s), " "))
	}
}

// Problems are those of what was entered, as of a day.
func (d *Dossier) Problems(today ocop.Date) (problems trace.Problems) {
	bad := func(field, key string, args ...any) {
		problems = append(problems, trace.Problem{Field: field, Key: key, Args: args})
	}
	for _, c := range []struct {
		name, value string
		most        int
	}{{"representative", d.Representative, 100}, {"ethnicity", d.Ethnicity, 40}} {
		if n := utf8.RuneCountInString(c.value); n > c.most {
			bad(c.name, "tooLong", int64(n), int64(c.most))
		}
	}
	for _, c := range []struct {
		name, value string
		of          []string
	}{{"sex", d.Sex, Sexes}, {"disability", d.Disability, Answers}, {"revenue", d.Revenue, Revenues}} {
		if c.value != "" && !slices.Contains(c.of, c.value) {
			bad(c.name, "notOffered", c.value)
		}
	}
	if d.Phone != "" && !phonePattern.MatchString(d.Phone) {
		bad("phone", "notPhone", d.Phone)
	}
	switch {
	case d.Consented.IsZero():
		bad("consented", "noConsent")
	case d.Consented.After(today):
		bad("consented", "consentLater")
	}
	return problems
}
