package arrows

import (
	"fmt"
	"slices"
	"strings"
)

const module = "ocoptrace"

// A pkg is a package as "go list" tells it.
type pkg struct {
	ImportPath                         string
	Imports, TestImports, XTestImports []string
	Deps                               []string // all that a program with it contains
	Module                             *struct{ Path string }
	Error                              *struct{ Err string }
}

// A plan is what must hold.
type plan struct {
	rooms     map[string]room
	libraries map[string]library // by module path
}

// check returns what is against the plan, a line each.
func (p plan) check(packages []pkg) (findings []string) {
	moduleOf := map[string]string{}
	for _, k := range packages {
		if k.Module != nil {
			moduleOf[k.ImportPath] = k.Module.Path
		}
	}
	for _, k := range packages {
		if name, ok := ours(k.ImportPath); ok {
			findings = append(findings, p.checkRoom(name, k, moduleOf)...)
		}
	}
	return append(findings, p.unused(packages, moduleOf)...)
}

// unused finds the rows of libraries that none of the row's rooms imports, not
// in a test either. A row with a room that is still to come is left alone.
func (p plan) unused(packages []pkg, moduleOf map[string]string) (findings []string) {
	for m, l := range p.libraries {
		var built []string
		used := false
		for _, k := range packages {
			name, ok := ours(k.ImportPath)
			if !ok || k.Error != nil || !covers(l.rooms, name) {
				continue
			}
			built = append(built, name)
			imports := slices.Concat(k.Imports, k.TestImports, k.XTestImports)
			used = used || slices.ContainsFunc(imports, func(i string) bool { return moduleOf[i] == m })
		}
		toCome := func(room string) bool {
			return !slices.ContainsFunc(built, func(name string) bool { return covers([]string{room}, name) })
		}
		if !used && !slices.ContainsFunc(l.rooms, toCome) {
			findings = append(findings, fmt.Sprintf("%s: none of %v imports %s: take the row out", page, l.rooms, m))
		}
	}
	return findings
}

// ours returns a package's room: its folder, "." for the top one.
func ours(importPath string) (string, bool) {
	if importPath == module {
		return ".", true
	}
	return strings.CutPrefix(importPath, module+"/")
}

func (p plan) checkRoom(name string, k pkg, moduleOf map[string]string) (findings []string) {
	report := func(format string, args ...any) {
		findings = append(findings, name+": "+fmt.Sprintf(format, args...))
	}
	if k.Error != nil {
		report("cannot be loaded: %s", k.Error.Err)
	}
	r, ok := p.rooms[name]
	if !ok {
		report("is not a planned room: add it to rooms in rooms_test.go, with what it may import")
		return findings
	}
	for _, path := range k.Imports {
		if err := p.mayImport(name, r, path, moduleOf); err != nil {
			report("%v", err)
		}
	}
	for _, path := range slices.Concat(k.TestImports, k.XTestImports) {
		if err := p.mayTest(name, r, path, moduleOf); err != nil {
			report("a test: %v", err)
		}
	}
	for _, dep := range k.Deps {
		if l := p.libraries[moduleOf[dep]]; l.tests && !r.help {
			report("contains %s, which is for tests only", dep)
		}
	}
	return findings
}

// mayImport says why a room may not import a package, if so.
func (p plan) mayImport(name string, r room, importPath string, moduleOf map[string]string) error {
	if target, ok := ours(importPath); ok {
		switch {
		case !covers(r.uses, target):
			return fmt.Errorf("imports %s; it may import %v", target, r.uses)
		case p.rooms[target].help && !r.help:
			return fmt.Errorf("imports %s, which is for tests only", target)
		}
		return nil
	}
	m := moduleOf[importPath]
	if m == "" {
		return nil // the standard library
	}
	l, ok := p.libraries[m]
	switch {
	case !ok:
		return unlisted(importPath, m)
	case !l.tests && !covers(l.rooms, name):
		return fmt.Errorf("imports %s; docs/dependencies.md gives %s to %v", importPath, m, l.rooms)
	}
	return nil // the packages with a library for tests are reported by what they contain
}

// mayTest says the same of a room's tests.
func (p plan) mayTest(name string, r room, importPath string, moduleOf map[string]string) error {
	if target, ok := ours(importPath); ok {
		if target == name || covers(r.uses, target) || covers(r.tests, target) {
			return nil
		}
		return fmt.Errorf("imports %s; it may import %v", target, slices.Concat(r.uses, r.tests))
	}
	m := moduleOf[importPath]
	if _, ok := p.libraries[m]; m != "" && !ok {
		return unlisted(importPath, m)
	}
	return nil
}

func unlisted(importPath, module string) error {
	return fmt.Errorf("imports %s: add %s to docs/dependencies.md, with why", importPath, module)
}

// covers reports whether one of the patterns is name, or "x/..." and name is x
// or below it.
func covers(patterns []string, name string) bool {
	for _, p := range patterns {
		below, all := strings.CutSuffix(p, "/...")
		if p == name || all && (below == name || strings.HasPrefix(name, below+"/")) {
			return true
		}
	}
	return false
}
