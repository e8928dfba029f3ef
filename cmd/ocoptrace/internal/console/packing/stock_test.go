package packing_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/console/packing"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/stock"
)

func TestOwnStock(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/stocks/new?of=a4-24-70x37")
	p.Sound(t)
	form := p.Form(t, "/console/stocks")
	if form.Get("labelW") != "70" || form.Get("rows") != "8" || form.Get("id") != "" {
		t.Error("a copy begins as", form)
	}
	form.Set("name", "Tem chợ")
	form.Set("rows", "7")
	form.Set("marginTop", "0,6")
	p = b.Get("/console/stocks/new?" + form.Encode())
	p.Sound(t)
	if !strings.Contains(p.Body, "They fit the page.") || !strings.Contains(p.Body, `<svg class="sheetpic"`) {
		t.Error("no picture:", p.Body)
	}
	p = b.Post("/console/stocks", p.Form(t, "/console/stocks"))
	p.Sound(t)
	if p.Path != "/console/stocks" || !strings.Contains(p.Body, "Tem chợ") {
		t.Fatal(p.Status, p.Body)
	}
	own, err := s.Press.Stocks(consoletest.Ctx, "htx-gao-ruong-mau")
	consoletest.Check(t, err)
	if len(own) != 1 || own[0].ID != "tem-cho" || own[0].Rows != 7 || own[0].MarginTop != 0.6 || own[0].Name.En != "Tem chợ" {
		t.Errorf("kept %+v", own)
	}
	p = b.Get("/console/labels?product=gao-seng-cu&lot=ST-01&step=stock")
	if at := strings.Index(p.Body, "Tem chợ"); at < 0 || at > strings.Index(p.Body, "A4, 24 labels") {
		t.Error("the own stock does not come first")
	}
	p = b.Get("/console/stocks/tem-cho")
	p.Sound(t)
	form = p.Form(t, "/console/stocks")
	form.Set("name", "Tem chợ mới")
	b.Post("/console/stocks", form)
	if own, err = s.Press.Stocks(consoletest.Ctx, "htx-gao-ruong-mau"); err != nil || len(own) != 1 || own[0].Name.Vi != "Tem chợ mới" {
		t.Errorf("changed to %+v, %v", own, err)
	}
	s.undoStock(t, b)
}

// undoStock removes the stock and brings it back.
func (s *site) undoStock(t *testing.T, b *consoletest.Browser) {
	t.Helper()
	p := b.Post("/console/stocks/tem-cho/remove", nil)
	p.Sound(t)
	undo := p.Form(t, "/console/stocks/restore")
	if own, err := s.Press.Stocks(consoletest.Ctx, "htx-gao-ruong-mau"); err != nil || len(own) != 0 {
		t.Error("removed, but kept are", own, err)
	}
	p = b.Post("/console/stocks/restore", undo)
	p.Sound(t)
	if !strings.Contains(p.Body, "Tem chợ mới") {
		t.Error(p.Body)
	}
	p = b.Post("/console/stocks/restore", undo)
	p.Sound(t)
	if p.Status != http.StatusConflict {
		t.Error("restored twice with", p.Status)
	}
}

func TestStockProblems(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	good := b.Get("/console/stocks/new?of=a4-24-70x37").Form(t, "/console/stocks")
	good.Set("name", "Tem")
	for _, c := range []struct{ name, value, at, want string }{
		{"name", "", "name", "needed"},
		{"name", strings.Repeat("x", 4000), "name", "Too long"},
		{"labelW", "500", "labelW", "over the page"},
		{"labelW", "NaN", "labelW", "not a length"},
		{"labelW", "", "labelW", "It has to be"},
		{"pitchX", "10", "pitchX", "overlap"},
		{"cols", "0", "cols", "It has to be"},
		{"cols", "x", "cols", "not a whole number"},
		{"rows", "9999999999", "rows", "It has to be"},
		{"insetX", "34.5", "insetX", "left to print on"},
		{"shape", "heart", "shape", "no choice"},
		{"gap", "3", "gap", "rolls only"},
		{"kind", "roll", "kind", "has one row"},
	} {
		form := url.Values{}
		for name, values := range good {
			form[name] = values
		}
		form.Set(c.name, c.value)
		p := b.Post("/console/stocks", form)
		p.Sound(t)
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)[c.at], c.want) {
			t.Errorf("%s=%.20q: %d, %v", c.name, c.value, p.Status, p.Problems(t))
		}
	}
	if own, err := s.Press.Stocks(consoletest.Ctx, "htx-gao-ruong-mau"); err != nil || len(own) != 0 {
		t.Error("kept", own, err)
	}
}

func TestStockFile(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	of, err := printing.Stocks().Find("a4-24-70x37")
	consoletest.Check(t, err)
	of.ID, of.Name = "rieng", stock.Name{Vi: "Riêng", En: "Own"}
	consoletest.Check(t, s.Press.SaveStock(consoletest.Ctx, "htx-gao-ruong-mau", "lan", of))
	file := b.Get("/console/stocks/file")
	if file.Status != http.StatusOK || file.Header.Get("Content-Type") != "application/json" {
		t.Fatal(file.Status, file.Header)
	}
	other := s.SignIn(t, "minh")
	p := other.SendFiles("/console/stocks/file", url.Values{}, map[string][]byte{"file": []byte(file.Body)})
	p.Sound(t)
	if p.Status != http.StatusOK || !strings.Contains(p.Body, "The labels are imported.") || !strings.Contains(p.Body, "Own") {
		t.Error(p.Status, p.Body)
	}
	for name, c := range map[string]struct{ data, want string }{
		"no JSON":     {"{", "cannot be taken"},
		"nothing":     {"", "cannot be taken"},
		"counterfeit": {`{"stocks": [{"id": "x", "pageW": 1e999}]}`, "cannot be taken"},
		"deep":        {strings.Repeat("[", 20_000), "cannot be taken"},
		"beyond":      {strings.Replace(file.Body, `"labelW":70`, `"labelW":500`, 1), "over the page"},
		"reserved":    {strings.Replace(file.Body, `"rieng"`, `"a4-24-70x37"`, 1), "is an id of the catalogue"},
	} {
		p := other.SendFiles("/console/stocks/file", url.Values{}, map[string][]byte{"file": []byte(c.data)})
		p.Sound(t)
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, c.want) {
			t.Errorf("%s: %d without %q", name, p.Status, c.want)
		}
	}
	if p := other.SendFiles("/console/stocks/file", url.Values{}, map[string][]byte{"file": make([]byte, 3<<20)}); p.Status != http.StatusRequestEntityTooLarge {
		t.Error("3 MB give", p.Status)
	}
}

func TestStockRoles(t *testing.T) {
	s := open(t)
	of, err := printing.Stocks().Find("a4-24-70x37")
	consoletest.Check(t, err)
	of.ID = "rieng"
	consoletest.Check(t, s.Press.SaveStock(consoletest.Ctx, "htx-gao-ruong-mau", "lan", of))
	for name, status := range map[string]int{"minh": http.StatusNotFound, "hoa": http.StatusForbidden} {
		b := s.SignIn(t, name)
		if p := b.Get("/console/stocks/rieng"); p.Status != status {
			t.Errorf("%s gets %d", name, p.Status)
		}
		if p := b.Post("/console/stocks/rieng/remove", nil); p.Status != status {
			t.Errorf("%s removes it with %d", name, p.Status)
		}
		if p := b.Post("/console/stocks", url.Values{"id": {"rieng"}, "name": {"x"}}); p.Status != status {
			t.Errorf("%s changes it with %d", name, p.Status)
		}
		if p := b.Get("/console/labels?product=gao-seng-cu&lot=ST-01&stock=rieng"); p.Status != status {
			t.Errorf("%s prints on it with %d", name, p.Status)
		}
	}
}

func TestPictureOfStock(t *testing.T) {
	for _, c := range []struct {
		s    stock.Stock
		want string
	}{
		{stock.Stock{PageW: 100, PageH: 50, LabelW: 40, LabelH: 20, MarginLeft: 5, MarginTop: 2.5, PitchX: 50, PitchY: 25, Cols: 2, Rows: 1}, "M5 2.5h40v20h-40zM55 2.5h40v20h-40z"},
		{stock.Stock{PageW: 20, PageH: 20, LabelW: 20, LabelH: 20, PitchX: 20, PitchY: 20, Cols: 1, Rows: 1, Shape: stock.Round}, "M0 10a10 10 0 0 1 20 0a10 10 0 0 1 -20 0z"},
		{stock.Stock{PageW: 20, PageH: 20, Cols: 100, Rows: 100}, ""},
	} {
		if got := packing.PictureOf(c.s, 0, stock.Job{}, 96).Labels; got != c.want {
			t.Errorf("%+v is drawn as %q, want %q", c.s, got, c.want)
		}
	}
}

func TestCalibration(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	consoletest.Check(t, s.Press.SavePrinter(consoletest.Ctx, "htx-gao-ruong-mau", press.Printer{ID: "hp", Name: "HP", Kind: press.PDF}))
	consoletest.Check(t, s.Press.SavePrinter(consoletest.Ctx, "htx-gao-ruong-mau", press.Printer{ID: "xp", Name: "XP", Kind: press.TSPL, DPI: 203}))
	p := b.Get("/console/printers/hp/calibrate?q=70x37")
	p.Sound(t)
	if !strings.Contains(p.Body, "For which labels?") {
		t.Error(p.Body)
	}
	p = b.Get("/console/printers/hp/calibrate?stock=a4-24-70x37")
	p.Sound(t)
	page := b.Get(p.Link(t, "/testpage?"))
	if page.Status != http.StatusOK || !strings.HasPrefix(page.Body, "%PDF-") {
		t.Error(page.Status, page.Header)
	}
	form := p.Form(t, "/console/printers/hp/calibrate")
	if form.Get("rulerX") != "100" || form.Get("cornerX") != "10" {
		t.Error("the marks are meant to be", form)
	}
	form.Set("cornerX", "11,5")
	form.Set("cornerY", "8")
	p = b.Post("/console/printers/hp/calibrate", form)
	p.Sound(t)
	if !strings.Contains(p.Body, "The alignment is saved.") || !strings.Contains(p.Body, "across -1.5 mm, down 2 mm") {
		t.Error(p.Status, p.Body)
	}
	r, err := s.Press.Printer(consoletest.Ctx, "htx-gao-ruong-mau", "hp")
	consoletest.Check(t, err)
	if c := r.Calibrations["a4-24-70x37"]; c.OffsetX != -1.5 || c.OffsetY != 2 {
		t.Errorf("kept %+v", c)
	}
	again := p.Form(t, "/console/printers/hp/calibrate")
	if again.Get("rulerX") != "100" || again.Get("cornerX") != "11.5" || again.Get("cornerY") != "8" {
		t.Error("what was measured comes back as", again)
	}
	if p = b.Post("/console/printers/hp/calibrate", again); !strings.Contains(p.Body, "across -1.5 mm, down 2 mm") {
		t.Error("saved once more without a change, the alignment is another:", p.Body)
	}
	for name, c := range map[string]struct{ field, value, want string }{
		"ruler":  {"rulerX", "80", "It has to be"},
		"empty":  {"rulerY", "", "It has to be"},
		"far":    {"cornerX", "50", "It has to be"},
		"letter": {"cornerY", "ab", "not a length"},
	} {
		form.Set("rulerX", "100")
		form.Set("rulerY", "100")
		form.Set("cornerX", "10")
		form.Set("cornerY", "10")
		form.Set(c.field, c.value)
		p := b.Post("/console/printers/hp/calibrate", form)
		p.Sound(t)
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)[c.field], c.want) {
			t.Errorf("%s: %d %v", name, p.Status, p.Problems(t))
		}
	}
	if page = b.Get("/console/printers/xp/testpage?stock=roll-50x30"); page.Status != http.StatusOK || !strings.HasPrefix(page.Body, "SIZE 50") {
		t.Errorf("%d %.60q", page.Status, page.Body)
	}
	if p = b.Get("/console/printers/xp/testpage?stock=a4-24-70x37"); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "prints rolls only") {
		t.Error("a sheet for a label printer gives", p.Status)
	}
	for _, path := range []string{"/console/printers/none/calibrate", "/console/printers/hp/calibrate?stock=none", "/console/printers/hp/testpage"} {
		if p := b.Get(path); p.Status != http.StatusNotFound {
			t.Errorf("%s gives %d", path, p.Status)
		}
	}
	if p := s.SignIn(t, "minh").Get("/console/printers/hp/calibrate"); p.Status != http.StatusNotFound {
		t.Error("another producer gets", p.Status)
	}
}
