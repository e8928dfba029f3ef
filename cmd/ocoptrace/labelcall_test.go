package main

import (
	"errors"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/printing"
)

// Whoever may confirm what is wrong is told so, whatever else there is to note.
func TestPrintWordsTellOfConfirming(t *testing.T) {
	note := printing.Finding{Text: "the best-before date is late", Warning: true}
	hold := printing.Finding{Text: "the batch is on hold", Confirm: true}
	fault := printing.Finding{Text: "the name is too long"}
	for _, c := range []struct {
		name  string
		found printing.Findings
		hint  bool
	}{
		{"to be confirmed", printing.Findings{hold}, true},
		{"and noted", printing.Findings{note, hold, note}, true},
		{"a fault too", printing.Findings{hold, fault}, false},
		{"noted and a fault", printing.Findings{note, fault}, false},
	} {
		err := printWords(c.found)
		hinted, ok := errors.AsType[*hinted](err)
		if ok != c.hint {
			t.Errorf("%s: %v, hint %v", c.name, err, hinted)
		}
	}
}
