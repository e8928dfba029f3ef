package arrows

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// top returns the module's folder.
func top(t *testing.T) string {
	t.Helper()
	mod := strings.TrimSpace(string(goTool(t, "", "env", "GOMOD")))
	if filepath.Base(mod) != "go.mod" {
		t.Fatalf("no go.mod: %q", mod)
	}
	return filepath.Dir(mod)
}

// goTool runs the go command in dir and returns what it prints.
func goTool(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	c := exec.CommandContext(t.Context(), "go", args...)
	c.Dir = dir
	var out, messages bytes.Buffer
	c.Stdout, c.Stderr = &out, &messages
	if err := c.Run(); err != nil {
		t.Fatalf("go %s: %v: %s", strings.Join(args, " "), err, messages.Bytes())
	}
	return out.Bytes()
}

// list returns the module's packages and all that they and their tests import.
func list(t *testing.T, dir string) (packages []pkg) {
	t.Helper()
	const fields = "-json=ImportPath,Imports,TestImports,XTestImports,Deps,Module,Error"
	d := json.NewDecoder(bytes.NewReader(goTool(t, dir, "list", "-e", "-deps", "-test", fields, "./...")))
	for {
		var k pkg
		if err := d.Decode(&k); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		// Tests are known from their package's TestImports and XTestImports.
		if !strings.Contains(k.ImportPath, " [") && !strings.HasSuffix(k.ImportPath, ".test") {
			packages = append(packages, k)
		}
	}
}

// requirements returns the versions of go.mod by module.
func requirements(t *testing.T, dir string) map[string]string {
	t.Helper()
	var mod struct {
		Require []struct{ Path, Version string }
	}
	if err := json.Unmarshal(goTool(t, dir, "mod", "edit", "-json"), &mod); err != nil {
		t.Fatal(err)
	}
	required := map[string]string{}
	for _, r := range mod.Require {
		required[r.Path] = r.Version
	}
	return required
}

// checkFolders finds folders with an empty name, hidden ones and test data aside.
func checkFolders(tree fs.FS) (findings []string, err error) {
	err = fs.WalkDir(tree, ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || !d.IsDir() || path == ".":
			return err
		case strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata":
			return fs.SkipDir
		case slices.Contains(emptyNames, strings.ToLower(d.Name())):
			findings = append(findings, fmt.Sprintf("%s: name the folder after what it provides", path))
		}
		return nil
	})
	return findings, err
}
