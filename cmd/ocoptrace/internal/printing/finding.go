package printing

import (
	"slices"
	"strings"
)

// A Finding is what a person should know before printing.
type Finding struct {
	Text    string `json:"text"`    // says what and what to do
	Warning bool   `json:"warning"` // it can be printed all the same
	Confirm bool   `json:"confirm"` // it can be printed once somebody said so

	Of string `json:"of,omitempty"` // product and lot, where a job has several
}

// String is the text behind the name of the batch.
func (f Finding) String() string {
	if f.Of == "" {
		return f.Text
	}
	return f.Of + ": " + f.Text
}

// Findings are what Check has to say: what is wrong with a layout first, then
// what is missing on it, then what is to be known of the batch. As an error they
// are what keeps labels from being printed, alone.
type Findings []Finding

func (fs Findings) Error() string {
	var texts []string
	for _, f := range fs {
		if !f.Warning {
			texts = append(texts, f.String())
		}
	}
	return strings.Join(texts, "; ")
}

// Printable says that there are only warnings.
func (fs Findings) Printable() bool {
	return !slices.ContainsFunc(fs, func(f Finding) bool { return !f.Warning })
}

// Confirmed are the findings after somebody confirmed what can be confirmed: it
// becomes a warning.
func (fs Findings) Confirmed() Findings {
	all := slices.Clone(fs)
	for i := range all {
		all[i].Warning = all[i].Warning || all[i].Confirm
	}
	return all
}
