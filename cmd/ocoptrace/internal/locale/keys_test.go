package locale

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

const module = "../../../.." // the module's folder

// sources reads what may name keys: templates and the program's Go files less
// tests.
func sources(t *testing.T) map[string]string {
	t.Helper()
	all := make(map[string]string)
	for _, folder := range []string{"assets/templates", "cmd"} {
		err := filepath.WalkDir(filepath.Join(module, folder), func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.HasSuffix(path, "_test.go") {
				return err
			}
			if ext := filepath.Ext(path); ext != ".go" && ext != ".html" {
				return nil
			}
			text, err := os.ReadFile(path)
			all[path] = string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

var (
	asked  = regexp.MustCompile(`\.T(?:\(| )\s*"([^"\s]+)"`)                        // a whole key
	begun  = regexp.MustCompile(`"([a-z]+(?:\.[A-Za-z0-9]+)*\.)"`)                  // the beginning of one
	quoted = regexp.MustCompile(`["` + "`" + `]([^"` + "`" + `\s]+)["` + "`" + `]`) // anything that may be one
	notes  = regexp.MustCompile(`\.Key "(\.[a-z]+)"`)                               // an ending of one
)

func TestKeysOfSources(t *testing.T) {
	l := For(Vietnamese)
	named := make(map[string]bool)
	var beginnings, endings []string
	for path, text := range sources(t) {
		for _, m := range asked.FindAllStringSubmatch(text, -1) {
			if !l.Has(m[1]) && !strings.HasSuffix(m[1], ".") {
				t.Errorf("%s asks for %q, which has no text", path, m[1])
			}
		}
		for _, m := range begun.FindAllStringSubmatch(text, -1) {
			beginnings = append(beginnings, m[1])
		}
		for _, m := range notes.FindAllStringSubmatch(text, -1) {
			endings = append(endings, m[1])
		}
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			named[m[1]] = true
		}
	}
	for key := range l.texts {
		if !named[key] && !begins(key, beginnings) && !ends(key, endings, named) {
			t.Errorf("nothing uses %s", key)
		}
	}
}

func begins(key string, beginnings []string) bool {
	for _, b := range beginnings {
		if strings.HasPrefix(key, b) {
			return true
		}
	}
	return false
}

func ends(key string, endings []string, named map[string]bool) bool {
	for _, e := range endings {
		if stem, ok := strings.CutSuffix(key, e); ok && named[stem] {
			return true
		}
	}
	return false
}

// domain parses the Go files of package trace.
func domain(t *testing.T) []*ast.File {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(module, "trace", "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no files of package trace", err)
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files
}

// keyArgument is where the key stands among the arguments of the functions that
// report a problem.
var keyArgument = map[string]int{"problem": 1, "add": 1, "must": 2}

func TestEveryProblemHasAText(t *testing.T) {
	found := 0
	for _, file := range domain(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			at, ok := keyArgument[functionName(call)]
			if !ok || len(call.Args) <= at {
				return true
			}
			if key, ok := literal(call.Args[at]); ok {
				found++
				if !For(Vietnamese).Has("problem." + key) {
					t.Errorf("problem.%s has no text", key)
				}
			}
			return true
		})
	}
	if found < 40 {
		t.Errorf("found only %d reports of problems: the search is broken", found)
	}
}

func functionName(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// wordTypes are types of package trace whose constants are shown by a text of
// their own, with the beginning of its key.
var wordTypes = map[string]string{"Finding": "finding.", "Kind": "kind.", "LabelState": "label.state."}

func TestEveryWordHasAText(t *testing.T) {
	found := 0
	for _, file := range domain(t) {
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok {
				return true
			}
			kind, _ := spec.Type.(*ast.Ident)
			if kind == nil || wordTypes[kind.Name] == "" || len(spec.Values) != 1 {
				return true
			}
			if word, ok := literal(spec.Values[0]); ok {
				found++
				if key := wordTypes[kind.Name] + word; !For(Vietnamese).Has(key) {
					t.Errorf("%s has no text", key)
				}
			}
			return true
		})
	}
	if found < 20 {
		t.Errorf("found only %d words: the search is broken", found)
	}
}
