package main

import (
	"encoding/json"
	"fmt"
	"io"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"
)

// A fault is one thing wrong in a file that a person made.
type fault struct {
	File   string `json:"file"`
	Line   int    `json:"line"` // from 1
	Field  string `json:"field"`
	Value  string `json:"value"`
	Key    string `json:"key,omitempty"` // of the problem, for programs
	Reason string `json:"reason"`
}

func (f fault) String() string {
	if f.Field == "" {
		return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Reason)
	}
	return fmt.Sprintf("%s:%d: %s %s: %s", f.File, f.Line, f.Field, shortened(f.Value), f.Reason)
}

// faultOf words a problem that the registry found.
func faultOf(file string, line int, value string, p trace.Problem) fault {
	return fault{file, line, p.Field, value, p.Key, locale.For(locale.English).Problem(p)}
}

// printFaults prints one fault a line, at most a hundred.
func printFaults(w io.Writer, faults []fault) {
	const most = 100
	for i, f := range faults {
		if i == most {
			fmt.Fprintf(w, "… and %d more\n", len(faults)-most)
			return
		}
		fmt.Fprintln(w, f)
	}
}

// printJSON prints an answer for programs.
func (p *program) printJSON(v any) error {
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
