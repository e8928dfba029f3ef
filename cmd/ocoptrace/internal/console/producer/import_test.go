package producer_test

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
)

const batchesFile = `Tên sản phẩm;NSX;Số lượng;Lô;Hạn dùng;Ghi chú
Gạo Séng Cù;20/11/2026;1.200;SC-A;;
gao seng cu;21/11/2026;50;;20/11/2027;=1+1
Gạo Séng Cù;31/02/2026;5;;;
Gạo nếp;22/11/2026;5;;;
gao-seng-cu;22/11/2026;không;ST-01;;
Gạo Séng Cù;22/11/2026;7;;;
Gạo Séng Cù;22/11/2026;7;;;
`

// send sends a file and returns the page that asks for its columns.
func send(t *testing.T, b *consoletest.Browser, file string) *consoletest.Answer {
	t.Helper()
	return b.SendFiles("/console/import", url.Values{}, map[string][]byte{"file": []byte(file)})
}

// finished waits until a file is taken in, and returns the page that says so.
func finished(t *testing.T, b *consoletest.Browser, path string) *consoletest.Answer {
	t.Helper()
	for range 500 {
		if p := b.Get(path); !strings.Contains(p.Body, `http-equiv="refresh"`) {
			return p
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatal("the file is not taken in")
	return nil
}

// A file is tried first, its sound rows are issued, and again nothing is; a row
// that was put right is issued later.
func TestImport(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "tam")
	b.Get("/console/import").Sound(t)
	p := send(t, b, batchesFile)
	p.Sound(t)
	columns := p.Form(t, "/console/import/check")
	for name, want := range map[string]string{"product": "0", "produced": "1", "quantity": "2", "lot": "3", "end": "4", "unit": ""} {
		if columns.Get(name) != want {
			t.Errorf("%s is guessed to stand in %q, want %q", name, columns.Get(name), want)
		}
	}
	size := s.Size(t)
	p = b.Post("/console/import/check", columns)
	p.Sound(t)
	for _, want := range []string{"SC-A", "1,200 túi", "Row 4:", "“31/02/2026” is not a date", "Row 5:", "“Gạo nếp”", "Row 6:", "“không” is not a whole number", "L261122A", "L261122B"} {
		if !strings.Contains(consoletest.Text(p.Parse(t)), want) {
			t.Errorf("the dry run lacks %q", want)
		}
	}
	if tally := consoletest.Rows(t, p); tally["Will be issued"] != "4" || tally["Wrong, will be left out"] != "3" || s.Size(t) != size {
		t.Errorf("%v, and the log grew from %d to %d", tally, size, s.Size(t))
	}
	wrong := b.Post("/console/import/errors", columns)
	lines, err := csv.NewReader(bytes.NewReader([]byte(strings.TrimPrefix(wrong.Body, "\ufeff")))).ReadAll()
	consoletest.Check(t, err)
	if len(lines) != 4 || lines[0][6] != "What is wrong" || lines[1][1] != "31/02/2026" || !strings.Contains(lines[1][6], "not a date") {
		t.Errorf("the file of what is wrong is %q", lines)
	}
	b.Post("/console/import/state", columns)
	p = finished(t, b, "/console/import")
	p.Sound(t)
	if !strings.Contains(p.Body, "4 batches of the file are issued; 3 rows were left out.") || s.Size(t) != size+4 {
		t.Fatal(p.Status, p.Path, s.Size(t)-size)
	}
	if later := b.Post("/console/import/errors", url.Values{}); later.Body != wrong.Body {
		t.Errorf("what was left out is told later as %q", later.Body)
	}
	b.Post("/console/import/state", columns)
	finished(t, b, "/console/import")
	again := send(t, b, batchesFile).Form(t, "/console/import/check")
	if tally := consoletest.Rows(t, b.Post("/console/import/check", again)); tally["Imported before"] != "4" || tally["Will be issued"] != "0" {
		t.Errorf("the file again: %v", tally)
	}
	b.Post("/console/import/state", again)
	finished(t, b, "/console/import")
	if s.Size(t) != size+4 {
		t.Errorf("the file again states %d facts more", s.Size(t)-size-4)
	}
	mended := strings.NewReplacer("31/02/2026", "19/11/2026").Replace(batchesFile)
	b.Post("/console/import/state", send(t, b, mended).Form(t, "/console/import/check"))
	finished(t, b, "/console/import")
	if s.Size(t) != size+5 {
		t.Errorf("with a row put right the log grew by %d", s.Size(t)-size-4)
	}
	got, err := s.Batch(consoletest.Ctx, "gao-seng-cu", "L261121A")
	consoletest.Check(t, err)
	if got.Quantity != 50 || got.BestBefore.String() != "2027-11-20" || got.Unit != "túi" {
		t.Errorf("issued %+v", got)
	}
}

func TestImportRefused(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	for name, file := range map[string]string{"empty": " \n", "only header": "a,b\n", "Windows-1258": "t\xean;s\n\xf0;1\n", "too long": "a\n" + strings.Repeat("1\n", 10_001)} {
		p := send(t, b, file)
		p.Sound(t)
		if p.Status != http.StatusUnprocessableEntity || p.Problems(t)["file"] == "" {
			t.Errorf("%s: %d %v", name, p.Status, p.Problems(t))
		}
	}
	if p := b.Post("/console/import/state", url.Values{"product": {"0"}}); p.Path != "/console/import" {
		t.Errorf("without a file: %d %s", p.Status, p.Path)
	}
	columns := send(t, b, batchesFile).Form(t, "/console/import/check")
	columns.Set("quantity", "")
	columns.Set("lot", "1")
	p := b.Post("/console/import/check", columns)
	p.Sound(t)
	if found := p.Problems(t); p.Status != http.StatusUnprocessableEntity || found["quantity"] == "" || found["lot"] == "" && found["produced"] == "" {
		t.Errorf("bad columns: %d %v", p.Status, found)
	}
	if p := s.SignIn(t, "hoa").Get("/console/import"); p.Status != http.StatusForbidden {
		t.Errorf("an officer: %d", p.Status)
	}
	minh := s.SignIn(t, "minh")
	if p := minh.Post("/console/import/check", url.Values{"product": {"0"}, "produced": {"1"}, "quantity": {"2"}}); p.Path != "/console/import" {
		t.Errorf("another's file: %d %s", p.Status, p.Path)
	}
}
