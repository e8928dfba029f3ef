package packing_test

import (
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/console/packing"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/layout"
)

const editPath = "/console/templates/edit"

// editForm is what the page of a template sends.
func editForm(t *testing.T, p *consoletest.Answer) url.Values {
	t.Helper()
	form := url.Values{}
	for _, f := range consoletest.Elements(p.Parse(t), "form") {
		if consoletest.Attr(f, "action") != editPath {
			continue
		}
		for _, field := range consoletest.Elements(f, "input", "select") {
			if kind := consoletest.Attr(field, "type"); kind == "file" || kind == "checkbox" && !consoletest.Has(field, "checked") {
				continue
			}
			form.Add(consoletest.Attr(field, "name"), consoletest.ValueOf(field))
		}
		return form
	}
	t.Fatalf("%s has no template to change: %d %s", p.Path, p.Status, p.Body)
	return nil
}

// own are the templates of the rice cooperative.
func (s *site) own(t *testing.T) []layout.Template {
	t.Helper()
	all, err := s.Press.Templates(consoletest.Ctx, "htx-gao-ruong-mau")
	consoletest.Check(t, err)
	return all
}

// The list shows all of the program's templates with a picture, which is an
// image without anything that runs.
func TestTemplateList(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/templates")
	p.Sound(t)
	for _, template := range printing.Templates() {
		if !strings.Contains(p.Body, `href="/console/templates/`+template.ID+`"`) || !strings.Contains(p.Body, template.Name.En) {
			t.Errorf("%s is not listed", template.ID)
		}
		picture := b.Get("/console/templates/" + template.ID + "/picture.svg")
		if picture.Status != http.StatusOK || picture.Header.Get("Content-Type") != "image/svg+xml" || xml.Unmarshal([]byte(picture.Body), new(any)) != nil {
			t.Errorf("the picture of %s: %d %s", template.ID, picture.Status, picture.Header)
		}
		edit := b.Get("/console/templates/" + template.ID)
		edit.Sound(t)
		if !strings.Contains(edit.Body, "<svg") || edit.Status != http.StatusOK {
			t.Errorf("%s has no preview", template.ID)
		}
		file := b.Get("/console/templates/" + template.ID + "/file")
		if got, err := layout.ReadTemplate([]byte(file.Body)); err != nil || got.ID != template.ID {
			t.Errorf("the file of %s: %v", template.ID, err)
		}
	}
}

// A template is copied, adjusted, saved, changed, removed and brought back.
func TestTemplateJob(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/templates/stamp-en")
	form := editForm(t, p)
	form.Del("on.expires")
	form.Set("add.net", "1")
	form.Set("colour.name", "green")
	form.Set("size.name", "1.8")
	form.Set("nameVi", "Tem chợ phiên")
	form.Set("nameEn", "Market stamp")
	form.Set("do", "show")
	p = b.SendFiles(editPath, form, map[string][]byte{"logo": packing.Disc(t, 300)})
	p.Sound(t)
	if p.Status != http.StatusOK || !strings.Contains(p.Body, "As it is printed") || len(s.own(t)) != 0 {
		t.Fatal(p.Status, consoletest.Text(p.Parse(t)))
	}
	form = editForm(t, p)
	form.Set("do", "up:lot")
	p = b.SendFiles(editPath, form, nil)
	form = editForm(t, p)
	form.Set("do", "save")
	for range 2 {
		if p = b.SendFiles(editPath, form, nil); p.Path != "/console/templates" || p.Query.Get("done") != "template" {
			t.Fatal(p.Status, p.Path, consoletest.Text(p.Parse(t)))
		}
	}
	p.Sound(t)
	own := s.own(t)
	if len(own) != 1 || own[0].ID != "tem-cho-phien" || own[0].Name.En != "Market stamp" {
		t.Fatalf("%+v", own)
	}
	named := packing.Keys(packing.LinesOf(own[0]))
	if slices.Contains(named, "expires") || !slices.Contains(named, "net") || named[0] != packing.LogoKey || own[0].Logo == nil {
		t.Error(named)
	}
	if at := slices.Index(named, "lot"); named[at+1] != "nameEn" {
		t.Errorf("the lot is not above the English name: %v", named)
	}
	lines := packing.LinesOf(own[0])
	if name := lines[slices.Index(named, "name")].Item; name.Colour != "green" || name.Size != 1.8 {
		t.Errorf("%+v", name)
	}
	changeAndRemove(t, s, b)
}

func changeAndRemove(t *testing.T, s *site, b *consoletest.Browser) {
	t.Helper()
	const path = "/console/templates/tem-cho-phien"
	form := editForm(t, b.Get(path))
	form.Set("languages", "vi")
	form.Set("noLogo", "1")
	form.Set("do", "save")
	if p := b.SendFiles(editPath, form, nil); p.Path != "/console/templates" {
		t.Fatal(p.Status, consoletest.Text(p.Parse(t)))
	}
	own := s.own(t)
	if len(own) != 1 || len(own[0].Languages) != 1 || own[0].Logo != nil || slices.ContainsFunc(packing.LinesOf(own[0]), func(l packing.Line) bool { return packing.English(l.Item.Field) }) {
		t.Fatalf("%+v", own)
	}
	p := b.Post(path+"/remove", url.Values{})
	if p.Path != "/console/templates" || len(s.own(t)) != 0 || !strings.Contains(p.Body, ">Undo<") {
		t.Fatal(p.Status, p.Path)
	}
	p.Sound(t)
	undo := p.Form(t, "/console/templates/restore")
	if p = b.Post("/console/templates/restore", undo); len(s.own(t)) != 1 {
		t.Error(p.Status, p.Path)
	}
	if p = b.Post("/console/templates/restore", url.Values{"restore": {"nothing"}}); p.Status != http.StatusNotFound {
		t.Errorf("restoring nothing answers %d", p.Status)
	}
}

// The preview that the script asks for is that of the page, and of the print.
func TestPreviewIsThePrint(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	form := editForm(t, b.Get("/console/templates/stamp"))
	form.Set("stock", "a4-24-70x37")
	form.Set("letters", "8")
	p := b.SendFiles(editPath, form, nil)
	drawing := p.Body[strings.Index(p.Body, "<svg xmlns"):]
	drawing = drawing[:strings.Index(drawing, "</svg>")]
	part := b.SendFiles("/console/templates/preview", form, nil)
	if part.Status != http.StatusOK || !strings.Contains(part.Body, drawing) || strings.Contains(part.Body, "<form") {
		t.Fatal(part.Status, part.Body)
	}
	if got := p.Header.Get("Content-Security-Policy"); !strings.Contains(got, "script-src 'self'; connect-src 'self'") {
		t.Error(got)
	}
	if got := b.Get("/console").Header.Get("Content-Security-Policy"); strings.Contains(got, "script-src") {
		t.Error("other pages may run scripts:", got)
	}
	var base layout.Template
	consoletest.Check(t, json.Unmarshal([]byte(editForm(t, p).Get("base")), &base))
	stock, err := printing.Stocks().Find("a4-24-70x37")
	consoletest.Check(t, err)
	if base.Letters != 8 || !strings.Contains(p.Body, `viewBox="0 0 70 37"`) || stock.LabelW != 70 {
		t.Error(base.Letters)
	}
}

// What is wrong stands at its field, what was typed stays, and nothing is saved.
func TestProblemsOfTemplates(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	for name, c := range map[string]struct {
		set   map[string]string
		field string
		want  string
	}{
		"no name":      {map[string]string{"nameVi": ""}, "nameVi", "This is needed."},
		"a long name":  {map[string]string{"nameEn": strings.Repeat("n", 4000)}, "nameEn", "at most 100"},
		"letters":      {map[string]string{"letters": "to"}, "letters", "“to”"},
		"huge letters": {map[string]string{"letters": "73"}, "letters", "73"},
		"small symbol": {map[string]string{"qr": "3"}, "qr", "3"},
		"not a colour": {map[string]string{"colour.name": "pink"}, "colour.name", "one of the colours"},
		"a huge size":  {map[string]string{"size.name": "NaN"}, "size.name", "NaN"},
	} {
		t.Run(name, func(t *testing.T) {
			form := editForm(t, b.Get("/console/templates/stamp"))
			for field, value := range c.set {
				form.Set(field, value)
			}
			form.Set("do", "save")
			p := b.SendFiles(editPath, form, nil)
			p.Sound(t)
			if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)[c.field], c.want) {
				t.Fatal(p.Status, p.Problems(t))
			}
			again := editForm(t, p)
			for field, value := range c.set {
				if got := again.Get(field); got != value && !strings.Contains(field, ".") {
					t.Errorf("%s comes back as %.50q", field, got)
				}
			}
		})
	}
	form := editForm(t, b.Get("/console/templates/stamp"))
	for name, data := range map[string][]byte{"text": []byte("x"), "bomb": packing.Bomb(60000, 60000), "large": make([]byte, packing.MaxLogoBytes+1)} {
		if p := b.SendFiles(editPath, form, map[string][]byte{"logo": data}); p.Status != http.StatusUnprocessableEntity || p.Problems(t)["logo"] == "" {
			t.Errorf("a logo that is %s answers %d", name, p.Status)
		}
	}
	if p := b.SendFiles(editPath, form, map[string][]byte{"logo": make([]byte, packing.MaxUpload)}); p.Status != http.StatusRequestEntityTooLarge {
		t.Errorf("a huge logo answers %d", p.Status)
	}
	form.Set("base", "{")
	if p := b.SendFiles(editPath, form, nil); p.Status != http.StatusBadRequest {
		t.Errorf("a broken base answers %d", p.Status)
	}
	form.Set("base", `{"id":"x","purpose":"none","logo":{"w":99999,"h":99999,"bits":""}}`)
	if p := b.SendFiles(editPath, form, nil); p.Status == http.StatusInternalServerError || strings.Contains(p.Body, "<svg xmlns") {
		t.Errorf("a counterfeit base answers %d", p.Status)
	}
	if len(s.own(t)) != 0 {
		t.Error("something was saved")
	}
}

// A file is taken in as it was saved; one that is none is refused in words.
func TestTemplateFiles(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	saved := b.Get("/console/templates/stamp/file").Body
	for name, c := range map[string]struct{ data, want string }{
		"none":      {"", "This is needed."},
		"no JSON":   {"tem", "not a template"},
		"a script":  {`{"id":"x","script":"alert(1)"}`, "script"},
		"deep":      {strings.Repeat("[", 60000), "not a template"},
		"huge":      {strings.Repeat(" ", 70000) + saved, "at most 65536"},
		"no symbol": {strings.Replace(saved, `"least": 10`, `"least": 1`, 1), "symbol.least"},
	} {
		p := b.SendFiles("/console/templates", nil, map[string][]byte{"file": []byte(c.data)})
		if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)["file"], c.want) {
			t.Errorf("%s: %d %v", name, p.Status, p.Problems(t))
		}
	}
	p := b.SendFiles("/console/templates", nil, map[string][]byte{"file": []byte(saved)})
	if own := s.own(t); p.Path != "/console/templates" || len(own) != 1 || own[0].ID != "stamp-2" {
		t.Fatal(p.Status, own)
	}
	stranger := s.SignIn(t, "minh")
	for _, c := range []struct{ method, path string }{
		{"GET", "/console/templates/stamp-2"}, {"GET", "/console/templates/stamp-2/file"}, {"GET", "/console/templates/stamp-2/picture.svg"},
		{"POST", "/console/templates/stamp-2/remove"}, {"GET", "/console/templates/none"},
	} {
		if p := stranger.Send(c.method, c.path, nil); p.Status != http.StatusNotFound {
			t.Errorf("%s %s answers %d to another", c.method, c.path, p.Status)
		}
	}
	form := editForm(t, b.Get("/console/templates/stamp-2"))
	form.Set("do", "save")
	if p := stranger.SendFiles(editPath, form, nil); p.Status != http.StatusNotFound {
		t.Errorf("changing another's answers %d", p.Status)
	}
	for _, header := range []http.Header{{"Sec-Fetch-Site": {"cross-site"}}} {
		b.Header = header
		for _, path := range []string{editPath, "/console/templates", "/console/templates/preview", "/console/templates/restore", "/console/templates/stamp-2/remove"} {
			if p := b.SendFiles(path, url.Values{}, nil); p.Status != http.StatusForbidden {
				t.Errorf("from another site %s answers %d", path, p.Status)
			}
		}
	}
	if p := s.SignIn(t, "hoa").Get("/console/templates"); p.Status != http.StatusForbidden {
		t.Errorf("an officer gets %d", p.Status)
	}
}
