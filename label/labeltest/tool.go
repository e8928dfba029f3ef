package labeltest

import (
	"image"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// NeedTool returns a program's path. Where all tools are promised (CI) a missing
// one fails the test, elsewhere it is skipped.
func NeedTool(t testing.TB, name, debian string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err == nil {
		return path
	}
	message := name + " is not installed: apt-get install " + debian
	if os.Getenv("CI") == "true" {
		t.Fatal(message)
	}
	t.Skip(message)
	return ""
}

// RunTool runs a program that must succeed.
func RunTool(t testing.TB, tool string, args ...string) {
	t.Helper()
	if out, err := exec.Command(tool, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", filepath.Base(tool), err, out)
	}
}

// RenderPoppler draws one 0-based page with pdftoppm, in grey or one bit.
func RenderPoppler(t testing.TB, doc []byte, page, dpi int, oneBit bool) *image.Gray {
	t.Helper()
	tool := NeedTool(t, "pdftoppm", "poppler-utils")
	dir := t.TempDir()
	in := filepath.Join(dir, "in.pdf")
	if err := os.WriteFile(in, doc, 0o600); err != nil {
		t.Fatal(err)
	}
	n := strconv.Itoa(page + 1)
	args := []string{"-r", strconv.Itoa(dpi), "-f", n, "-l", n, "-singlefile", "-gray"}
	if oneBit {
		args = append(args, "-aa", "no", "-aaVector", "no")
	}
	RunTool(t, tool, append(args, in, filepath.Join(dir, "out"))...)
	g := ReadPGM(t, filepath.Join(dir, "out.pgm"))
	if oneBit {
		threshold(g)
	}
	return g
}
