package epcis

import (
	"cmp"
	"strconv"
	"strings"
)

// A Decimal is a number as JSON writes it, kept letter for letter: "200",
// "25.0", "1e3". "" stands for no number. Numbers compare by value and exactly,
// never through floating point.
type Decimal string

const (
	maxDecimalText = 100 // characters of a number
	maxExponent    = 100
)

// decimal is a number taken apart: 0.digits times ten to the point. digits
// begin and end with another digit than 0; zero has none.
type decimal struct {
	negative bool
	digits   string
	point    int
}

// parseDecimal takes a number with optional sign, fraction and exponent, of at
// most 100 characters and an exponent within 100.
func parseDecimal(s string) (decimal, bool) {
	var d decimal
	if len(s) > maxDecimalText {
		return d, false
	}
	mantissa, exponent, hasExponent := cutExponent(s)
	if mantissa != "" && (mantissa[0] == '-' || mantissa[0] == '+') {
		d.negative = mantissa[0] == '-'
		mantissa = mantissa[1:]
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if whole+fraction == "" || !allDigits(whole+fraction) {
		return d, false
	}
	if hasExponent {
		n, err := strconv.Atoi(exponent)
		if err != nil || n > maxExponent || n < -maxExponent {
			return d, false
		}
		d.point = n
	}
	return d.trim(whole, fraction), true
}

func cutExponent(s string) (mantissa, exponent string, found bool) {
	if i := strings.IndexAny(s, "eE"); i >= 0 {
		return s[:i], s[i+1:], true
	}
	return s, "", false
}

func allDigits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// trim drops the zeros around and places the point.
func (d decimal) trim(whole, fraction string) decimal {
	all := whole + fraction
	d.point += len(whole)
	cut := strings.TrimLeft(all, "0")
	d.point -= len(all) - len(cut)
	d.digits = strings.TrimRight(cut, "0")
	if d.digits == "" {
		return decimal{}
	}
	return d
}

// String writes the number without exponent and without needless zeros.
func (d decimal) String() string {
	if d.digits == "" {
		return "0"
	}
	sign := ""
	if d.negative {
		sign = "-"
	}
	switch n := len(d.digits); {
	case d.point <= 0:
		return sign + "0." + strings.Repeat("0", -d.point) + d.digits
	case d.point >= n:
		return sign + d.digits + strings.Repeat("0", d.point-n)
	}
	return sign + d.digits[:d.point] + "." + d.digits[d.point:]
}

// compare is -1, 0 or +1 as d is less than, equal to or more than e.
func (d decimal) compare(e decimal) int {
	if s, t := d.sign(), e.sign(); s != t || s == 0 {
		return cmp.Compare(s, t)
	}
	c := d.compareSize(e)
	if d.negative {
		return -c
	}
	return c
}

// sign is -1, 0 or +1.
func (d decimal) sign() int {
	switch {
	case d.digits == "":
		return 0
	case d.negative:
		return -1
	}
	return 1
}

func (d decimal) compareSize(e decimal) int {
	if c := cmp.Compare(d.point, e.point); c != 0 {
		return c
	}
	return strings.Compare(d.digits, e.digits)
}
