package main

import (
	"regexp"
	"strings"
)

// packageName is how errors of a package begin.
var packageName = regexp.MustCompile(`^[a-z]+(/[a-z]+)*$`)

// once writes the text of an error in which a package's name stands again where
// one error of it wraps another.
func once(text string) string {
	parts := strings.Split(text, ": ")
	seen := make(map[string]bool)
	kept := parts[:0]
	for _, part := range parts {
		if packageName.MatchString(part) {
			if seen[part] {
				continue
			}
			seen[part] = true
		}
		kept = append(kept, part)
	}
	return strings.Join(kept, ": ")
}
