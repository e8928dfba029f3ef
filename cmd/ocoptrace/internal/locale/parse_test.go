package locale

import (
	"errors"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	texts, err := parse([]byte(`{"a": "A", "b": {"one": "{0} b", "other": "{0} bs"}}`))
	if err != nil || len(texts) != 2 || texts["a"].count || !texts["b"].count {
		t.Errorf("parse = %v, %v", texts, err)
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{`{`, "unexpected end"},
		{`["a"]`, "array"},
		{`{"a": 1}`, `"a"`},
		{`{"a": ["b"]}`, "neither a text"},
		{`{"a": {"single": "x", "other": "y"}}`, `"single" is no plural category`},
		{`{"a": {"one": "x"}}`, `"other" is missing`},
	} {
		_, err := parse([]byte(c.file))
		if !errors.Is(err, ErrTexts) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("parse(%s): %v, want %s", c.file, err, c.want)
		}
	}
}
