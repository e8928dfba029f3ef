package web

import (
	"errors"
	"net/http"
	"net/url"
	"unicode"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace/code"

	"github.com/gorilla/mux"
)

// A codeForm is the form for a code that is typed, as it stands after an
// attempt.
type codeForm struct {
	Typed string
	Err   error // of code.Parse; nil before anything was typed
}

// Problem says what is wrong with what was typed; "" for nothing.
func (f *codeForm) Problem(l *locale.Locale) string {
	switch n := signs(f.Typed); {
	case f.Err == nil:
		return ""
	case errors.Is(f.Err, code.ErrCheck):
		return l.T("code.check")
	case n == 0:
		return l.T("code.empty")
	case n != code.Len:
		return l.T("code.length", n, code.Len)
	}
	return l.T("code.character")
}

// signs counts what is typed but spaces and hyphens.
func signs(s string) (n int) {
	for _, r := range s {
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Pd, r) && unicode.IsPrint(r) {
			n++
		}
	}
	return n
}

// longestTyped is how much of what was typed is shown again, in characters.
const longestTyped = 80

// typed is the code that a request is about, as it was typed.
func typed(r *http.Request) string {
	s := r.URL.Query().Get("c")
	if v, ok := mux.Vars(r)["code"]; ok {
		if unescaped, err := url.PathUnescape(v); err == nil {
			s = unescaped
		}
	}
	if runes := []rune(s); len(runes) > longestTyped {
		s = string(runes[:longestTyped])
	}
	return s
}

// code reads the form: on to the label's page, or back with what is wrong. A
// request without "c" gets the empty form.
func (web *Web) code(w http.ResponseWriter, r *http.Request) {
	p := web.newPage(r)
	if !r.URL.Query().Has("c") {
		p.template, p.Title, p.Body = "code", p.T("code.title"), &front{Form: &codeForm{}}
		web.answer(w, r, p, http.StatusOK)
		return
	}
	c, err := code.Parse(r.URL.Query().Get("c"))
	if err != nil {
		web.Error(w, r, err)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Redirect(w, r, p.To("/x/"+c.String()), http.StatusSeeOther)
}

// answer renders a page that is not to be cached.
func (web *Web) answer(w http.ResponseWriter, r *http.Request, p *page, status int) {
	doc, err := web.render(p)
	if err != nil {
		web.Error(w, r, err)
		return
	}
	doc.serve(w, r, status)
}
