package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ocoptrace/trace"
)

// A factList is a member of a file of facts.
type factList struct {
	name string
	make func() trace.Fact
}

// factLists are in the order in which they are stated.
var factLists = []factList{
	{"entities", func() trace.Fact { return new(trace.Entity) }},
	{"products", func() trace.Fact { return new(trace.Product) }},
	{"recognitions", func() trace.Fact { return new(trace.Recognition) }},
	{"changes", func() trace.Fact { return new(trace.RecognitionChange) }},
	{"recalls", func() trace.Fact { return new(trace.Recall) }},
}

// A factFile is a file of facts.
type factFile struct {
	name  string
	key   string // of the order, less the service
	facts []trace.Fact
	lines []int
	raw   [][]byte // of the facts
}

func (p *program) readFacts(name string) (*factFile, error) {
	data, err := p.readInput(name, maxInput)
	if err != nil {
		return nil, err
	}
	if name == "-" {
		name = "(input)"
	}
	f := &factFile{name: name, key: fmt.Sprintf("facts %x", sha256.Sum256(data))}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		return nil, inputError(name, invalidLine(data), "not UTF-8")
	}
	if err := f.parse(data); err != nil {
		return nil, err
	}
	if n := len(f.facts); n == 0 {
		return nil, inputError(name, 1, "there are no facts in it")
	} else if n > trace.MaxOrder {
		return nil, withHint(inputError(name, 1, "%d facts; at most %d can be stated together", n, trace.MaxOrder), "divide the file")
	}
	return f, nil
}

func (f *factFile) parse(data []byte) error {
	lists, err := readMembers(f.name, 1, data)
	if err != nil {
		return err
	}
	for _, l := range lists {
		if !slices.ContainsFunc(factLists, func(known factList) bool { return known.name == l.name }) {
			return inputError(f.name, l.line, "unknown member %s; known are %s", shortened(l.name), factListNames())
		}
	}
	for _, known := range factLists {
		for _, l := range lists {
			if l.name != known.name {
				continue
			}
			if err := f.parseList(l, known.make); err != nil {
				return err
			}
		}
	}
	return nil
}

func factListNames() string {
	var names []string
	for _, l := range factLists {
		names = append(names, l.name)
	}
	return strings.Join(names, ", ")
}

func (f *factFile) parseList(l member, make func() trace.Fact) error {
	return eachElement(f.name, l.value, func(line int, element json.RawMessage) error {
		line += l.line - 1
		if _, err := readMembers(f.name, line, element); err != nil { // names that are there twice
			return err
		}
		fact := make()
		d := json.NewDecoder(bytes.NewReader(element))
		d.DisallowUnknownFields()
		if err := d.Decode(fact); err != nil {
			return inputError(f.name, line, "%s: %s", l.name, strings.TrimPrefix(err.Error(), "json: "))
		}
		f.facts, f.lines, f.raw = append(f.facts, fact), append(f.lines, line), append(f.raw, element)
		return nil
	})
}
