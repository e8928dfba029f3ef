package locale

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"ocoptrace/assets"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// ErrTexts says that a file of texts cannot be read.
var ErrTexts = errors.New("locale: damaged texts")

var load = sync.OnceValues(func() (map[string]*Locale, error) {
	all := make(map[string]*Locale)
	for _, lang := range Languages {
		data, err := assets.Locales.ReadFile("locales/" + lang + ".json")
		if err != nil {
			return nil, err
		}
		texts, err := parse(data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", lang, err)
		}
		all[lang] = &Locale{lang: lang, tag: language.Make(lang), texts: texts}
	}
	return all, nil
})

// Load reads the texts that the program carries; only the first call does.
// Call it once at the start: For has no error to return.
func Load() error {
	_, err := load()
	return err
}

// For returns the locale of a language, the Vietnamese one for a language that
// there is none of. It panics where Load returns an error.
func For(lang string) *Locale {
	all, err := load()
	if err != nil {
		panic(err)
	}
	if l, ok := all[lang]; ok {
		return l
	}
	return all[Vietnamese]
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
