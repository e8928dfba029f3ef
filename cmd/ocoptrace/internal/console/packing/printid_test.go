package packing

import (
	"strings"
	"testing"
)

func TestFreeID(t *testing.T) {
	for name, want := range map[string]string{
		"Máy in kho": "may-in-kho", "Đồng Ấ": "dong-a", "  --X--  ": "x", "打印机": "printer", "": "printer",
		"A4, 24 × (70 × 37)": "a4-24-70-37", strings.Repeat("a", 60): strings.Repeat("a", 40),
	} {
		if got := freeID(name, "printer", nil); got != want {
			t.Errorf("%q gives %q, want %q", name, got, want)
		}
	}
	if got := freeID("kho", "printer", map[string]bool{"kho": true, "kho-2": true}); got != "kho-3" {
		t.Error("the third kho is", got)
	}
}
