package tally

import (
	"net/netip"

	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
)

// A Look is one look-up of a label.
type Look struct {
	Code     code.Code
	From     netip.Addr // of whoever looked; not kept. Those without count as one network
	SignedIn bool
	Channel  string // value of "?s="; what is not a channel is left out
	Finding  string // what the page said first, as package trace names it; "" where that is not known
}

// network is the part of an address that counts as one.
func network(a netip.Addr) netip.Prefix {
	a = a.Unmap().WithZone("")
	bits := 48
	if a.Is4() {
		bits = 24
	}
	p, _ := a.Prefix(bits) // zero for the zero address
	return p
}

// channel is s, or "" if it is none.
func channel(s string) string {
	if len(s) == 1 && (s[0] >= 'a' && s[0] <= 'z' || s[0] >= '0' && s[0] <= '9') {
		return s
	}
	return ""
}

// province is the code of a province, or "".
func province(s string) string {
	if _, known := ocop.ProvinceByCode(s); known {
		return s
	}
	return ""
}
