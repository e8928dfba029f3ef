package gs1

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// What can be wrong with a link that was put together, and no text has.
func TestValidate(t *testing.T) {
	valid := func() DigitalLink {
		return DigitalLink{
			Scheme: "https", Host: "example.com", Stem: "/t", Key: Element{"01", "09521234543213"},
			Qualifiers: []Element{{"10", "L"}}, Attributes: []Element{{"17", "261231"}}, Extensions: []Param{{"s", "x"}},
		}
	}
	if err := valid().Validate(); err != nil {
		t.Fatal(err)
	}
	if err := (DigitalLink{}).Validate(); !errors.Is(err, ErrURI) {
		t.Errorf("no link: %v", err)
	}
	many := make([]Element, maxElements+1)
	for i := range many {
		many[i] = Element{fmt.Sprint(3100 + i), "000001"}
	}
	for name, c := range map[string]struct {
		spoil func(*DigitalLink)
		want  error
	}{
		"scheme":            {func(d *DigitalLink) { d.Scheme = "" }, ErrURI},
		"host":              {func(d *DigitalLink) { d.Host = "example.com/a" }, ErrURI},
		"stem, no slash":    {func(d *DigitalLink) { d.Stem = "t" }, ErrURI},
		"stem, space":       {func(d *DigitalLink) { d.Stem = "/a b" }, ErrURI},
		"stem, query":       {func(d *DigitalLink) { d.Stem = "/a?b" }, ErrURI},
		"stem, fragment":    {func(d *DigitalLink) { d.Stem = "/a#b" }, ErrURI},
		"stem, percent":     {func(d *DigitalLink) { d.Stem = "/a%2" }, ErrURI},
		"stem, zero":        {func(d *DigitalLink) { d.Stem = "/a%00" }, ErrURI},
		"stem, dots":        {func(d *DigitalLink) { d.Stem = "/a/.." }, ErrURI},
		"no key":            {func(d *DigitalLink) { d.Key = Element{} }, ErrNoKey},
		"attribute as key":  {func(d *DigitalLink) { d.Key = Element{"17", "261231"} }, ErrNoKey},
		"unknown key":       {func(d *DigitalLink) { d.Key = Element{"88", "1"} }, ErrNoKey},
		"value of key":      {func(d *DigitalLink) { d.Key.Value = "952" }, ErrLength},
		"key as qualifier":  {func(d *DigitalLink) { d.Qualifiers = []Element{d.Key} }, ErrDuplicate},
		"unknown qualifier": {func(d *DigitalLink) { d.Qualifiers = []Element{{"88", "1"}} }, ErrUnknownAI},
		"empty qualifier":   {func(d *DigitalLink) { d.Qualifiers[0].Value = "" }, ErrEmpty},
		"many qualifiers":   {func(d *DigitalLink) { d.Qualifiers = many }, ErrURI},
		"many attributes":   {func(d *DigitalLink) { d.Attributes = many }, ErrURI},
		"attribute":         {func(d *DigitalLink) { d.Attributes[0].AI = "x" }, ErrUnknownAI},
		"extension, digits": {func(d *DigitalLink) { d.Extensions[0].Key = "17" }, ErrURI},
		"extension, empty":  {func(d *DigitalLink) { d.Extensions[0].Key = "" }, ErrURI},
		"extension, zero":   {func(d *DigitalLink) { d.Extensions[0].Value = "\x00" }, ErrURI},
		"too long":          {func(d *DigitalLink) { d.Extensions[0].Value = strings.Repeat(" ", MaxURI/3) }, ErrURI},
	} {
		d := valid()
		c.spoil(&d)
		if err := d.Validate(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

// Attributes may be put in in any order; String does not change them.
func TestStringSortsACopy(t *testing.T) {
	d := DigitalLink{Scheme: "https", Host: "example.com", Key: Element{"01", "09521234543213"},
		Attributes: []Element{{"3103", "000195"}, {"17", "261231"}}}
	if got, want := d.String(), link+"?17=261231&3103=000195"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if d.Attributes[0].AI != "3103" {
		t.Error("String has changed the order in the link")
	}
}

// A MUDI has a character that is no digit, even where all else is right.
func TestMUDINeedsALetter(t *testing.T) {
	a, _ := LookupAI("8014")
	tried := 0
	for n := range 2000 {
		body := fmt.Sprintf("9521%08d", n*48271)
		value := body + checkPair(body)
		if err := a.Check(value); allDigits(value) != errors.Is(err, ErrContent) || (err == nil) == allDigits(value) {
			t.Errorf("%s: %v", value, err)
		}
		if allDigits(value) {
			tried++
		}
	}
	if tried == 0 {
		t.Error("no value of digits alone was tried")
	}
}
