package send

import (
	"errors"
	"testing"
)

func TestParseTarget(t *testing.T) {
	for in, want := range map[string]string{
		"tcp://192.168.1.50":                 "tcp://192.168.1.50:9100",
		"tcp://192.168.1.50/":                "tcp://192.168.1.50:9100",
		"tcp://printer.local:6101":           "tcp://printer.local:6101",
		"tcp://[fe80::1]":                    "tcp://[fe80::1]:9100",
		"lp:XP-365B":                         "lp:XP-365B",
		"lp:Máy_in":                          "lp:Máy_in",
		"ipp://server/printers/XP":           "ipp://server:631/printers/XP",
		"ipp://server:8631/printers/M%C3%A1": "ipp://server:8631/printers/M%C3%A1",
	} {
		got, err := ParseTarget(in)
		if err != nil || got.String() != want {
			t.Errorf("%s: %s, %v, want %s", in, got, err, want)
			continue
		}
		if again, err := ParseTarget(got.String()); err != nil || again != got {
			t.Errorf("%s: read again %s, %v", in, again, err)
		}
		if raw := in[:3] == "tcp"; got.Raw() != raw {
			t.Errorf("%s: raw %t", in, got.Raw())
		}
	}
}

func TestParseTargetRefuses(t *testing.T) {
	for _, in := range []string{
		"", "192.168.1.50", "tcp:", "tcp://", "tcp://:9100", "tcp://host:0", "tcp://host:70000", "tcp://host:x",
		"tcp://user:word@host", "tcp://host/path", "tcp://host?x=1", "tcp://-host", "tcp://a b", "tcp://h\x00",
		"lp:", "lp:-oraw", "lp:a b", "lp:a/b", "lp:a#b", "lp:a\nb", "lp:a\xff", "lp:'a'", "lp:" + string(make([]byte, 200)),
		"ipp://server", "ipp://server/XP", "ipp:///printers/XP", "ipp://server/printers/", "ipp://server/printers/a/b",
		"ipp://server/printers/-a", "http://server/printers/XP", "file:///dev/usb/lp0", "/dev/usb/lp0",
	} {
		if got, err := ParseTarget(in); !errors.Is(err, ErrTarget) {
			t.Errorf("%q: %s, %v", in, got, err)
		}
	}
}

func FuzzParseTarget(f *testing.F) {
	for _, s := range []string{"tcp://192.168.1.50", "lp:XP", "ipp://server/printers/XP"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseTarget(s)
		if err != nil {
			return
		}
		if again, err := ParseTarget(got.String()); err != nil || again != got {
			t.Errorf("%q: %s read again %s, %v", s, got, again, err)
		}
	})
}
