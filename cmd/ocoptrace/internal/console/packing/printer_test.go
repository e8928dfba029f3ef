package packing_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/stock"
)

func TestPrinterIsSavedChangedAndRemoved(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/printers/new")
	p.Sound(t)
	if strings.Contains(p.Body, "rieng") {
		t.Error("another producer's printer is offered")
	}
	form := p.Form(t, "/console/printers")
	form.Set("name", "Máy in kho")
	form.Set("kind", "tspl")
	form.Set("dpi", "203")
	form.Set("target", "kho")
	form.Set("insetX", "1,5")
	form.Set("symbols", "pictures")
	p = b.Post("/console/printers", form)
	p.Sound(t)
	if p.Path != "/console/printers" || !strings.Contains(p.Body, "The printer is saved.") || !strings.Contains(p.Body, "Máy in kho") {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	r, err := s.Press.Printer(consoletest.Ctx, "htx-gao-ruong-mau", "may-in-kho")
	consoletest.Check(t, err)
	if r.Kind != press.TSPL || r.DPI != 203 || r.Target != "kho" || r.InsetX != 1.5 || !r.Pictures {
		t.Errorf("saved %+v", r)
	}
	consoletest.Check(t, s.Press.Calibrate(consoletest.Ctx, "htx-gao-ruong-mau", r.ID, "roll-50x30", stock.Calibration{OffsetX: 1.25, OffsetY: -0.5}))
	p = b.Get("/console/printers/may-in-kho")
	p.Sound(t)
	if !strings.Contains(p.Body, "across 1.25 mm, down -0.5 mm") {
		t.Error("the shift is not shown")
	}
	form = p.Form(t, "/console/printers")
	if form.Get("symbols") != "pictures" {
		t.Errorf("pictures of symbols are shown as %q", form.Get("symbols"))
	}
	form.Set("name", "Kho")
	form.Set("symbols", "")
	b.Post("/console/printers", form)
	r, err = s.Press.Printer(consoletest.Ctx, "htx-gao-ruong-mau", "may-in-kho")
	consoletest.Check(t, err)
	if r.Name != "Kho" || r.Calibrations["roll-50x30"].OffsetX != 1.25 || r.Pictures {
		t.Errorf("changed to %+v", r)
	}
	p = b.Post("/console/printers/may-in-kho/remove", nil)
	if p.Status != http.StatusOK || strings.Contains(p.Body, "may-in-kho") {
		t.Error(p.Status, p.Body)
	}
	if p = b.Get("/console/printers/may-in-kho"); p.Status != http.StatusNotFound {
		t.Error("a removed printer gives", p.Status)
	}
}

func TestPrinterProblems(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	good := url.Values{"name": {"Kho"}, "kind": {"tspl"}, "dpi": {"203"}, "target": {""}, "insetX": {"0"}, "insetY": {"0"}, "gap": {"2"}, "font": {""}}
	for _, c := range []struct{ name, value, at, want string }{
		{"name", " ", "name", "needed"},
		{"name", "a\u0007b", "name", "characters that are no text"},
		{"name", strings.Repeat("x", 101), "name", "101 letters"},
		{"kind", "fax", "name", "fax"},
		{"dpi", "0", "dpi", "resolution"},
		{"dpi", "NaN", "dpi", "resolution"},
		{"target", "rieng", "target", "not allowed"},
		{"target", "tcp://10.0.0.1:9100", "target", "not allowed"},
		{"insetX", "-1", "insetX", "not between"},
		{"insetY", "a", "insetY", "not a length"},
		{"gap", "1e9", "gap", "not a length"},
		{"gap", "21", "gap", "not between"},
	} {
		form := url.Values{}
		for name, values := range good {
			form[name] = values
		}
		form.Set(c.name, c.value)
		p := b.Post("/console/printers", form)
		p.Sound(t)
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)[c.at], c.want) {
			t.Errorf("%s=%q: %d, %v", c.name, c.value, p.Status, p.Problems(t))
		}
		if kept := p.Form(t, "/console/printers").Get(c.name); c.name != "kind" && c.name != "dpi" && c.name != "target" && kept != c.value {
			t.Errorf("%s=%q comes back as %q", c.name, c.value, kept)
		}
	}
	if all, err := s.Press.Printers(consoletest.Ctx, "htx-gao-ruong-mau"); err != nil || len(all) != 0 {
		t.Error("kept", all, err)
	}
}

func TestPrinterOfAnother(t *testing.T) {
	s := open(t)
	consoletest.Check(t, s.Press.SavePrinter(consoletest.Ctx, "htx-gao-ruong-mau", press.Printer{ID: "kho", Kind: press.PDF}))
	for name, status := range map[string]int{"minh": http.StatusNotFound, "hoa": http.StatusForbidden} {
		b := s.SignIn(t, name)
		if p := b.Get("/console/printers/kho"); p.Status != status {
			t.Errorf("%s gets %d", name, p.Status)
		}
		if p := b.Post("/console/printers/kho/remove", nil); p.Status != status {
			t.Errorf("%s gets %d", name, p.Status)
		}
		if p := b.Post("/console/printers", url.Values{"id": {"kho"}, "name": {"x"}, "kind": {"pdf"}}); p.Status != status {
			t.Errorf("%s gets %d", name, p.Status)
		}
	}
}
