package gs1

import (
	"fmt"
	"strings"
)

// rule is one demand on the content of a component whose length and characters
// are right already.
type rule struct {
	reason func(part string) string // why the part is refused; "" if it is fine
	err    error
}

// ruleOf finds a rule by its name in the table.
func ruleOf(name string) rule {
	r, ok := ruleNames[name]
	if !ok {
		panic("gs1: table of application identifiers: no rule " + name)
	}
	return r
}

// ruleNames has the rules of the table. Where nothing else is said, the Syntax
// Dictionary has the same rule.
var ruleNames = map[string]rule{
	"check":      {checkReason, ErrCheckDigit},
	"pair":       {pairReason, ErrCheckDigit},
	"gtin":       {gtinReason, ErrRestricted}, // stricter than the Dictionary
	"gcp":        {prefixReason, ErrContent},
	"date":       {dateReason, ErrContent},
	"date0":      {dateOrMonthReason, ErrContent},
	"longdate":   {longDateReason, ErrContent},
	"time":       {timeReason, ErrContent},
	"hour":       {atMost("an hour", "23"), ErrContent},
	"minute":     {atMost("a minute", "59"), ErrContent},
	"second":     {atMost("a second", "59"), ErrContent},
	"latitude":   {atMost("a latitude in units of 0.0000001 degrees", "1800000000"), ErrContent},
	"longitude":  {atMost("a longitude in units of 0.0000001 degrees", "3600000000"), ErrContent},
	"country":    {country(false), ErrContent},
	"country999": {country(true), ErrContent},
	"country2":   {country2Reason, ErrContent},
	"currency":   {listed("an ISO 4217 numeric currency code", currencies), ErrContent},
	"package":    {listed("a package type code (UN/ECE Recommendation 21 and GS1)", packageTypes), ErrContent},
	"media":      {mediaReason, ErrContent},
	"iban":       {ibanReason, ErrContent},
	"coupon":     {couponReason, ErrContent},
	"offer":      {offerReason, ErrContent},
	"percent":    {percentReason, ErrContent},
	"piece":      {pieceReason, ErrContent},
	"position":   {positionReason, ErrContent},
	"importer":   {importerReason, ErrContent},
	"yesno":      {oneOf("0 (no) or 1 (yes)", "01"), ErrContent},
	"sex":        {oneOf("0, 1, 2 or 9 (ISO/IEC 5218)", "0129"), ErrContent},
	"winding":    {oneOf("0, 1 or 9 (winding direction)", "019"), ErrContent},
	"hyphen":     {oneOf("a hyphen (a negative temperature)", "-"), ErrContent},
	"zero":       {oneOf("0", "0"), ErrContent},
	"nonzero":    {nonzeroReason, ErrContent}, // for a GLN stricter than the Dictionary
	"leading":    {leadingReason, ErrContent},
	"letter":     {letterReason, ErrContent},
}

// oneOf wants a single character of a list.
func oneOf(what, list string) func(string) string {
	return func(s string) string {
		if len(s) == 1 && strings.Contains(list, s) {
			return ""
		}
		return fmt.Sprintf("%q must be %s", s, what)
	}
}

// atMost wants digits that are no more than most, which has as many.
func atMost(what, most string) func(string) string {
	return func(s string) string {
		if s > most {
			return fmt.Sprintf("%s is not %s, which is at most %s", s, what, most)
		}
		return ""
	}
}

// listed wants a word of a list.
func listed(what string, words map[string]bool) func(string) string {
	return func(s string) string {
		if words[s] {
			return ""
		}
		return fmt.Sprintf("%q is not %s", s, what)
	}
}

func nonzeroReason(s string) string {
	if strings.Trim(s, "0") == "" {
		return s + " must not be all zeros"
	}
	return ""
}

func leadingReason(s string) string {
	if s[0] == '0' {
		return "must not begin with 0"
	}
	return ""
}

// letterReason wants a value that no number can be mistaken for.
func letterReason(s string) string {
	if allDigits(s) {
		return "must have a character that is not a digit"
	}
	return ""
}

// prefixReason wants room for a GS1 Company Prefix, of which the shortest have
// four digits.
func prefixReason(s string) string {
	if len(s) < 4 || !allDigits(s[:4]) {
		return "must begin with a GS1 Company Prefix, so with 4 digits at least"
	}
	return ""
}

func importerReason(s string) string {
	if cset64.outside(s) >= 0 {
		return fmt.Sprintf("the importer index %q must be a letter, a digit, - or _", s)
	}
	return ""
}

// percentReason wants percent-encoding that can be undone. It belongs to the
// value itself, so in a URI the percent signs are encoded once more.
func percentReason(s string) string {
	if i := badPercent(s); i >= 0 {
		return fmt.Sprintf("character %d, a percent sign, is not followed by two hexadecimal digits", i+1)
	}
	return ""
}

// badPercent is the index of the first percent sign of s that two hexadecimal
// digits do not follow, or -1.
func badPercent(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			continue
		}
		if i+2 >= len(s) || !hexDigit.has(s[i+1]) || !hexDigit.has(s[i+2]) {
			return i
		}
		i += 2
	}
	return -1
}
