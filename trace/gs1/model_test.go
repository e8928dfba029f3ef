package gs1

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// subsequences lists what a key takes after it: every choice from each sequence.
func subsequences(a AI) [][]string {
	out := [][]string{nil}
	for _, sequence := range a.Qualifiers() {
		for choice := 1; choice < 1<<len(sequence); choice++ {
			var s []string
			for i, ai := range sequence {
				if choice>>i&1 == 1 {
					s = append(s, ai)
				}
			}
			out = append(out, s)
		}
	}
	return out
}

// For each key, all paths of up to three qualifiers from a pool are taken if and
// only if they are in the list of subsequences.
func TestPathsAgainstList(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 10))
	format := formats()
	pool := []string{"10", "21", "22", "235", "254", "7040", "8011", "8019", "8020", "17", "240", "99"}
	for a := range AIs() {
		if !a.Key {
			continue
		}
		valid := subsequences(a)
		for _, path := range paths(pool, 3) {
			d := DigitalLink{Scheme: "https", Host: "example.com", Key: Element{a.Code, sampleValue(random, format[a.Code])}}
			for _, ai := range path {
				d.Qualifiers = append(d.Qualifiers, Element{ai, sampleValue(random, format[ai])})
			}
			want := slices.ContainsFunc(valid, func(v []string) bool { return slices.Equal(v, path) })
			_, err := ParseDigitalLink(d.String())
			got := !errors.Is(err, ErrQualifier) && !errors.Is(err, ErrDuplicate)
			if got != want {
				t.Errorf("%s then %v: %v", a.Code, path, err)
			}
			if errors.Is(err, ErrAssociation) && a.Code != "415" && a.Code != "8006" {
				t.Errorf("%s then %v: %v", a.Code, path, err)
			}
		}
	}
}

// paths lists all sequences of up to n members of the pool.
func paths(pool []string, n int) [][]string {
	out := [][]string{nil}
	for start := 0; n > 0; n-- {
		end := len(out)
		for _, p := range out[start:end] {
			for _, ai := range pool {
				out = append(out, append(slices.Clone(p), ai))
			}
		}
		start = end
	}
	return out
}

// Links made of random parts: those that Validate takes are read back, and those
// it refuses are refused as text with the same sentinel.
func TestRandomLinks(t *testing.T) {
	random := rand.New(rand.NewPCG(11, 12))
	maker := newMaker(random)
	taken := 0
	for range 20000 {
		d := maker.link()
		invalid := d.Validate()
		got, err := ParseDigitalLink(d.String())
		if (err == nil) != (invalid == nil) {
			t.Fatalf("%s: Validate %v, ParseDigitalLink %v", d, invalid, err)
		}
		if want := (*Error)(nil); errors.As(invalid, &want) && !errors.Is(err, want.Err) {
			t.Fatalf("%s: Validate %v, ParseDigitalLink %v", d, invalid, err)
		}
		if err == nil {
			taken++
			checkRoundTrip(t, got)
		}
	}
	if taken < 2000 {
		t.Errorf("only %d of 20000 links are valid", taken)
	}
}

// maker makes links whose parts are valid while the whole often is not.
type maker struct {
	random *rand.Rand
	format map[string]string
	keys   []AI
	common []string // attributes of which some go together
	all    []string
}

func newMaker(random *rand.Rand) *maker {
	m := &maker{random: random, format: formats(), common: []string{"11", "15", "17", "30", "240", "422", "427", "3103", "3922", "7003", "7030", "99"}}
	for a := range AIs() {
		if a.Key {
			m.keys = append(m.keys, a)
		}
		m.all = append(m.all, a.Code)
	}
	return m
}

func (m *maker) link() DigitalLink {
	key := m.keys[1]
	if m.random.IntN(2) == 0 {
		key = m.keys[m.random.IntN(len(m.keys))]
	}
	d := DigitalLink{Scheme: m.pick("https", "http", "HTTPS"), Host: m.pick("example.com", "id.gs1.org", "a.example:8080"),
		Stem: m.pick("", "", "/t", "/01/00", "/a%20b/c"), Key: m.element(key.Code)}
	choices := subsequences(key)
	for _, ai := range choices[m.random.IntN(len(choices))] {
		d.Qualifiers = append(d.Qualifiers, m.element(ai))
	}
	for m.random.IntN(3) > 0 {
		d.Attributes = append(d.Attributes, m.element(m.pick(m.common...)))
	}
	if m.random.IntN(6) == 0 {
		d.Attributes = append(d.Attributes, m.element(m.pick(m.all...)))
	}
	for m.random.IntN(3) == 0 {
		name := m.pick("s", "linkType", "context", "x y", "ồ", "a&b=c")
		d.Extensions = append(d.Extensions, Param{name, m.pick("", "1", "a b+c", "%41", "ệ", "\xff\x01", "?#/")})
	}
	return d
}

func (m *maker) element(ai string) Element { return Element{ai, sampleValue(m.random, m.format[ai])} }

func (m *maker) pick(from ...string) string { return from[m.random.IntN(len(from))] }

// A link with one character replaced is either refused or says something else.
func TestNoCharacterIsIdle(t *testing.T) {
	for _, c := range validLinks {
		uri, _, _ := strings.Cut(c.uri, "#")
		d, err := ParseDigitalLink(uri)
		if err != nil || uri != d.String() || len(uri) > 200 {
			continue // has two spellings, or takes too long
		}
		for i := range len(uri) {
			for _, b := range []byte("0aA/?&=%-") {
				if b == uri[i] {
					continue
				}
				changed := uri[:i] + string(b) + uri[i+1:]
				other, err := ParseDigitalLink(changed)
				if err == nil && other.String() == uri {
					t.Errorf("%s and %s are the same link", changed, uri)
				}
			}
		}
	}
}
