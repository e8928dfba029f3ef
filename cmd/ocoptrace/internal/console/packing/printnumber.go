package packing

import (
	"regexp"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
)

var decimalPattern = regexp.MustCompile(`^[+−-]?[0-9]{1,6}([.,][0-9]{1,6})?$`)

// millimetres reads a length as people write it, "1,5" or "1.5"; 0 where
// nothing was entered.
func (v *visit) millimetres(name string) (float64, trace.Problems) {
	typed := strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(v.Value(name)), "mm"))
	if typed == "" {
		return 0, nil
	}
	if !decimalPattern.MatchString(typed) {
		return 0, trace.Problems{{Field: name, Key: "notLength", Args: []any{console.Shorten(typed)}}}
	}
	n, err := strconv.ParseFloat(strings.NewReplacer(",", ".", "−", "-").Replace(typed), 64)
	if err != nil {
		return 0, trace.Problems{{Field: name, Key: "notLength", Args: []any{console.Shorten(typed)}}}
	}
	return n, nil
}

// within finds a length that is out of its range.
func (v *visit) within(name string, n, least, most float64) trace.Problems {
	if n >= least && n <= most {
		return nil
	}
	return trace.Problems{{Field: name, Key: "lengthOutOfRange", Args: []any{v.decimalText(n), v.decimalText(least), v.decimalText(most)}}}
}

// decimalText is a number with up to two decimals as the language writes it.
func (v *visit) decimalText(n float64) string {
	return localDecimal(v.Page.Lang(), strconv.FormatFloat(n, 'f', 2, 64))
}

// localDecimal takes the zeros that say nothing off a number, and gives it the
// mark of the language.
func localDecimal(lang, text string) string {
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if text == "-0" {
		text = "0"
	}
	if lang == "vi" {
		text = strings.Replace(text, ".", ",", 1)
	}
	return text
}
