package arrows

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestArrows(t *testing.T) {
	dir := top(t)
	p := plan{rooms, readLibraries(t, dir)}
	packages := list(t, dir)
	if n := countOurs(packages); n < 5 {
		t.Fatalf("go list found %d packages of ours", n)
	}
	report(t, p.check(packages))
}

func TestFolders(t *testing.T) {
	findings, err := checkFolders(os.DirFS(top(t)))
	if err != nil {
		t.Fatal(err)
	}
	report(t, findings)
}

func TestVersions(t *testing.T) {
	dir := top(t)
	report(t, checkVersions(readLibraries(t, dir), requirements(t, dir)))
}

func report(t *testing.T, findings []string) {
	t.Helper()
	for _, f := range findings {
		t.Error(f)
	}
}

func readLibraries(t *testing.T, dir string) map[string]library {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, page))
	if err != nil {
		t.Fatal(err)
	}
	libraries, err := parseLibraries(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return libraries
}

func countOurs(packages []pkg) (n int) {
	for _, k := range packages {
		if _, ok := ours(k.ImportPath); ok {
			n++
		}
	}
	return n
}

// world is a small module that keeps its plan.
func world() (plan, []pkg) {
	p := plan{
		rooms: map[string]room{
			"store":     {},
			"storetest": {uses: []string{"store"}, help: true},
			"trade":     {uses: []string{"store", "trade/..."}, tests: []string{"storetest"}},
			"trade/tax": {},
		},
		libraries: map[string]library{
			"db.example":   {rooms: []string{"store"}},
			"tax.example":  {rooms: []string{"trade", "trade/excise"}}, // a room to come
			"test.example": {rooms: []string{"trade"}, tests: true},
		},
	}
	return p, []pkg{
		{ImportPath: "fmt"},
		{ImportPath: "db.example/x", Module: inModule("db.example")},
		{ImportPath: "new.example", Module: inModule("new.example")},
		{ImportPath: "test.example", Module: inModule("test.example")},
		{ImportPath: "ocoptrace/store", Module: inModule(module), Imports: []string{"fmt", "db.example/x"}},
		{ImportPath: "ocoptrace/storetest", Module: inModule(module), Imports: []string{"ocoptrace/store", "test.example"},
			Deps: []string{"ocoptrace/store", "test.example"}},
		{ImportPath: "ocoptrace/trade", Module: inModule(module), Imports: []string{"ocoptrace/store", "ocoptrace/trade/tax"},
			TestImports: []string{"ocoptrace/storetest"}, XTestImports: []string{"ocoptrace/trade", "test.example", "db.example/x"}},
		{ImportPath: "ocoptrace/trade/tax", Module: inModule(module)},
	}
}

func inModule(path string) *struct{ Path string } { return &struct{ Path string }{path} }

// TestCheck breaks the small module in one way at a time.
func TestCheck(t *testing.T) {
	p, packages := world()
	report(t, p.check(packages))
	for name, c := range map[string]struct {
		pkg    int // index in packages
		damage func(*pkg)
		want   string
	}{
		"against the arrow":         {5, func(k *pkg) { k.Imports = []string{"ocoptrace/trade"} }, "storetest: imports trade;"},
		"a room that stands apart":  {7, func(k *pkg) { k.Imports = []string{"ocoptrace/trade"} }, "trade/tax: imports trade;"},
		"a test against the arrow":  {4, func(k *pkg) { k.TestImports = []string{"ocoptrace/trade"} }, "store: a test: imports trade;"},
		"an outer test against it":  {4, func(k *pkg) { k.XTestImports = []string{"ocoptrace/trade"} }, "store: a test: imports trade;"},
		"a helper of tests":         {6, func(k *pkg) { k.Imports = []string{"ocoptrace/storetest"} }, "trade: imports storetest;"},
		"a new room":                {7, func(k *pkg) { k.ImportPath = "ocoptrace/trade2" }, "trade2: is not a planned room"},
		"the top folder":            {7, func(k *pkg) { k.ImportPath = "ocoptrace" }, ".: is not a planned room"},
		"a library of another room": {6, func(k *pkg) { k.Imports = []string{"db.example/x"} }, "trade: imports db.example/x;"},
		"an unlisted library":       {6, func(k *pkg) { k.Imports = []string{"new.example"} }, "trade: imports new.example: add"},
		"an unlisted one in a test": {6, func(k *pkg) { k.TestImports = []string{"new.example"} }, "trade: a test: imports new.example: add"},
		"a library for tests":       {6, func(k *pkg) { k.Deps = []string{"test.example"} }, "trade: contains test.example,"},
		"a library unused":          {4, func(k *pkg) { k.Imports = nil }, "docs/dependencies.md: none of [store] imports db.example"},
		"a library no test uses":    {6, func(k *pkg) { k.XTestImports = nil }, "docs/dependencies.md: none of [trade] imports test.example"},
		"an error":                  {7, func(k *pkg) { k.Error = &struct{ Err string }{"no such package"} }, "trade/tax: cannot be loaded: no such"},
	} {
		damaged := slices.Clone(packages)
		c.damage(&damaged[c.pkg])
		got := p.check(damaged)
		if len(got) != 1 || !strings.HasPrefix(got[0], c.want) {
			t.Errorf("%s: found %q, want one that begins with %q", name, got, c.want)
		}
	}
}

// TestHelpersStayOut: an arrow of the plan does not make a test helper part of a program.
func TestHelpersStayOut(t *testing.T) {
	p, packages := world()
	p.rooms["trade"] = room{uses: []string{"store", "trade/...", "storetest"}}
	packages[6].Imports = []string{"ocoptrace/storetest"}
	want := "trade: imports storetest, which is for tests only"
	if got := p.check(packages); len(got) != 1 || got[0] != want {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		pattern, name string
		want          bool
	}{
		{"trace", "trace", true},
		{"trace", "trace/gs1", false},
		{"trace/...", "trace", true},
		{"trace/...", "trace/gs1", true},
		{"trace/...", "tracetest", false},
		{"trace/...", "cmd/trace", false},
	} {
		if got := covers([]string{c.pattern}, c.name); got != c.want {
			t.Errorf("covers(%q, %q) = %t", c.pattern, c.name, got)
		}
	}
}

func TestCheckFolders(t *testing.T) {
	tree := fstest.MapFS{
		"trace/trace.go":         {},
		"label/Utils/x.go":       {},
		"label/testdata/common":  {},
		".git/common/x":          {},
		"cmd/a/models/readme.md": {},
		"trace/utils.go":         {}, // a file
	}
	got, err := checkFolders(tree)
	want := []string{"cmd/a/models: name", "label/Utils: name"}
	if err != nil || len(got) != 2 || !strings.HasPrefix(got[0], want[0]) || !strings.HasPrefix(got[1], want[1]) {
		t.Errorf("found %q, %v; want %q", got, err, want)
	}
}

func TestParseLibraries(t *testing.T) {
	const text = "# Libraries\n| module | version | rooms |\n|---|---|---|\n" +
		"| `a.example/b` | `v1.2.3` | `x`, `y/...` | why |\n" + testsHeading + "\n| `c.example` | `v0.1.0` | tests of `x` | why |\n"
	got, err := parseLibraries(text)
	if err != nil || len(got) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	a, c := got["a.example/b"], got["c.example"]
	if a.version != "v1.2.3" || !slices.Equal(a.rooms, []string{"x", "y/..."}) || a.tests || !c.tests {
		t.Errorf("%+v, %+v", a, c)
	}
	for _, bad := range []string{"| `a` | `v1` |\n", "| `a` | v1 | `x` | y |\n", "| `a` `b` | `v1` | `x` | y |\n", text + text} {
		if got, err := parseLibraries(bad); err == nil {
			t.Errorf("%q read as %+v", bad, got)
		}
	}
	required := map[string]string{"a.example/b": "v1.2.3", "c.example": "v0.2.0"}
	if got := checkVersions(got, required); len(got) != 1 || !strings.Contains(got[0], "c.example v0.1.0") {
		t.Errorf("versions: %q", got)
	}
	delete(required, "c.example")
	if got := checkVersions(got, required); len(got) != 1 || !strings.Contains(got[0], "c.example is not in go.mod") {
		t.Errorf("versions: %q", got)
	}
}
