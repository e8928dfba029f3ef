package console

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/layout"
)

// sendFiles sends a form as a browser sends one with files.
func (b *browser) sendFiles(path string, form url.Values, files map[string][]byte) *seen {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, value := range values {
			check(b.t, w.WriteField(name, value))
		}
	}
	for name, data := range files {
		part, err := w.CreateFormFile(name, name)
		check(b.t, err)
		_, err = part.Write(data)
		check(b.t, err)
	}
	check(b.t, w.Close())
	req, err := http.NewRequest(http.MethodPost, b.base+path, &body)
	check(b.t, err)
	req.Header = b.header.Clone()
	req.Header.Set("Content-Type", w.FormDataContentType())
	if req.Header.Get("Sec-Fetch-Site") == "" {
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return b.do(req)
}

const editPath = "/console/templates/edit"

// editForm is what the page of a template sends.
func editForm(t *testing.T, p *seen) url.Values {
	t.Helper()
	form := url.Values{}
	for _, f := range elements(p.parse(t), "form") {
		if attr(f, "action") != editPath {
			continue
		}
		for _, field := range elements(f, "input", "select") {
			if kind := attr(field, "type"); kind == "file" || kind == "checkbox" && !has(field, "checked") {
				continue
			}
			form.Add(attr(field, "name"), valueOf(field))
		}
		return form
	}
	t.Fatalf("%s has no template to change: %d %s", p.path, p.status, p.body)
	return nil
}

// own are the templates of the rice cooperative.
func (s *site) own(t *testing.T) []layout.Template {
	t.Helper()
	all, err := s.press.Templates(ctx, "htx-gao-ruong-mau")
	check(t, err)
	return all
}

// The list shows all of the program's templates with a picture, which is an
// image without anything that runs.
func TestTemplateList(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	p := b.get("/console/templates")
	p.sound(t)
	for _, template := range printing.Templates() {
		if !strings.Contains(p.body, `href="/console/templates/`+template.ID+`"`) || !strings.Contains(p.body, template.Name.En) {
			t.Errorf("%s is not listed", template.ID)
		}
		picture := b.get("/console/templates/" + template.ID + "/picture.svg")
		if picture.status != http.StatusOK || picture.header.Get("Content-Type") != "image/svg+xml" || xml.Unmarshal([]byte(picture.body), new(any)) != nil {
			t.Errorf("the picture of %s: %d %s", template.ID, picture.status, picture.header)
		}
		edit := b.get("/console/templates/" + template.ID)
		edit.sound(t)
		if !strings.Contains(edit.body, "<svg") || edit.status != http.StatusOK {
			t.Errorf("%s has no preview", template.ID)
		}
		file := b.get("/console/templates/" + template.ID + "/file")
		if got, err := layout.ReadTemplate([]byte(file.body)); err != nil || got.ID != template.ID {
			t.Errorf("the file of %s: %v", template.ID, err)
		}
	}
}

// A template is copied, adjusted, saved, changed, removed and brought back.
func TestTemplateJob(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	p := b.get("/console/templates/stamp-en")
	form := editForm(t, p)
	form.Del("on.expires")
	form.Set("add.net", "1")
	form.Set("colour.name", "green")
	form.Set("size.name", "1.8")
	form.Set("nameVi", "Tem chợ phiên")
	form.Set("nameEn", "Market stamp")
	form.Set("do", "show")
	p = b.sendFiles(editPath, form, map[string][]byte{"logo": disc(t, 300)})
	p.sound(t)
	if p.status != http.StatusOK || !strings.Contains(p.body, "As it is printed") || len(s.own(t)) != 0 {
		t.Fatal(p.status, text(p.parse(t)))
	}
	form = editForm(t, p)
	form.Set("do", "up:lot")
	p = b.sendFiles(editPath, form, nil)
	form = editForm(t, p)
	form.Set("do", "save")
	for range 2 {
		if p = b.sendFiles(editPath, form, nil); p.path != "/console/templates" || p.query.Get("done") != "template" {
			t.Fatal(p.status, p.path, text(p.parse(t)))
		}
	}
	p.sound(t)
	own := s.own(t)
	if len(own) != 1 || own[0].ID != "tem-cho-phien" || own[0].Name.En != "Market stamp" {
		t.Fatalf("%+v", own)
	}
	named := keys(linesOf(own[0]))
	if slices.Contains(named, "expires") || !slices.Contains(named, "net") || named[0] != logoKey || own[0].Logo == nil {
		t.Error(named)
	}
	if at := slices.Index(named, "lot"); named[at+1] != "nameEn" {
		t.Errorf("the lot is not above the English name: %v", named)
	}
	lines := linesOf(own[0])
	if name := lines[slices.Index(named, "name")].Item; name.Colour != "green" || name.Size != 1.8 {
		t.Errorf("%+v", name)
	}
	changeAndRemove(t, s, b)
}

func changeAndRemove(t *testing.T, s *site, b *browser) {
	t.Helper()
	const path = "/console/templates/tem-cho-phien"
	form := editForm(t, b.get(path))
	form.Set("languages", "vi")
	form.Set("noLogo", "1")
	form.Set("do", "save")
	if p := b.sendFiles(editPath, form, nil); p.path != "/console/templates" {
		t.Fatal(p.status, text(p.parse(t)))
	}
	own := s.own(t)
	if len(own) != 1 || len(own[0].Languages) != 1 || own[0].Logo != nil || slices.ContainsFunc(linesOf(own[0]), func(l line) bool { return english(l.Item.Field) }) {
		t.Fatalf("%+v", own)
	}
	p := b.post(path+"/remove", url.Values{})
	if p.path != "/console/templates" || len(s.own(t)) != 0 || !strings.Contains(p.body, ">Undo<") {
		t.Fatal(p.status, p.path)
	}
	p.sound(t)
	undo := p.form(t, "/console/templates/restore")
	if p = b.post("/console/templates/restore", undo); len(s.own(t)) != 1 {
		t.Error(p.status, p.path)
	}
	if p = b.post("/console/templates/restore", url.Values{"restore": {"nothing"}}); p.status != http.StatusNotFound {
		t.Errorf("restoring nothing answers %d", p.status)
	}
}

// The preview that the script asks for is that of the page, and of the print.
func TestPreviewIsThePrint(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	form := editForm(t, b.get("/console/templates/stamp"))
	form.Set("stock", "a4-24-70x37")
	form.Set("letters", "8")
	p := b.sendFiles(editPath, form, nil)
	drawing := p.body[strings.Index(p.body, "<svg xmlns"):]
	drawing = drawing[:strings.Index(drawing, "</svg>")]
	part := b.sendFiles("/console/templates/preview", form, nil)
	if part.status != http.StatusOK || !strings.Contains(part.body, drawing) || strings.Contains(part.body, "<form") {
		t.Fatal(part.status, part.body)
	}
	if got := p.header.Get("Content-Security-Policy"); !strings.Contains(got, "script-src 'self'; connect-src 'self'") {
		t.Error(got)
	}
	if got := b.get("/console").header.Get("Content-Security-Policy"); strings.Contains(got, "script-src") {
		t.Error("other pages may run scripts:", got)
	}
	var base layout.Template
	check(t, json.Unmarshal([]byte(editForm(t, p).Get("base")), &base))
	stock, err := printing.Stocks().Find("a4-24-70x37")
	check(t, err)
	if base.Letters != 8 || !strings.Contains(p.body, `viewBox="0 0 70 37"`) || stock.LabelW != 70 {
		t.Error(base.Letters)
	}
}

// What is wrong stands at its field, what was typed stays, and nothing is saved.
func TestProblemsOfTemplates(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
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
			form := editForm(t, b.get("/console/templates/stamp"))
			for field, value := range c.set {
				form.Set(field, value)
			}
			form.Set("do", "save")
			p := b.sendFiles(editPath, form, nil)
			p.sound(t)
			if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)[c.field], c.want) {
				t.Fatal(p.status, p.problems(t))
			}
			again := editForm(t, p)
			for field, value := range c.set {
				if got := again.Get(field); got != value && !strings.Contains(field, ".") {
					t.Errorf("%s comes back as %.50q", field, got)
				}
			}
		})
	}
	form := editForm(t, b.get("/console/templates/stamp"))
	for name, data := range map[string][]byte{"text": []byte("x"), "bomb": bomb(60000, 60000), "large": make([]byte, maxLogoBytes+1)} {
		if p := b.sendFiles(editPath, form, map[string][]byte{"logo": data}); p.status != http.StatusUnprocessableEntity || p.problems(t)["logo"] == "" {
			t.Errorf("a logo that is %s answers %d", name, p.status)
		}
	}
	if p := b.sendFiles(editPath, form, map[string][]byte{"logo": make([]byte, maxUpload)}); p.status != http.StatusRequestEntityTooLarge {
		t.Errorf("a huge logo answers %d", p.status)
	}
	form.Set("base", "{")
	if p := b.sendFiles(editPath, form, nil); p.status != http.StatusBadRequest {
		t.Errorf("a broken base answers %d", p.status)
	}
	form.Set("base", `{"id":"x","purpose":"none","logo":{"w":99999,"h":99999,"bits":""}}`)
	if p := b.sendFiles(editPath, form, nil); p.status == http.StatusInternalServerError || strings.Contains(p.body, "<svg xmlns") {
		t.Errorf("a counterfeit base answers %d", p.status)
	}
	if len(s.own(t)) != 0 {
		t.Error("something was saved")
	}
}

// A file is taken in as it was saved; one that is none is refused in words.
func TestTemplateFiles(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	saved := b.get("/console/templates/stamp/file").body
	for name, c := range map[string]struct{ data, want string }{
		"none":      {"", "This is needed."},
		"no JSON":   {"tem", "not a template"},
		"a script":  {`{"id":"x","script":"alert(1)"}`, "script"},
		"deep":      {strings.Repeat("[", 60000), "not a template"},
		"huge":      {strings.Repeat(" ", 70000) + saved, "at most 65536"},
		"no symbol": {strings.Replace(saved, `"least": 10`, `"least": 1`, 1), "symbol.least"},
	} {
		p := b.sendFiles("/console/templates", nil, map[string][]byte{"file": []byte(c.data)})
		if p.status != http.StatusUnprocessableEntity || !strings.Contains(p.problems(t)["file"], c.want) {
			t.Errorf("%s: %d %v", name, p.status, p.problems(t))
		}
	}
	p := b.sendFiles("/console/templates", nil, map[string][]byte{"file": []byte(saved)})
	if own := s.own(t); p.path != "/console/templates" || len(own) != 1 || own[0].ID != "stamp-2" {
		t.Fatal(p.status, own)
	}
	stranger := s.signIn(t, "minh")
	for _, c := range []struct{ method, path string }{
		{"GET", "/console/templates/stamp-2"}, {"GET", "/console/templates/stamp-2/file"}, {"GET", "/console/templates/stamp-2/picture.svg"},
		{"POST", "/console/templates/stamp-2/remove"}, {"GET", "/console/templates/none"},
	} {
		if p := stranger.send(c.method, c.path, nil); p.status != http.StatusNotFound {
			t.Errorf("%s %s answers %d to another", c.method, c.path, p.status)
		}
	}
	form := editForm(t, b.get("/console/templates/stamp-2"))
	form.Set("do", "save")
	if p := stranger.sendFiles(editPath, form, nil); p.status != http.StatusNotFound {
		t.Errorf("changing another's answers %d", p.status)
	}
	for _, header := range []http.Header{{"Sec-Fetch-Site": {"cross-site"}}} {
		b.header = header
		for _, path := range []string{editPath, "/console/templates", "/console/templates/preview", "/console/templates/restore", "/console/templates/stamp-2/remove"} {
			if p := b.sendFiles(path, url.Values{}, nil); p.status != http.StatusForbidden {
				t.Errorf("from another site %s answers %d", path, p.status)
			}
		}
	}
	if p := s.signIn(t, "hoa").get("/console/templates"); p.status != http.StatusForbidden {
		t.Errorf("an officer gets %d", p.status)
	}
}
