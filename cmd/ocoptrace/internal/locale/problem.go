package locale

import (
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// Problem says what is wrong with what a person entered: the text under
// "problem." + Key. An argument that is a day in the form of records is written
// as the language writes days; one that is a word of the program has its own
// text, "problem." + Key + "." + word.
func (l *Locale) Problem(p trace.Problem) string {
	key := "problem." + p.Key
	args := make([]any, len(p.Args))
	for i, arg := range p.Args {
		args[i] = l.problemArg(key, arg)
	}
	return l.T(key, args...)
}

func (l *Locale) problemArg(key string, arg any) any {
	s, ok := arg.(string)
	if !ok {
		return arg
	}
	if d, err := ocop.ParseDate(s); err == nil {
		return d
	}
	if l.Has(key + "." + s) {
		return l.T(key + "." + s)
	}
	return s
}
