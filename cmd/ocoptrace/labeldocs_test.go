package main

import (
	"os"
	"reflect"
	"strings"
	"testing"
)

// docs/labels.md names every verb, and every member of an answer.
func TestLabelDocs(t *testing.T) {
	data, err := os.ReadFile("../../docs/labels.md")
	must(t, err)
	text := string(data)
	for _, v := range labelVerbs() {
		if !strings.Contains(text, "`"+v.name+"`") {
			t.Errorf("%s is not described", v.name)
		}
	}
	for _, answer := range []any{
		printAnswer{}, printedFile{}, stateAnswer{}, rangeStated{}, leftoversAnswer{}, leftover{}, ledgerAnswer{}, ledgerChange{},
		allowAnswer{}, claimAnswer{}, queueAnswer{}, queueFill{}, symbolsAnswer{}, checkedOne{},
	} {
		for _, f := range reflect.VisibleFields(reflect.TypeOf(answer)) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if !strings.Contains(text, "`"+name+"`") && !strings.Contains(text, "`"+name+"[]`") {
				t.Errorf("%T: %q is not described", answer, name)
			}
		}
	}
}
