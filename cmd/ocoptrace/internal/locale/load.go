package locale

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"ocoptrace/assets"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// ErrTexts says that a file of texts cannot be read.
var ErrTexts = errors.New("locale: damaged texts")

// A set is the locales of a folder of files.
type set struct {
	languages []string // Vietnamese and English, then the others by their tags
	locales   map[string]*Locale
	matcher   language.Matcher // in the order of languages
}

var load = sync.OnceValues(func() (*set, error) { return read(assets.Locales) })

// named lists the languages that a folder has files of. A name that is no
// language tag is an error of read.
func named(fsys fs.FS) []string {
	languages := []string{Vietnamese, English}
	files, err := fs.Glob(fsys, "locales/*.json")
	if err != nil {
		return languages // the pattern is well-formed
	}
	for _, f := range files {
		if tag := strings.TrimSuffix(path.Base(f), ".json"); !slices.Contains(languages, tag) {
			languages = append(languages, tag)
		}
	}
	return languages
}

// read reads the texts of all languages there are.
func read(fsys fs.FS) (*set, error) {
	s := &set{languages: named(fsys), locales: make(map[string]*Locale)}
	var tags []language.Tag
	for _, lang := range s.languages {
		data, err := fs.ReadFile(fsys, "locales/"+lang+".json")
		if err != nil {
			return nil, err
		}
		l, err := newLocale(lang, data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", lang, err)
		}
		s.locales[lang], tags = l, append(tags, l.tag)
	}
	s.matcher = language.NewMatcher(tags)
	return s, nil
}

// newLocale makes a locale of its file, which has to say how the language writes
// days.
func newLocale(lang string, data []byte) (*Locale, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("%w: %q is no language tag: %v", ErrTexts, lang, err)
	}
	texts, err := parse(data)
	if err != nil {
		return nil, err
	}
	l := &Locale{lang: lang, tag: tag, texts: texts}
	l.months = strings.Fields(l.T("format.months"))
	if !l.Has("format.date") || !l.Has("format.time") || len(l.months) != 12 {
		return nil, fmt.Errorf(`%w: "format.date", "format.time" or twelve "format.months" are missing`, ErrTexts)
	}
	return l, nil
}

// Load reads the texts that the program carries; only the first call does.
// Call it once at the start: For has no error to return.
func Load() error {
	_, err := load()
	return err
}

// For returns the locale of a language, the Vietnamese one for a language that
// there is none of. It panics where Load returns an error.
func For(lang string) *Locale {
	return loaded().of(lang)
}

func loaded() *set {
	all, err := load()
	if err != nil {
		panic(err)
	}
	return all
}

func (s *set) of(lang string) *Locale {
	if l, ok := s.locales[lang]; ok {
		return l
	}
	return s.locales[Vietnamese]
}

var categories = map[string]plural.Form{
	"zero": plural.Zero, "one": plural.One, "two": plural.Two,
	"few": plural.Few, "many": plural.Many, "other": plural.Other,
}

// parse reads a file of texts.
func parse(data []byte) (map[string]text, error) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		return nil, fmt.Errorf("%w: %v", ErrTexts, err)
	}
	texts := make(map[string]text, len(members))
	for key, value := range members {
		t, err := parseText(value)
		if err != nil {
			return nil, fmt.Errorf("%w: %q: %v", ErrTexts, key, err)
		}
		texts[key] = t
	}
	return texts, nil
}

func parseText(value json.RawMessage) (text, error) {
	var whole string
	if json.Unmarshal(value, &whole) == nil {
		return text{forms: map[plural.Form]string{plural.Other: whole}}, nil
	}
	var named map[string]string
	if err := json.Unmarshal(value, &named); err != nil {
		return text{}, errors.New("neither a text nor an object of texts")
	}
	t := text{forms: make(map[plural.Form]string, len(named)), count: true}
	for name, form := range named {
		category, ok := categories[name]
		if !ok {
			return text{}, fmt.Errorf("%q is no plural category", name)
		}
		t.forms[category] = form
	}
	if _, ok := t.forms[plural.Other]; !ok {
		return text{}, errors.New(`the plural category "other" is missing`)
	}
	return t, nil
}
