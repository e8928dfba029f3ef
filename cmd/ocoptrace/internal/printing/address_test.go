package printing

import (
	"testing"

	"ocoptrace/trace"
)

func TestHost(t *testing.T) {
	for base, want := range map[string]string{
		"https://tx.example.vn":      "tx.example.vn",
		"https://tx.example.vn:8443": "tx.example.vn:8443",
		"http://127.0.0.1:8080":      "127.0.0.1:8080",
	} {
		if got := Host(base); got != want {
			t.Errorf("host of %s: %q", base, got)
		}
	}
}

// Without an address the commune stands for it, with its province where that is known.
func TestPlace(t *testing.T) {
	for want, e := range map[string]*trace.Entity{
		"Thôn Mẫu, xã Mường Khương":     {Address: "Thôn Mẫu, xã Mường Khương", Commune: "Xã Mường Khương", ProvinceCode: "15"},
		"Xã Mường Khương, Tỉnh Lào Cai": {Commune: "Xã Mường Khương", ProvinceCode: "15"},
		"Xã Mường Khương":               {Commune: "Xã Mường Khương", ProvinceCode: "00"},
	} {
		if got := place(e); got != want {
			t.Errorf("%+v: %q, want %q", e, got, want)
		}
	}
}
