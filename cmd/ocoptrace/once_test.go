package main

import "testing"

func TestOnce(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "x": "x", "translog: anchor: translog: malformed": "translog: anchor: malformed",
		"label/pdf: page 1: label/pdf: no font": "label/pdf: page 1: no font",
		`a lot "x: x: y" is: there`:             `a lot "x: x: y" is: there`, "A: A: b": "A: A: b",
	} {
		if got := once(text); got != want {
			t.Errorf("%q is written %q, want %q", text, got, want)
		}
	}
}
