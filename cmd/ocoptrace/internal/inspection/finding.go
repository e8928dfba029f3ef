package inspection

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"

	"golang.org/x/text/unicode/norm"
)

// Limits of a finding, in characters where they are of texts.
const (
	MaxText   = 2000
	maxName   = 200
	MaxPhotos = 4
	maxPacks  = 100_000_000
)

// A Finding is what an inspector found.
type Finding struct {
	ID       string    `json:"id"`
	At       time.Time `json:"at"`                // when the service got it
	DeviceAt time.Time `json:"deviceAt,omitzero"` // by the device's clock, where it was written there
	Device   string    `json:"device,omitempty"`  // name of the key of that device
	By       string    `json:"by"`                // account

	Product string `json:"product"`
	Lot     string `json:"lot"`
	Run     string `json:"run,omitempty"`   // of the label that was looked at
	Label   int64  `json:"label,omitempty"` // its number in the run

	Day          ocop.Date `json:"day"`
	Authority    string    `json:"authority"` // the office
	ProvinceCode string    `json:"provinceCode"`
	Place        string    `json:"place"`    // code of ocop.InspectionPlaces
	Business     string    `json:"business"` // name on the sign
	Outcome      string    `json:"outcome"`  // code of ocop.Outcomes
	Text         string    `json:"text,omitempty"`
	Packs        int64     `json:"packs"`            // found there
	Sampled      int64     `json:"sampled"`          // looked at
	Level        string    `json:"level,omitempty"`  // of ocop.SamplingLevels, where the number was chosen by that plan
	Taken        string    `json:"taken,omitempty"`  // sample taken away: how much, number of the seal
	Photos       []string  `json:"photos,omitempty"` // digests

	Proposal trace.RecallAction `json:"proposal,omitempty"` // ActionHold or ActionRecall
	Reason   string             `json:"reason,omitempty"`   // of the proposal
	Decision *Decision          `json:"decision,omitempty"`

	Closing *Closing `json:"closing,omitempty"`
	Sent    *Sent    `json:"sent,omitempty"` // as a device signed it
}

// Plan is how many of the packs found the plan of Level asks to look at; false
// where there is none.
func (f *Finding) Plan() (ocop.Sample, bool) { return ocop.SampleOf(f.Day, f.Level, f.Packs) }

// A Decision answers a proposal.
type Decision struct {
	At        time.Time `json:"at"`
	By        string    `json:"by,omitempty"`        // account of the officer
	Statement string    `json:"statement,omitempty"` // that stopped the batch; "" where the proposal is refused
	Reason    string    `json:"reason,omitempty"`    // of the refusal
}

// A Closing is the public end of a finding.
type Closing struct {
	At        time.Time `json:"at"`
	By        string    `json:"by"`
	Minutes   string    `json:"minutes"`       // number
	Digest    string    `json:"minutesDigest"` // of their file
	Statement string    `json:"statement"`
}

// Open says that a proposal waits for an officer.
func (f *Finding) Open() bool { return f.Proposal != "" && f.Decision == nil }

// ID is the name of the finding that an account sends with a form's key.
func ID(account, key string) string {
	sum := sha256.Sum256([]byte(account + "\x00" + key))
	return strings.ToLower(base32.StdEncoding.EncodeToString(sum[:10]))
}

// tidy puts what was typed into NFC and trims it.
func (f *Finding) tidy() {
	for _, s := range []*string{&f.Authority, &f.Business, &f.Text, &f.Taken, &f.Reason} {
		*s = norm.NFC.String(strings.TrimSpace(strings.ReplaceAll(*s, "\r\n", "\n")))
	}
}

// Problems are for the inspector to mend, by the names of the JSON members. That
// the batch and the label exist is for the caller to see to.
func (f *Finding) Problems() (problems trace.Problems) {
	add := func(bad bool, field, key string, args ...any) {
		if bad {
			problems = append(problems, trace.Problem{Field: field, Key: key, Args: args})
		}
	}
	within := func(field, value string, most int) {
		n := utf8.RuneCountInString(value)
		add(n > most, field, "tooLong", n, most)
	}
	required := func(field, value string, most int) {
		add(value == "", field, "required")
		within(field, value, most)
	}
	add(f.Day.IsZero(), "day", "required")
	required("authority", f.Authority, maxName)
	required("business", f.Business, maxName)
	_, known := ocop.ProvinceByCode(f.ProvinceCode)
	add(!known, "provinceCode", "required")
	_, known = ocop.InspectionPlaces().ByCode(f.Place)
	add(!known, "place", "required")
	outcome, known := ocop.OutcomeByCode(f.Outcome)
	add(!known, "outcome", "required")
	add((outcome.Adverse || f.Outcome == "other") && f.Text == "", "text", "required")
	within("text", f.Text, MaxText)
	within("taken", f.Taken, maxName)
	most := int64(maxPacks)
	add(f.Packs < 0 || f.Packs > most, "packs", "outOfRange", f.Packs, int64(0), most)
	if f.Packs > 0 {
		most = min(most, f.Packs)
	}
	add(f.Sampled < 0 || f.Sampled > most, "sampled", "outOfRange", f.Sampled, int64(0), most)
	add(f.Level != "" && !slices.Contains(ocop.SamplingLevels(), f.Level), "level", "required")
	add(len(f.Photos) > MaxPhotos, "photo", "tooMany", len(f.Photos), MaxPhotos)
	if f.Proposal != "" {
		add(f.Proposal != trace.ActionHold && f.Proposal != trace.ActionRecall, "proposal", "required")
		required("reason", f.Reason, 500)
	}
	return problems
}
