package gs1

import (
	"fmt"
	"strings"
)

// couponReason wants the coupon code of AI 8110 ("North American Coupon
// Application Guideline Using GS1 DataBar Expanded Symbols"): company prefix,
// offer code, save value and first purchase; then, each after its own digit and
// in this order, 1 a second purchase, 2 a third, 3 the last day, 4 the first
// day, 5 a serial number, 6 a retailer, 9 details of the saving.
func couponReason(s string) string {
	r := couponReader{rest: s}
	r.sized("company prefix", "0123456", 6)
	r.take("offer code", 6)
	r.sized("save value", "12345", 0)
	r.purchase("first purchase")
	if r.option('1') {
		r.oneOf("additional purchase rules code", "0123")
		r.otherPurchase("second purchase")
	}
	if r.option('2') {
		r.otherPurchase("third purchase")
	}
	r.dates()
	if r.option('5') {
		r.sized("serial number", digits, 6)
	}
	if r.option('6') {
		r.sized("retailer's prefix or GLN", "1234567", 6)
	}
	if r.option('9') {
		r.oneOf("save value code", "01256")
		r.oneOf("save value applies to", "012")
		r.oneOf("store coupon flag", digits)
		r.oneOf("don't multiply flag", "01")
	}
	return r.end()
}

// offerReason wants the coupon of AI 8112 ("GS1 AI (8112) Coupon Data
// Specification"): format, funder, offer code and serial number.
func offerReason(s string) string {
	r := couponReader{rest: s}
	r.oneOf("coupon format", "01")
	r.sized("coupon funder ID", "0123456", 6)
	r.take("offer code", 6)
	r.sized("serial number", digits, 6)
	return r.end()
}

// couponReader takes fields from the front. After the first fault it takes no
// more and keeps the reason.
type couponReader struct{ rest, reason string }

// take takes n digits.
func (r *couponReader) take(field string, n int) string {
	if r.reason != "" {
		return ""
	}
	if len(r.rest) < n || n > 0 && !allDigits(r.rest[:n]) {
		r.reason = fmt.Sprintf("the coupon's %s wants %d digits at %q", field, n, r.rest)
		return ""
	}
	part := r.rest[:n]
	r.rest = r.rest[n:]
	return part
}

// oneOf takes one digit of a list.
func (r *couponReader) oneOf(field, list string) string {
	part := r.take(field, 1)
	if r.reason == "" && !strings.Contains(list, part) {
		r.reason = fmt.Sprintf("the coupon's %s is %s, which is none of %s", field, part, list)
	}
	return part
}

// sized takes a digit of a list, which tells the length less plus, and as many
// digits.
func (r *couponReader) sized(field, list string, plus int) {
	size := r.oneOf("length of the "+field, list)
	if r.reason == "" {
		r.take(field, int(size[0]-'0')+plus)
	}
}

// purchase takes a purchase requirement, its code and a family code.
func (r *couponReader) purchase(field string) {
	r.sized(field+" requirement", "12345", 0)
	r.oneOf(field+" requirement code", "012349")
	r.take(field+" family code", 3)
}

// otherPurchase is a purchase and a company prefix, or 9 for the same company.
func (r *couponReader) otherPurchase(field string) {
	r.purchase(field)
	if !r.option('9') {
		r.sized(field+" company prefix", "0123456", 6)
	}
}

// option takes the digit if it comes next.
func (r *couponReader) option(b byte) bool {
	if r.reason != "" || r.rest == "" || r.rest[0] != b {
		return false
	}
	r.rest = r.rest[1:]
	return true
}

// dates takes the last and the first day of validity.
func (r *couponReader) dates() {
	var last, first string
	if r.option('3') {
		last = r.date("expiration date")
	}
	if r.option('4') {
		first = r.date("start date")
	}
	if r.reason == "" && last != "" && first > last {
		r.reason = fmt.Sprintf("the coupon ends on %s, before it starts on %s", last, first)
	}
}

func (r *couponReader) date(field string) string {
	part := r.take(field, 6)
	if r.reason == "" {
		r.reason = dateReason(part)
	}
	return part
}

func (r *couponReader) end() string {
	if r.reason == "" && r.rest != "" {
		return fmt.Sprintf("the coupon has %q after its last field", r.rest)
	}
	return r.reason
}
