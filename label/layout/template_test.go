package layout

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"reflect"
	"strings"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/label"
)

func templateFile(t testing.TB, id string) string {
	t.Helper()
	data, err := assets.Labels.ReadFile("labels/" + id + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What a template must not do is refused with the place of the fault.
func TestTemplateFaults(t *testing.T) {
	base := defaults(t)["stamp-en"]
	for _, test := range []struct {
		path string
		do   func(*Template)
	}{
		{"id", func(t *Template) { t.ID = "Stamp" }},
		{"id", func(t *Template) { t.ID = strings.Repeat("a", 41) }},
		{"name.vi", func(t *Template) { t.Name.Vi = "" }},
		{"name.en", func(t *Template) { t.Name.En = strings.Repeat("a", 101) }},
		{"purpose", func(t *Template) { t.Purpose = "sticker" }},
		{"languages", func(t *Template) { t.Languages = nil }},
		{"languages", func(t *Template) { t.Languages = []string{"en"} }},
		{"letters", func(t *Template) { t.Letters = 3 }},
		{"letters", func(t *Template) { t.Letters = math.NaN() }},
		{"symbol.place", func(t *Template) { t.Symbol.Place = "" }},
		{"symbol.least", func(t *Template) { t.Symbol.Least = 9 }},
		{"symbol.good", func(t *Template) { t.Symbol.Good = 9.5 }},
		{"symbol.good", func(t *Template) { t.Symbol.Good = math.Inf(1) }},
		{"symbol.share", func(t *Template) { t.Symbol.Share = 1.1 }},
		{"purpose", func(t *Template) { t.Beside = t.Beside[1:] }}, // no name
		{"purpose", func(t *Template) { t.Foot = t.Foot[1:] }},     // no code, no host
		{"foot", func(t *Template) { t.Foot = t.Foot[:1] }},        // no call, no check
		{"languages", func(t *Template) { t.Beside[1].Field = "motto" }},
		{"beside[1].field", func(t *Template) { t.Languages = []string{"vi"} }},
		{"beside[2].field", func(t *Template) { t.Beside[2].Field = "name" }},
		{"beside[2].field", func(t *Template) { t.Beside[2].Field = "lô" }},
		{"beside[2].field", func(t *Template) { t.Beside[2].Field = "uri" }},
		{"beside[2]", func(t *Template) { t.Beside[2].Field = "" }},
		{"beside[2]", func(t *Template) { t.Beside[2].Rule = true }},
		{"beside[0].style", func(t *Template) { t.Beside[0].Style = "italic" }},
		{"beside[0].size", func(t *Template) { t.Beside[0].Size = 7 }},
		{"beside[0].keep", func(t *Template) { t.Beside[0].Keep = -1 }},
		{"beside[0].rows", func(t *Template) { t.Beside[0].Rows = 51 }},
		{"beside[0].colour", func(t *Template) { t.Beside[0].Colour = "pink" }},
		{"beside[0].priority", func(t *Template) { t.Beside[0].Priority = 1 }},
		{"beside[5].priority", func(t *Template) { t.Beside[5].Priority = 10 }},
		{"foot[0].right", func(t *Template) { t.Foot[0].Right.Right = &Item{Field: "x"} }},
		{"foot[0].right", func(t *Template) { t.Foot[0].Right.Table = true }},
		{"foot[1].priority", func(t *Template) { t.Foot[1].Priority = 2 }}, // check
		{"wide[0].logo", func(t *Template) { t.Wide = []Item{{Logo: 5}} }},
		{"wide[0]", func(t *Template) { t.Wide = []Item{{Rule: true, Style: "bold"}} }},
		{"logo", func(t *Template) { t.Logo = &Logo{W: 401, H: 1} }},
		{"logo", func(t *Template) { t.Logo = &Logo{W: 9, H: 2, Bits: make([]byte, 3)} }},
		{"logo", func(t *Template) { t.Logo = &Logo{W: 9, H: 1, Bits: []byte{0, 1}} }},
		{"wide[54]", func(t *Template) { t.Wide = make([]Item, 100); fill(t.Wide) }},
	} {
		c := copyOf(t, base)
		test.do(&c)
		var told []string
		for _, p := range c.Check() {
			var f Fault
			if p.Kind != label.KindTemplate || !errors.As(p.Err, &f) || !errors.Is(p, ErrTemplate) || string(p.Field) != f.Path {
				t.Errorf("%+v", p)
			}
			told = append(told, f.Path)
			if f.Path == test.path {
				told = []string{f.Path}
				break
			}
		}
		if len(told) != 1 || told[0] != test.path {
			t.Errorf("%s: told %q", test.path, told)
		}
		if _, err := NewComposer(testFonts(), c, up24); !errors.Is(err, ErrTemplate) {
			t.Errorf("%s: NewComposer: %v", test.path, err)
		}
	}
}

func fill(items []Item) {
	for i := range items {
		items[i].Rule = true
	}
}

// copyOf returns a template that shares nothing with another.
func copyOf(t *testing.T, from Template) Template {
	t.Helper()
	data, err := from.Marshal()
	if err != nil {
		t.Fatal(err)
	}
	out, err := ReadTemplate(data)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Files that are no template are refused with an error that says why.
func TestCounterfeitFiles(t *testing.T) {
	good := templateFile(t, "stamp")
	change := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %q", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	bomb := base64.StdEncoding.EncodeToString(make([]byte, 30000))
	for _, test := range []struct{ data, says string }{
		{"", "EOF"},
		{"null", "id"},
		{"[]", "one JSON object"},
		{good + "{}", "after top-level value"},
		{strings.Repeat(" ", MaxTemplate) + good, "bytes, at most 65536"},
		{strings.Repeat("[", 60000), ""},
		{strings.Repeat(`{"right":`, 7000), ""},
		{`{"foot":[{"right":` + strings.Repeat(`{"right":`, 6000) + "{}" + strings.Repeat("}", 6002), ""},
		{change(`"id"`, `"ID"`), "/ID: no template has this member"},
		{change(`"purpose"`, `"script": "x", "purpose"`), "/script: no template has this member"},
		{change(`"purpose"`, `"id": "other", "purpose"`), `duplicate object member name "id"`},
		{change(`"rows": 3`, `"rows": "3"`), "/beside/0/rows"},
		{change(`"rows": 3`, `"rows": 1e99`), "/beside/0/rows"},
		{change(`"size": 1.3`, `"size": 1e999`), "/beside/0/size"},
		{change(`"size": 1.3`, `"size": 99`), "beside[0].size: 99"},
		{change(`"id"`, "\"id\xff\""), ""},
		{change(`"purpose"`, `"logo": {"w": 100000, "h": 100000, "bits": ""}, "purpose"`), "logo: 100000 x 100000 pixels"},
		{change(`"purpose"`, `"logo": {"w": 400, "h": 400, "bits": "`+bomb+`"}, "purpose"`), "logo: 30000 bytes"},
		{change(`"purpose"`, `"logo": {"w": 8, "h": 1, "bits": "!!"}, "purpose"`), "/logo/bits"},
	} {
		_, err := ReadTemplate([]byte(test.data))
		if !errors.Is(err, ErrTemplate) || !strings.Contains(fmt.Sprint(err), test.says) {
			t.Errorf("%.60q: %v, want %q", test.data, err, test.says)
		}
		if len(fmt.Sprint(err)) > 1000 {
			t.Errorf("%.60q: an error of %d letters", test.data, len(fmt.Sprint(err)))
		}
	}
}

// What is read is written and read again as the same.
func FuzzReadTemplate(f *testing.F) {
	files, _ := fs.Glob(assets.Labels, "labels/*.json")
	for _, name := range files {
		data, _ := assets.Labels.ReadFile(name)
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := ReadTemplate(data)
		if err != nil {
			if !errors.Is(err, ErrTemplate) {
				t.Errorf("%v does not wrap ErrTemplate", err)
			}
			return
		}
		written, err := first.Marshal()
		if err != nil {
			t.Fatal(err)
		}
		if len(written) > MaxTemplate {
			return
		}
		second, err := ReadTemplate(written)
		if err != nil {
			t.Fatalf("%v\n%s", err, written)
		}
		again, _ := second.Marshal()
		if !bytes.Equal(written, again) || !reflect.DeepEqual(second.Check(), first.Check()) {
			t.Errorf("%s\nbecame\n%s", written, again)
		}
	})
}

func TestMedia(t *testing.T) {
	for _, m := range []Media{
		{}, {W: math.NaN(), H: 30, DPI: 300}, {W: 50, H: math.Inf(1), DPI: 300}, {W: 50, H: 30}, {W: 50, H: 30, DPI: 1e9},
		{W: 50, H: 30, DPI: 300, InsetX: 24}, {W: 50, H: 30, DPI: 300, InsetY: -1}, {W: 50, H: 30, DPI: 300, MinPoint: 1e6},
		{W: 1e7, H: 30, DPI: 300}, {W: 50, H: 30, DPI: 300, MinXHeight: math.NaN()},
	} {
		if err := m.Check(); !errors.Is(err, ErrMedia) {
			t.Errorf("%+v: %v", m, err)
		}
		if _, err := NewComposer(testFonts(), defaults(t)["stamp"], m); !errors.Is(err, ErrMedia) {
			t.Errorf("%+v: %v", m, err)
		}
	}
	if _, err := NewComposer(label.Fonts{}, defaults(t)["stamp"], up24); !errors.Is(err, label.ErrFonts) {
		t.Error(err)
	}
}
