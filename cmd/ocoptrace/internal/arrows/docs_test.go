package arrows

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	testName  = regexp.MustCompile(`\b(?:Test|Fuzz|Benchmark|Example)[A-Z]\w*`)
	testFunc  = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz|Benchmark|Example)\w+)\(`)
	localLink = regexp.MustCompile(`\]\(([^)#:\s]+)(?:#[^)]*)?\)`)
)

// What the papers say is shown by a test is: the test exists. Links within the
// repository lead somewhere.
func TestPapers(t *testing.T) {
	root := top(t)
	tests := declared(t, root)
	papers, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil || len(papers) == 0 {
		t.Fatal(papers, err)
	}
	beside, err := filepath.Glob(filepath.Join(root, "*.md"))
	if err != nil || len(beside) == 0 {
		t.Fatal(beside, err)
	}
	for _, paper := range append(papers, beside...) {
		text, err := os.ReadFile(paper)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range testName.FindAllString(string(text), -1) {
			if !tests[name] {
				t.Errorf("%s: there is no %s", filepath.Base(paper), name)
			}
		}
		for _, link := range localLink.FindAllStringSubmatch(string(text), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(paper), link[1])); err != nil {
				t.Errorf("%s: link to %s: %v", filepath.Base(paper), link[1], err)
			}
		}
	}
}

// declared are all tests of the module.
func declared(t *testing.T, root string) map[string]bool {
	t.Helper()
	names := make(map[string]bool)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, f := range testFunc.FindAllStringSubmatch(string(text), -1) {
			names[f[1]] = true
		}
		return err
	})
	if err != nil || len(names) < 100 {
		t.Fatal(len(names), err)
	}
	return names
}
