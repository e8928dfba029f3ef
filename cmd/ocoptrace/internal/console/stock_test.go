package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/stock"
)

func TestOwnStock(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	p := b.get("/console/stocks/new?of=a4-24-70x37")
	p.sound(t)
	form := p.form(t, "/console/stocks")
	if form.Get("labelW") != "70" || form.Get("rows") != "8" || form.Get("id") != "" {
		t.Error("a copy begins as", form)
	}
	form.Set("name", "Tem chợ")
	form.Set("rows", "7")
	form.Set("marginTop", "0,6")
	p = b.get("/console/stocks/new?" + form.Encode())
	p.sound(t)
	if !strings.Contains(p.body, "They fit the page.") || !strings.Contains(p.body, `<svg class="sheetpic"`) {
		t.Error("no picture:", p.body)
	}
	p = b.post("/console/stocks", p.form(t, "/console/stocks"))
	p.sound(t)
	if p.path != "/console/stocks" || !strings.Contains(p.body, "Tem chợ") {
		t.Fatal(p.status, p.body)
	}
	own, err := s.press.Stocks(ctx, "htx-gao-ruong-mau")
	check(t, err)
	if len(own) != 1 || own[0].ID != "tem-cho" || own[0].Rows != 7 || own[0].MarginTop != 0.6 || own[0].Name.En != "Tem chợ" {
		t.Errorf("kept %+v", own)
	}
	p = b.get("/console/labels?product=gao-seng-cu&lot=ST-01&step=stock")
	if at := strings.Index(p.body, "Tem chợ"); at < 0 || at > strings.Index(p.body, "A4, 24 labels") {
		t.Error("the own stock does not come first")
	}
	p = b.get("/console/stocks/tem-cho")
	p.sound(t)
	form = p.form(t, "/console/stocks")
	form.Set("name", "Tem chợ mới")
	b.post("/console/stocks", form)
	if own, err = s.press.Stocks(ctx, "htx-gao-ruong-mau"); err != nil || len(own) != 1 || own[0].Name.Vi != "Tem chợ mới" {
		t.Errorf("changed to %+v, %v", own, err)
	}
	s.undoStock(t, b)
}

// undoStock removes the stock and brings it back.
func (s *site) undoStock(t *testing.T, b *browser) {
	t.Helper()
	p := b.post("/console/stocks/tem-cho/remove", nil)
	p.sound(t)
	undo := p.form(t, "/console/stocks/restore")
	if own, err := s.press.Stocks(ctx, "htx-gao-ruong-mau"); err != nil || len(own) != 0 {
		t.Error("removed, but kept are", own, err)
	}
	p = b.post("/console/stocks/restore", undo)
	p.sound(t)
	if !strings.Contains(p.body, "Tem chợ mới") {
		t.Error(p.body)
	}
	p = b.post("/console/stocks/restore", undo)
	p.sound(t)
	if p.status != http.StatusConflict {
		t.Error("restored twice with", p.status)
	}
}

func TestStockProblems(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	good := b.get("/console/stocks/new?of=a4-24-70x37").form(t, "/console/stocks")
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
		p := b.post("/console/stocks", form)
		p.sound(t)
		if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)[c.at], c.want) {
			t.Errorf("%s=%.20q: %d, %v", c.name, c.value, p.status, p.problems(t))
		}
	}
	if own, err := s.press.Stocks(ctx, "htx-gao-ruong-mau"); err != nil || len(own) != 0 {
		t.Error("kept", own, err)
	}
}

func TestStockFile(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	of, err := printing.Stocks().Find("a4-24-70x37")
	check(t, err)
	of.ID, of.Name = "rieng", stock.Name{Vi: "Riêng", En: "Own"}
	check(t, s.press.SaveStock(ctx, "htx-gao-ruong-mau", "lan", of))
	file := b.get("/console/stocks/file")
	if file.status != http.StatusOK || file.header.Get("Content-Type") != "application/json" {
		t.Fatal(file.status, file.header)
	}
	other := s.signIn(t, "minh")
	p := other.sendFiles("/console/stocks/file", url.Values{}, map[string][]byte{"file": []byte(file.body)})
	p.sound(t)
	if p.status != http.StatusOK || !strings.Contains(p.body, "The labels are imported.") || !strings.Contains(p.body, "Own") {
		t.Error(p.status, p.body)
	}
	for name, c := range map[string]struct{ data, want string }{
		"no JSON":     {"{", "cannot be taken"},
		"nothing":     {"", "cannot be taken"},
		"counterfeit": {`{"stocks": [{"id": "x", "pageW": 1e999}]}`, "cannot be taken"},
		"deep":        {strings.Repeat("[", 20_000), "cannot be taken"},
		"beyond":      {strings.Replace(file.body, `"labelW":70`, `"labelW":500`, 1), "over the page"},
		"reserved":    {strings.Replace(file.body, `"rieng"`, `"a4-24-70x37"`, 1), "is an id of the catalogue"},
	} {
		p := other.sendFiles("/console/stocks/file", url.Values{}, map[string][]byte{"file": []byte(c.data)})
		p.sound(t)
		if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.body, c.want) {
			t.Errorf("%s: %d without %q", name, p.status, c.want)
		}
	}
	if p := other.sendFiles("/console/stocks/file", url.Values{}, map[string][]byte{"file": make([]byte, 3<<20)}); p.status != http.StatusRequestEntityTooLarge {
		t.Error("3 MB give", p.status)
	}
}

func TestStockRoles(t *testing.T) {
	s := open(t)
	of, err := printing.Stocks().Find("a4-24-70x37")
	check(t, err)
	of.ID = "rieng"
	check(t, s.press.SaveStock(ctx, "htx-gao-ruong-mau", "lan", of))
	for name, status := range map[string]int{"minh": http.StatusNotFound, "hoa": http.StatusForbidden} {
		b := s.signIn(t, name)
		if p := b.get("/console/stocks/rieng"); p.status != status {
			t.Errorf("%s gets %d", name, p.status)
		}
		if p := b.post("/console/stocks/rieng/remove", nil); p.status != status {
			t.Errorf("%s removes it with %d", name, p.status)
		}
		if p := b.post("/console/stocks", url.Values{"id": {"rieng"}, "name": {"x"}}); p.status != status {
			t.Errorf("%s changes it with %d", name, p.status)
		}
		if p := b.get("/console/labels?product=gao-seng-cu&lot=ST-01&stock=rieng"); p.status != status {
			t.Errorf("%s prints on it with %d", name, p.status)
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
		if got := pictureOf(c.s, 0, stock.Job{}, 96).Labels; got != c.want {
			t.Errorf("%+v is drawn as %q, want %q", c.s, got, c.want)
		}
	}
}

func TestCalibration(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	check(t, s.press.SavePrinter(ctx, "htx-gao-ruong-mau", press.Printer{ID: "hp", Name: "HP", Kind: press.PDF}))
	check(t, s.press.SavePrinter(ctx, "htx-gao-ruong-mau", press.Printer{ID: "xp", Name: "XP", Kind: press.TSPL, DPI: 203}))
	p := b.get("/console/printers/hp/calibrate?q=70x37")
	p.sound(t)
	if !strings.Contains(p.body, "For which labels?") {
		t.Error(p.body)
	}
	p = b.get("/console/printers/hp/calibrate?stock=a4-24-70x37")
	p.sound(t)
	page := b.get(p.link(t, "/testpage?"))
	if page.status != http.StatusOK || !strings.HasPrefix(page.body, "%PDF-") {
		t.Error(page.status, page.header)
	}
	form := p.form(t, "/console/printers/hp/calibrate")
	if form.Get("rulerX") != "100" || form.Get("cornerX") != "10" {
		t.Error("the marks are meant to be", form)
	}
	form.Set("cornerX", "11,5")
	form.Set("cornerY", "8")
	p = b.post("/console/printers/hp/calibrate", form)
	p.sound(t)
	if !strings.Contains(p.body, "The alignment is saved.") || !strings.Contains(p.body, "across -1.5 mm, down 2 mm") {
		t.Error(p.status, p.body)
	}
	r, err := s.press.Printer(ctx, "htx-gao-ruong-mau", "hp")
	check(t, err)
	if c := r.Calibrations["a4-24-70x37"]; c.OffsetX != -1.5 || c.OffsetY != 2 {
		t.Errorf("kept %+v", c)
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
		p := b.post("/console/printers/hp/calibrate", form)
		p.sound(t)
		if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)[c.field], c.want) {
			t.Errorf("%s: %d %v", name, p.status, p.problems(t))
		}
	}
	if page = b.get("/console/printers/xp/testpage?stock=roll-50x30"); page.status != http.StatusOK || !strings.HasPrefix(page.body, "SIZE 50") {
		t.Errorf("%d %.60q", page.status, page.body)
	}
	if p = b.get("/console/printers/xp/testpage?stock=a4-24-70x37"); p.status != http.StatusUnprocessableEntity || !strings.Contains(p.body, "prints rolls only") {
		t.Error("a sheet for a label printer gives", p.status)
	}
	for _, path := range []string{"/console/printers/none/calibrate", "/console/printers/hp/calibrate?stock=none", "/console/printers/hp/testpage"} {
		if p := b.get(path); p.status != http.StatusNotFound {
			t.Errorf("%s gives %d", path, p.status)
		}
	}
	if p := s.signIn(t, "minh").get("/console/printers/hp/calibrate"); p.status != http.StatusNotFound {
		t.Error("another producer gets", p.status)
	}
}
