package main

import (
	"flag"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/upkeep"
)

// pathOnly are flags whose value names where a secret lies. That they are given
// is shown, the path is not.
var pathOnly = []string{"passphrase-file"}

// inForce are the flags of a command with their values, sorted by name.
func (in *invocation) inForce() (all []upkeep.Setting) {
	in.VisitAll(func(f *flag.Flag) {
		s := upkeep.Setting{Name: f.Name, Value: f.Value.String(), Default: f.DefValue, Given: in.isGiven(f.Name)}
		if slices.Contains(environFlags, f.Name) {
			s.Variable = environName(f.Name)
		}
		if slices.Contains(pathOnly, f.Name) && s.Given {
			s.Value = "***"
		}
		all = append(all, s)
	})
	return all
}
