package printing

import (
	"slices"
	"strings"

	"ocoptrace/assets"
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/trace"
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

// Findings are what Compose has to say, what keeps a label from being printed
// first. As an error they are those alone.
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

// Fonts are the program's fonts for labels.
func Fonts() label.Fonts {
	return label.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono}
}

// Compose is the label c of a scanned batch as it is printed on a stock: its
// content less the lines that do not fit. The findings are in the language of
// l; where they are not Printable the label cannot be printed. All labels of a
// run have the same findings, since their codes and links are equally long.
func Compose(scan *trace.Scan, c trace.LabelCode, host string, stock label.Stock, l *locale.Locale) (label.Label, Findings) {
	content := Content(scan, c, host)
	if !stock.English {
		content.NameEN = ""
	}
	if !stock.Lines {
		content.Lines = nil
	}
	fitted, problems := fit(content, stock)
	var found Findings
	for _, p := range problems {
		found = append(found, Finding{Text: problemText(l, p), Warning: p.Warning})
	}
	if len(fitted.Lines) < len(content.Lines) {
		left := strings.Join(content.Lines[len(fitted.Lines):], " / ")
		found = append(found, Finding{Text: l.T("print.linesLeftOut", left), Warning: true})
	}
	return fitted, append(found, warnings(scan, l)...).Confirmed()
}

// fit leaves lines out until the rest can be printed. Where even none of them
// helps, what is wrong with the whole is returned. A long date takes two rows
// where one would make the symbol small.
func fit(content label.Label, stock label.Stock) (label.Label, []label.Problem) {
	all := label.Check(Fonts(), stock, content)
	if len(all) > 0 {
		split := content
		split.Dates = splitDates(content.Dates)
		if len(label.Check(Fonts(), stock, split)) == 0 {
			return split, nil
		}
	}
	fitted, problems := content, all
	for len(fitted.Lines) > 0 && slices.ContainsFunc(problems, noRoom) {
		fitted.Lines = fitted.Lines[:len(fitted.Lines)-1]
		problems = label.Check(Fonts(), stock, fitted)
	}
	if hard(problems) {
		return content, all
	}
	return fitted, problems
}

// splitDates puts the day of a date with a long name into a row of its own:
// "Tốt nhất trước", "20/11/2027".
func splitDates(dates []string) (rows []string) {
	for _, d := range dates {
		words := strings.Fields(d)
		if n := len(words); n > 2 {
			rows = append(rows, strings.Join(words[:n-1], " "), words[n-1])
		} else {
			rows = append(rows, d)
		}
	}
	return rows
}

// noRoom says that fewer lines may help.
func noRoom(p label.Problem) bool {
	return p.Kind == label.KindTooHigh || p.Kind == label.KindTooLong && p.Field == label.FieldLines
}

// hard says that one of the problems keeps a label from being printed.
func hard(problems []label.Problem) bool {
	return slices.ContainsFunc(problems, func(p label.Problem) bool { return !p.Warning })
}

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
