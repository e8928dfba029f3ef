package trace

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"ocoptrace/trace/ocop"
)

var updateShapes = flag.Bool("update-shapes", false, "write the shapes of the statements into assets/scripts/verify.js")

const verifyScript = "../assets/scripts/verify.js"

// The script knows the same kinds of statements as this package, and of each
// the same members.
func TestVerifyScriptShapes(t *testing.T) {
	script, err := os.ReadFile(verifyScript)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(script), "const SHAPES = {\n")
	_, after, ok2 := strings.Cut(rest, "};\n")
	if !ok || !ok2 {
		t.Fatal("the script has no SHAPES")
	}
	want := before + "const SHAPES = {\n" + shapes(t) + "};\n" + after
	if want == string(script) {
		return
	}
	if *updateShapes {
		if err := os.WriteFile(verifyScript, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Errorf("SHAPES of %s are not those of the statements; go test ./trace -run VerifyScriptShapes -update-shapes writes:\n%s", verifyScript, shapes(t))
}

// shapes writes the kinds that the source names, and what they consist of.
func shapes(t *testing.T) string {
	source, err := os.ReadFile("fact.go")
	if err != nil {
		t.Fatal(err)
	}
	s := shaper{inner: make(map[string]bool)}
	kinds := regexp.MustCompile(`Kind = "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	if len(kinds) < 12 {
		t.Fatalf("only %d kinds found", len(kinds))
	}
	for _, kind := range kinds {
		fact := newFact(Kind(kind[1]))
		if fact == nil {
			t.Fatalf("newFact does not know %s", kind[1])
		}
		s.add(t, kind[1], reflect.TypeOf(fact).Elem())
	}
	return s.text.String()
}

type shaper struct {
	text  strings.Builder
	inner map[string]bool // shapes written that are no kinds
}

func (s *shaper) add(t *testing.T, name string, of reflect.Type) {
	var fields []string
	var inner []reflect.Type
	for i := range of.NumField() {
		f := of.Field(i)
		field, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if field == "-" {
			continue
		}
		mark, shape := shapeMark(t, name, f.Type)
		if shape != nil {
			inner = append(inner, shape)
		}
		fields = append(fields, field+mark)
	}
	fmt.Fprintf(&s.text, "  %s: %q,\n", name, strings.Join(fields, " "))
	for _, shape := range inner {
		if !s.inner[shape.Name()] {
			s.inner[shape.Name()] = true
			s.add(t, shape.Name(), shape)
		}
	}
}

// shapeMark is how the script writes a type, and the type if it has a shape.
func shapeMark(t *testing.T, of string, f reflect.Type) (string, reflect.Type) {
	if f.Kind() == reflect.Slice {
		mark, shape := shapeMark(t, of, f.Elem())
		before, after, found := strings.Cut(mark, ":")
		if found {
			after = ":" + after
		}
		return before + "*" + after, shape
	}
	if f.Kind() == reflect.Pointer {
		f = f.Elem()
	}
	switch {
	case f == reflect.TypeFor[ocop.Date]():
		return "@", nil
	case f.Kind() == reflect.String:
		return "", nil
	case f.Kind() == reflect.Int64 || f.Kind() == reflect.Int:
		return "#", nil
	case f.Kind() == reflect.Bool:
		return "?", nil
	case f.Kind() == reflect.Struct && f.Name() != "":
		return ":" + f.Name(), f
	}
	t.Fatalf("%s has a member of type %s, for which the script has no mark", of, f)
	return "", nil
}
