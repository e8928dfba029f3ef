package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

func TestCodeForm(t *testing.T) {
	s, run := rice(t)
	path := s.labelPath(t, run, 1)
	code := strings.TrimPrefix(path, "/x/")
	for _, c := range []struct{ query, location string }{
		{"c=" + code, path},
		{"c=" + strings.ToLower(code[:4]+"-"+code[4:8]+"-"+code[8:]), path},
		{"c=+" + code + "+&lang=en", path + "?lang=en"},
		{"c=4R0MXK65AR9F", "/x/4R0MXK65AR9F"},
		{"c=" + code + "&lang=fr", path},
	} {
		w := s.get("/code?" + c.query)
		if w.Code != http.StatusSeeOther || w.Header().Get("Location") != c.location {
			t.Errorf("%s: %d to %q, want 303 to %q", c.query, w.Code, w.Header().Get("Location"), c.location)
		}
	}
}

// The form comes back filled, with what is wrong in the reader's language.
func TestCodeFormMistakes(t *testing.T) {
	s, _ := rice(t)
	for _, c := range []struct{ typed, vi, en string }{
		{"", "Hãy gõ mã trên tem.", "Please type the code on the label."},
		{"   ", "Hãy gõ mã trên tem.", "Please type the code on the label."},
		{"4R0M-XK65-AR9", "Bạn đã gõ 11 ký tự; mã có 12.", "You typed 11 characters; a code has 12."},
		{"x", "Bạn đã gõ 1 ký tự; mã có 12.", "You typed 1 character; a code has 12."},
		{"4R0M-XK65-AR9G", "Một ký tự bị sai", "One character is wrong"},
		{"4R0M-XK65-AR9U", "Có ký tự không dùng", "There is a character that no code has."},
		{`"><script>alert(1)</script>`, "Bạn đã gõ", "You typed"},
		{"Gạo Séng Cù Mường", "Bạn đã gõ 14", "You typed 14"},
	} {
		for lang, want := range map[string]string{"vi": c.vi, "en": c.en} {
			root := s.page(t, "/code?c="+url.QueryEscape(c.typed), lang, http.StatusBadRequest)
			problem := find(root, "problem")
			if problem == nil || !strings.HasPrefix(text(problem), want) {
				t.Fatalf("%q: no %q on the page: %s", c.typed, want, text(root))
			}
			for n := range root.Descendants() {
				if attr(n, "id") == "c" && (attr(n, "value") != c.typed || attr(n, "aria-invalid") != "true") {
					t.Errorf("%q comes back as %q", c.typed, attr(n, "value"))
				}
			}
		}
	}
}

// What was typed is shown again only up to a length.
func TestCodeFormLong(t *testing.T) {
	s, _ := rice(t)
	w := s.get("/code?c=" + strings.Repeat("ấ", 500))
	if w.Code != http.StatusBadRequest || strings.Count(w.Body.String(), "ấ") > 200 {
		t.Errorf("status %d, %d bytes", w.Code, w.Body.Len())
	}
}

// A code that is written in another way leads to the one page of the label.
func TestCanonicalCode(t *testing.T) {
	s, run := rice(t)
	path := s.labelPath(t, run, 1)
	code := strings.TrimPrefix(path, "/x/")
	for _, target := range []string{
		"/x/" + strings.ToLower(code), "/x/" + code[:4] + "-" + code[4:], "/x/" + code + "%20",
	} {
		for _, query := range []string{"", "?17=271120&lang=en"} {
			w := s.get(target + query)
			if w.Code != http.StatusPermanentRedirect || w.Header().Get("Location") != path+query {
				t.Errorf("%s: %d to %q", target+query, w.Code, w.Header().Get("Location"))
			}
		}
	}
	if w := s.get(path + "?17=271120"); w.Code != http.StatusOK {
		t.Errorf("the query of a Digital Link makes it %d", w.Code)
	}
}
