package web

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"ocoptrace/assets"

	"golang.org/x/net/html"
)

// notWords may stand in templates: they are the same in every language.
var notWords = map[string]bool{
	"DỮ LIỆU MẪU": true, // what the law wants marked, with its language
	"GTIN":        true, "VC": true, "JWT": true, "CSV": true, "XLSX": true,
	"7K3M-9QP2-XW4D": true, // the form of a code
	"node verify.mjs *.bundle.json policy ocoptrace verify *.bundle.json --policy policy": true,
}

var actions = regexp.MustCompile(`(?s)\{\{.*?\}\}`)

// What people read stands in the locales: templates have no words of their own,
// neither as text nor in what is read aloud or shown in a field.
func TestNoWordsInTemplates(t *testing.T) {
	files, err := fs.Glob(assets.Templates, "templates/*.html")
	if err != nil || len(files) == 0 {
		t.Fatal("no templates", err)
	}
	for _, file := range files {
		data, err := fs.ReadFile(assets.Templates, file)
		if err != nil {
			t.Fatal(err)
		}
		for _, words := range wordsOf(string(data)) {
			t.Errorf("%s has the words %q", file, words)
		}
	}
}

// wordsOf lists what is said in a template otherwise than by an action.
func wordsOf(template string) (found []string) {
	add := func(s string) {
		s = strings.Join(strings.Fields(s), " ")
		attributes := strings.Contains(s, `="`) // of an element that a template adds to
		if strings.ContainsFunc(s, unicode.IsLetter) && !attributes && !notWords[s] {
			found = append(found, s)
		}
	}
	for z := html.NewTokenizer(strings.NewReader(actions.ReplaceAllString(template, ""))); z.Next() != html.ErrorToken; {
		token := z.Token()
		if token.Type == html.TextToken {
			add(token.Data)
		}
		for _, a := range token.Attr {
			switch a.Key {
			case "alt", "title", "placeholder", "aria-label":
				add(a.Val)
			}
		}
	}
	return found
}

func TestWordsOf(t *testing.T) {
	got := strings.Join(wordsOf(`<p class="x">{{.T "a"}} Hello</p><img alt="A dog"><code>GTIN</code><b>{{if .X}}·{{end}}</b>`), "|")
	if got != "Hello|A dog" {
		t.Errorf("found %q", got)
	}
}
