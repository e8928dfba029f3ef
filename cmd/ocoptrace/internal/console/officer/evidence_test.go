package officer_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
)

// The paper says what is recorded and that the rest is not.
func TestEvidence(t *testing.T) {
	s, b, ha := openIn(t)
	const path = "/console/products/gao-seng-cu/evidence.pdf"
	if p := ha.Get(path); p.Status != http.StatusNotFound {
		t.Error("another province's officer gets", p.Status)
	}
	p := b.Get(path)
	if p.Status != http.StatusOK || !strings.HasPrefix(p.Body, "%PDF-") {
		t.Fatal(p.Status, p.Header)
	}
	reader, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("no pdftotext to read it with")
	}
	read := func(body string) string {
		file := filepath.Join(t.TempDir(), "evidence.pdf")
		consoletest.Check(t, os.WriteFile(file, []byte(body), 0o600))
		text, err := exec.Command(reader, "-layout", file, "-").Output()
		consoletest.Check(t, err)
		return string(text)
	}
	text := read(p.Body)
	for _, want := range []string{"Gạo Séng Cù", "HTX Gạo Ruộng Mẫu", "ST-01", "Not recorded"} {
		if !strings.Contains(text, want) {
			t.Errorf("the paper does not say %q:\n%s", want, text)
		}
	}
	_, err = s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 10, "")
	consoletest.Check(t, err)
	if text := read(b.Get(path).Body); !strings.Contains(text, "10 labels") {
		t.Errorf("the labels are not counted:\n%s", text)
	}
}
