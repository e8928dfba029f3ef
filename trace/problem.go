package trace

import (
	"fmt"
	"strings"
)

// A Problem is one thing wrong with what a person entered. Key names its text
// in the locale files ("problem." + Key); Args fill it in, in order.
type Problem struct {
	Field string `json:"field"` // JSON name of the field
	Key   string `json:"key"`
	Args  []any  `json:"args,omitempty"`
}

func (p Problem) Error() string {
	if len(p.Args) == 0 {
		return p.Field + ": " + p.Key
	}
	return fmt.Sprintf("%s: %s %v", p.Field, p.Key, p.Args)
}

// Problems are all the things wrong with one fact, in the order of its fields.
type Problems []Problem

func (ps Problems) Error() string {
	texts := make([]string, len(ps))
	for i, p := range ps {
		texts[i] = p.Error()
	}
	return strings.Join(texts, "; ")
}

// err is nil for no problems, so that callers can return it as an error.
func (ps Problems) err() error {
	if len(ps) == 0 {
		return nil
	}
	return ps
}

func problem(field, key string, args ...any) Problems {
	return Problems{{Field: field, Key: key, Args: args}}
}
