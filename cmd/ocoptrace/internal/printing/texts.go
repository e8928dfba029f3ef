package printing

import (
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
)

// texts are what a label says, by field; a field without text is missing.
type texts map[label.Field][]string

// set gives a field its rows, less those that are empty.
func (t texts) set(f label.Field, rows ...string) {
	var kept []string
	for _, row := range rows {
		if row = oneLine(row); row != "" {
			kept = append(kept, row)
		}
	}
	if kept != nil {
		t[f] = kept
	}
}

// pair gives a field its text and the field of its English twin the other, each
// behind the caption under a key; "" for no caption.
func (t texts) pair(f label.Field, key, vi, en string) {
	for lang, text := range map[string]string{locale.Vietnamese: vi, locale.English: en} {
		if key != "" {
			text = captioned(locale.For(lang), key, text)
		}
		t.set(in(lang, f), text)
	}
}

// in is the field that says the same in a language.
func in(lang string, f label.Field) label.Field {
	if lang == locale.English {
		return f + "En"
	}
	return f
}
