package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/stock"
)

func TestPrinterIsSavedChangedAndRemoved(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	p := b.get("/console/printers/new")
	p.sound(t)
	if strings.Contains(p.body, "rieng") {
		t.Error("another producer's printer is offered")
	}
	form := p.form(t, "/console/printers")
	form.Set("name", "Máy in kho")
	form.Set("kind", "tspl")
	form.Set("dpi", "203")
	form.Set("target", "kho")
	form.Set("insetX", "1,5")
	p = b.post("/console/printers", form)
	p.sound(t)
	if p.path != "/console/printers" || !strings.Contains(p.body, "The printer is saved.") || !strings.Contains(p.body, "Máy in kho") {
		t.Fatal(p.status, p.path, p.body)
	}
	r, err := s.press.Printer(ctx, "htx-gao-ruong-mau", "may-in-kho")
	check(t, err)
	if r.Kind != press.TSPL || r.DPI != 203 || r.Target != "kho" || r.InsetX != 1.5 {
		t.Errorf("saved %+v", r)
	}
	check(t, s.press.Calibrate(ctx, "htx-gao-ruong-mau", r.ID, "roll-50x30", stock.Calibration{OffsetX: 1.25, OffsetY: -0.5}))
	p = b.get("/console/printers/may-in-kho")
	p.sound(t)
	if !strings.Contains(p.body, "across 1.25 mm, down -0.5 mm") {
		t.Error("the shift is not shown")
	}
	form = p.form(t, "/console/printers")
	form.Set("name", "Kho")
	b.post("/console/printers", form)
	r, err = s.press.Printer(ctx, "htx-gao-ruong-mau", "may-in-kho")
	check(t, err)
	if r.Name != "Kho" || r.Calibrations["roll-50x30"].OffsetX != 1.25 {
		t.Errorf("changed to %+v", r)
	}
	p = b.post("/console/printers/may-in-kho/remove", nil)
	if p.status != http.StatusOK || strings.Contains(p.body, "may-in-kho") {
		t.Error(p.status, p.body)
	}
	if p = b.get("/console/printers/may-in-kho"); p.status != http.StatusNotFound {
		t.Error("a removed printer gives", p.status)
	}
}

func TestPrinterProblems(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
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
		p := b.post("/console/printers", form)
		p.sound(t)
		if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)[c.at], c.want) {
			t.Errorf("%s=%q: %d, %v", c.name, c.value, p.status, p.problems(t))
		}
		if kept := p.form(t, "/console/printers").Get(c.name); c.name != "kind" && c.name != "dpi" && c.name != "target" && kept != c.value {
			t.Errorf("%s=%q comes back as %q", c.name, c.value, kept)
		}
	}
	if all, err := s.press.Printers(ctx, "htx-gao-ruong-mau"); err != nil || len(all) != 0 {
		t.Error("kept", all, err)
	}
}

func TestPrinterOfAnother(t *testing.T) {
	s := open(t)
	check(t, s.press.SavePrinter(ctx, "htx-gao-ruong-mau", press.Printer{ID: "kho", Kind: press.PDF}))
	for name, status := range map[string]int{"minh": http.StatusNotFound, "hoa": http.StatusForbidden} {
		b := s.signIn(t, name)
		if p := b.get("/console/printers/kho"); p.status != status {
			t.Errorf("%s gets %d", name, p.status)
		}
		if p := b.post("/console/printers/kho/remove", nil); p.status != status {
			t.Errorf("%s gets %d", name, p.status)
		}
		if p := b.post("/console/printers", url.Values{"id": {"kho"}, "name": {"x"}, "kind": {"pdf"}}); p.status != status {
			t.Errorf("%s gets %d", name, p.status)
		}
	}
}

func TestFreeID(t *testing.T) {
	for name, want := range map[string]string{
		"Máy in kho": "may-in-kho", "Đồng Ấ": "dong-a", "  --X--  ": "x", "打印机": "printer", "": "printer",
		"A4, 24 × (70 × 37)": "a4-24-70-37", strings.Repeat("a", 60): strings.Repeat("a", 40),
	} {
		if got := freeID(name, "printer", nil); got != want {
			t.Errorf("%q gives %q, want %q", name, got, want)
		}
	}
	if got := freeID("kho", "printer", map[string]bool{"kho": true, "kho-2": true}); got != "kho-3" {
		t.Error("the third kho is", got)
	}
}
