package arrows

import (
	"fmt"
	"strings"
)

// page is the one table of libraries, in the module's top folder.
const page = "docs/dependencies.md"

// testsHeading begins the page's section on what only tests import.
const testsHeading = "## For tests only"

// A library is a row of the page.
type library struct {
	version string
	rooms   []string // that may import it; "x/..." is x and all below it
	tests   bool     // only tests may
}

// parseLibraries reads the rows of the page: a table line whose first cell is
// a module in backquotes has the version in the second and rooms in backquotes
// in the third.
func parseLibraries(text string) (map[string]library, error) {
	libraries := map[string]library{}
	tests := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "## ") {
			tests = strings.TrimSpace(line) == testsHeading
		}
		if !strings.HasPrefix(line, "| `") {
			continue
		}
		cells := strings.Split(line, "|")
		if len(cells) < 5 {
			return nil, fmt.Errorf("%s: too few cells: %.60s", page, line)
		}
		name := quoted(cells[1])
		version := quoted(cells[2])
		if len(name) != 1 || len(version) != 1 {
			return nil, fmt.Errorf("%s: a row begins with `module` and `version`: %.60s", page, line)
		}
		if _, twice := libraries[name[0]]; twice {
			return nil, fmt.Errorf("%s: %s is there twice", page, name[0])
		}
		libraries[name[0]] = library{version: version[0], rooms: quoted(cells[3]), tests: tests}
	}
	return libraries, nil
}

// quoted returns what stands in backquotes.
func quoted(cell string) (words []string) {
	for i, part := range strings.Split(cell, "`") {
		if i%2 == 1 {
			words = append(words, part)
		}
	}
	return words
}

// checkVersions compares the page with the requirements of go.mod.
func checkVersions(libraries map[string]library, required map[string]string) (findings []string) {
	for name, l := range libraries {
		if got, ok := required[name]; !ok {
			findings = append(findings, fmt.Sprintf("%s: %s is not in go.mod: take the row out", page, name))
		} else if got != l.version {
			findings = append(findings, fmt.Sprintf("%s: %s %s; go.mod has %s", page, name, l.version, got))
		}
	}
	return findings
}
