package subscription

import (
	"net/netip"
	"testing"
	"time"
)

func TestScheduleNext(t *testing.T) {
	after := time.Date(2026, 11, 23, 12, 0, 0, 500, vietNam) // a Monday
	for _, c := range []struct {
		schedule Schedule
		want     string
	}{
		{Schedule{}, "2026-11-23T12:01:00"},
		{Schedule{Second: "30"}, "2026-11-23T12:00:30"},
		{Schedule{Minute: "0,30"}, "2026-11-23T12:30:00"},
		{Schedule{Hour: "1", Minute: "5"}, "2026-11-24T01:05:00"},
		{Schedule{Hour: "[8-17]", Minute: "0"}, "2026-11-23T13:00:00"},
		{Schedule{DayOfWeek: "7", Hour: "0", Minute: "0"}, "2026-11-29T00:00:00"},
		{Schedule{DayOfMonth: "29", Month: "2", Hour: "0", Minute: "0"}, "2028-02-29T00:00:00"},
		{Schedule{DayOfMonth: "29", Month: "2", DayOfWeek: "1", Hour: "0", Minute: "0"}, "2044-02-29T00:00:00"},
		{Schedule{DayOfMonth: "30", Month: "2"}, "0001-01-01T00:00:00"},
	} {
		if got := c.schedule.Next(after).Format("2006-01-02T15:04:05"); got != c.want {
			t.Errorf("%+v: %s, want %s", c.schedule, got, c.want)
		}
	}
	for _, bad := range []Schedule{{Minute: "60"}, {Hour: "[5-3]"}, {Hour: "[1-2"}, {Month: "0"}, {DayOfWeek: "8"}, {Second: "x"}, {Second: "1,,2"}} {
		if bad.check() == nil {
			t.Errorf("%+v is taken", bad)
		}
	}
}

func TestPublicAddresses(t *testing.T) {
	for address, want := range map[string]bool{
		"203.0.113.7": true, "2001:db8::1": true, "127.0.0.1": false, "10.1.2.3": false, "192.168.1.1": false, "172.16.0.1": false,
		"169.254.169.254": false, "100.64.1.1": false, "0.0.0.0": false, "::1": false, "fe80::1": false, "fd00::1": false, "224.0.0.1": false, "::": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s: %v", address, got)
		}
	}
}
