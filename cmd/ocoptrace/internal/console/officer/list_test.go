package officer_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
)

const listHeader = "Tên chủ thể,Loại hình,Xã,Tên sản phẩm,Bộ sản phẩm,Hạng sao,Mã số sản phẩm,Số quyết định,Cơ quan ban hành,Ngày ban hành\n"

// A list is sent, checked with every fault by its row, and taken in; sent once
// more nothing is new.
func TestListJob(t *testing.T) {
	s, _, b := openIn(t)
	p := b.Get("/console/lists")
	p.Sound(t)
	if p = b.SendFiles("/console/lists", url.Values{}, nil); p.Status != http.StatusUnprocessableEntity || p.Problems(t)["file"] == "" {
		t.Error("no file:", p.Status, p.Problems(t))
	}
	var list strings.Builder
	list.WriteString(listHeader)
	for i := range 300 {
		fmt.Fprintf(&list, "HTX Mẫu %d,HTX,Dân Hòa,Sản phẩm %d,I.3d,3,01-10180-%d-2026,1/QĐ-UBND,UBND TP Hà Nội,30/06/2026\n", i, i, i+1)
	}
	list.WriteString("HTX Hỏng,HTX,Dân Hòa,Sản phẩm hỏng,I.3d,9 sao,01-10180-999-2026,1/QĐ-UBND,UBND TP Hà Nội,31/06/2026\n")
	files := map[string][]byte{"file": []byte(list.String())}
	size := s.Size(t)
	if p = b.SendFiles("/console/lists", url.Values{}, files); p.Path != "/console/lists/check" {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	p.Sound(t)
	text := consoletest.Text(p.Parse(t))
	if !strings.Contains(text, "New rows300") || !strings.Contains(text, "Row 302") || !strings.Contains(text, "Stars: “9 sao”") || !strings.Contains(text, "Issued on: “31/06/2026”") {
		t.Error(text)
	}
	if s.Size(t) != size {
		t.Error("something was stated before it was confirmed")
	}
	faults := b.Get("/console/lists/errors.csv?" + p.Form(t, "/console/lists/check").Encode())
	if lines := strings.Count(faults.Body, "\n"); lines != 2 || !strings.Contains(faults.Body, "HTX Hỏng") || !strings.Contains(faults.Body, ",302,") {
		t.Errorf("the file of faults: %q", faults.Body)
	}
	if p = b.Post("/console/lists/start", p.Form(t, "/console/lists/start")); p.Path != "/console/lists" {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	for end := time.Now().Add(20 * time.Second); !strings.Contains(p.Body, "Done: 300"); p = b.Get("/console/lists") {
		p.Sound(t)
		if time.Now().After(end) {
			t.Fatal("it does not end:", consoletest.Text(p.Parse(t)))
		}
		time.Sleep(50 * time.Millisecond)
	}
	if got := s.Size(t); got != size+900 {
		t.Errorf("the log grew from %d to %d", size, got)
	}
	p = b.SendFiles("/console/lists", url.Values{}, files)
	if text := consoletest.Text(p.Parse(t)); !strings.Contains(text, "New rows0") || !strings.Contains(text, "there already300") {
		t.Error("again:", text)
	}
	if public := b.Get("/products/san-pham-7"); !strings.Contains(public.Body, "30 Jun 2029") {
		t.Error("buyers do not see the stars")
	}
}

// Columns that nobody would guess are chosen, and what is missing is told at
// its field.
func TestListColumns(t *testing.T) {
	_, _, b := openIn(t)
	files := map[string][]byte{"file": []byte(strings.Replace(listHeader, "Mã số sản phẩm", "QQ", 1) + "A,HTX,Dân Hòa,B,I.3d,3,01-10180-1-2026,1,UBND,30/06/2026\n")}
	p := b.SendFiles("/console/lists", url.Values{}, files)
	p.Sound(t)
	if p.Status != http.StatusUnprocessableEntity || p.Problems(t)["number"] == "" {
		t.Fatal(p.Status, p.Problems(t))
	}
	form := p.Form(t, "/console/lists/check")
	form.Set("number", "6")
	p = b.Get("/console/lists/check?" + form.Encode())
	if text := consoletest.Text(p.Parse(t)); p.Status != http.StatusOK || !strings.Contains(text, "New rows1") {
		t.Error(p.Status, text)
	}
	if p := b.SendFiles("/console/lists", url.Values{}, map[string][]byte{"file": {0, 1, 2, 3}}); p.Status != http.StatusUnprocessableEntity {
		t.Error("a file that is no table:", p.Status)
	}
}
