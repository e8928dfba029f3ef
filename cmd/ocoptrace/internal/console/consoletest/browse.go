package consoletest

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/trace/ocop"
)

// Link is the first link of a page with something in its address.
func (p *Answer) Link(t *testing.T, part string) string {
	t.Helper()
	for _, a := range Elements(p.Parse(t), "a") {
		if strings.Contains(Attr(a, "href"), part) {
			return Attr(a, "href")
		}
	}
	t.Fatalf("%s has no link with %s:\n%s", p.Path, part, p.Body)
	return ""
}

// FormOf is the form with an action and a field of a name; of radio buttons and
// boxes what is checked.
func (p *Answer) FormOf(t *testing.T, action, name string) url.Values {
	t.Helper()
	for _, f := range Elements(p.Parse(t), "form") {
		if Attr(f, "action") != action {
			continue
		}
		values, found := url.Values{}, false
		for _, field := range Elements(f, "input", "textarea", "select") {
			kind := Attr(field, "type")
			found = found || Attr(field, "name") == name
			if (kind == "radio" || kind == "checkbox") && !Has(field, "checked") {
				continue
			}
			values.Add(Attr(field, "name"), ValueOf(field))
		}
		if found {
			return values
		}
	}
	t.Fatalf("%s has no form %s with %s:\n%s", p.Path, action, name, p.Body)
	return nil
}

// SendFiles sends a form as a browser sends one with files.
func (b *Browser) SendFiles(path string, form url.Values, files map[string][]byte) *Answer {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for name, values := range form {
		for _, value := range values {
			Check(b.t, w.WriteField(name, value))
		}
	}
	for name, data := range files {
		part, err := w.CreateFormFile(name, name)
		Check(b.t, err)
		_, err = part.Write(data)
		Check(b.t, err)
	}
	Check(b.t, w.Close())
	req, err := http.NewRequest(http.MethodPost, b.base+path, &body)
	Check(b.t, err)
	req.Header = b.Header.Clone()
	req.Header.Set("Content-Type", w.FormDataContentType())
	if req.Header.Get("Sec-Fetch-Site") == "" {
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	return b.do(req)
}

// Today is the day of the site's clock.
func (s *Site) Today() ocop.Date { return ocop.DateOf(s.Clock.Now()) }

// Rows are the lines of a page's table.
func Rows(t *testing.T, p *Answer) map[string]string {
	all := make(map[string]string)
	for _, r := range Elements(p.Parse(t), "tr") {
		all[Text(Elements(r, "th")[0])] = Text(Elements(r, "td")[0])
	}
	return all
}

// Base is scheme, host and port of the site.
func (b *Browser) Base() string { return b.base }
