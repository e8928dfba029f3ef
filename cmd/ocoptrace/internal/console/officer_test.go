package console

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestSearch(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "hoa")
	for query, want := range map[string][2]bool{ // rice, sausage
		"":                      {true, true},
		"séng":                  {true, false},
		"Gao Seng":              {true, false},
		"GIÒ":                   {false, true},
		"09520000000011":        {true, false},
		"ruộng mẫu":             {true, false},
		other:                   {false, true},
		"không có":              {false, false},
		strings.Repeat("x", 99): {false, false},
	} {
		p := b.get("/console?q=" + url.QueryEscape(query))
		p.sound(t)
		got := [2]bool{strings.Contains(p.body, "/console/products/gao-seng-cu"), strings.Contains(p.body, "/console/products/gio-lua")}
		if p.status != http.StatusOK || got != want {
			t.Errorf("%q finds %v, want %v", query, got, want)
		}
	}
}

// hold, recall and lifting: what is entered is shown, stated once, and read by
// whoever scans.
func TestRecallJob(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "hoa")
	const query = "product=gao-seng-cu&lot=ST-01&action="
	for _, c := range []struct{ action, button, title string }{
		{"hold", "Put on hold", "on hold"},
		{"recall", "Recall", "recalled"},
		{"lift", "Lift", "Record intact"},
	} {
		p := b.get("/console/products/gao-seng-cu")
		p.sound(t)
		if !strings.Contains(p.body, "/console/recalls/new?action="+c.action) {
			t.Fatalf("no link to %s", c.action)
		}
		p = b.get("/console/recalls/new?" + query + c.action)
		p.sound(t)
		form := p.form(t, "/console/recalls/new")
		p = b.get("/console/recalls/new?" + form.Encode())
		if p.status != http.StatusUnprocessableEntity || p.problems(t)["reason"] != "This is needed." {
			t.Fatal(c.action, p.status, p.problems(t))
		}
		form = p.form(t, "/console/recalls/new")
		form.Set("reason", "Độ ẩm quá mức")
		form.Set("reasonEn", "Too moist")
		if form.Has("instruction") {
			form.Set("instruction", "Không nấu,\nmang trả nơi mua")
			form.Set("contact", "0900 000 007")
		}
		p = b.get("/console/recalls/new?" + form.Encode())
		p.sound(t)
		if p.status != http.StatusOK || !strings.Contains(p.body, "Too moist") {
			t.Fatal(c.action, p.status, p.body)
		}
		size := s.size(t)
		confirm := p.form(t, "/console/recalls")
		for range 2 {
			if p = b.post("/console/recalls", confirm); p.path != "/console/products/gao-seng-cu" || p.query.Get("done") != c.action {
				t.Fatal(c.action, p.status, p.path, p.body)
			}
		}
		if got := s.size(t); got != size+1 {
			t.Errorf("%s: the log grew from %d to %d", c.action, size, got)
		}
		if public := b.get("/batches/gao-seng-cu/ST-01"); !strings.Contains(text(elements(public.parse(t), "title")[0]), c.title) {
			t.Errorf("%s: a buyer reads %q", c.action, text(elements(public.parse(t), "title")[0]))
		}
	}
	p := b.get("/console/recalls/new?" + query + "lift&check=1&reason=x")
	if p.status != http.StatusUnprocessableEntity || !strings.Contains(text(p.parse(t)), "no recall or hold") && !strings.Contains(text(p.parse(t)), "lift") {
		t.Error("lifting nothing answers", p.status)
	}
}

func TestChangeJob(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "hoa")
	const query = "product=gao-seng-cu&number=83-829-28780-91-2022&change="
	p := b.get("/console/changes/new?" + query + "extended")
	p.sound(t)
	form := p.form(t, "/console/changes/new")
	if form.Get("until") != "2028-09-08" || form.Get("authority") != "UBND tỉnh Lào Cai" || form.Get("date") != "2026-11-23" {
		t.Error("the form begins with", form)
	}
	form.Set("until", "2028-09-09")
	p = b.get("/console/changes/new?" + form.Encode())
	if found := p.problems(t); p.status != http.StatusUnprocessableEntity || found["reason"] != "This is needed." {
		t.Error(p.status, found)
	}
	form.Set("reason", "Hồ sơ đánh giá lại đã nộp")
	p = b.get("/console/changes/new?" + form.Encode())
	if found := p.problems(t); p.status != http.StatusUnprocessableEntity || !strings.Contains(found["until"], "8 Sep 2028") {
		t.Error(p.status, found)
	}
	if got := p.form(t, "/console/changes/new").Get("until"); got != "2028-09-09" {
		t.Errorf("comes back as %q", got)
	}
	form.Set("until", "08/09/2028")
	p = b.get("/console/changes/new?" + form.Encode())
	p.sound(t)
	if p = b.post("/console/changes", p.form(t, "/console/changes")); p.query.Get("done") != "extended" {
		t.Fatal(p.status, p.path, p.body)
	}
	s.Clock.Day("2028-04-01")
	b = s.signIn(t, "hoa")
	if p = b.get("/console/products/gao-seng-cu"); !strings.Contains(p.body, "8 Sep 2028") {
		t.Error("the extension is not shown")
	}
	p = b.get("/console/changes/new?" + query + "withdrawn&check=1&date=2028-04-01&authority=UBND&reason=" + url.QueryEscape("Vi phạm"))
	p.sound(t)
	if p = b.post("/console/changes", p.form(t, "/console/changes")); p.query.Get("done") != "withdrawn" {
		t.Fatal(p.status, p.path, p.body)
	}
	if strings.Contains(p.body, "/console/changes/new") {
		t.Error("a withdrawn recognition can be changed")
	}
	if public := b.get("/products/gao-seng-cu"); !strings.Contains(public.body, "1 Apr 2028") {
		t.Error("buyers do not read of the withdrawal")
	}
	for path, want := range map[string]int{
		"/console/changes/new?product=gao-seng-cu&number=1&change=extended": 404,
		"/console/changes/new?product=khong-co&number=1&change=extended":    404,
		"/console/changes/new?" + query + "restored":                        400,
		"/console/recalls/new?product=gao-seng-cu&lot=KHONG&action=hold":    404,
		"/console/recalls/new?product=gao-seng-cu&lot=ST-01&action=burn":    400,
		"/console/products/khong-co":                                        404,
	} {
		if p := b.get(path); p.status != want {
			t.Errorf("%s answers %d, want %d", path, p.status, want)
		}
	}
}

// Both languages have all pages, and a chosen one stays chosen.
func TestLanguages(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	for lang, want := range map[string]string{"vi": "Sản phẩm của tôi", "en": "My products"} {
		p := b.get("/console?lang=" + lang)
		if !strings.Contains(p.body, "<h1>"+want+"</h1>") || !strings.Contains(p.body, "/console/batches/new?lang="+lang+"&amp;product=gao-seng-cu") {
			t.Errorf("%s: %s", lang, p.body)
		}
		p = b.get("/console/batches/new?check=1&lang=" + lang + "&product=gao-seng-cu&produced=2026-11-23&quantity=50&lot=" + lang)
		p = b.post("/console/batches?lang="+lang, p.form(t, "/console/batches?lang="+lang))
		if p.query.Get("lang") != lang || p.path != "/console/batches/gao-seng-cu/"+lang {
			t.Error(lang, p.status, p.path, p.query)
		}
	}
}
