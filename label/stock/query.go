package stock

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

type question struct {
	sizes []size
	words []string
}

// size is a label's size, and how many there are if n is not 0.
type size struct {
	n    int
	w, h float64
}

var (
	sizes = regexp.MustCompile(`(?:(\d{1,3})\s*[x*]\s*\(?\s*)?(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:mm)?\s*[x*]\s*(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:mm\b)?`)
	idle  = []string{"tem", "nhan", "label", "labels", "mm", "giay", "decal", "kho", "x", "the"}
)

func parse(query string) question {
	text := fold(query[:min(len(query), maxQuery)])
	var q question
	for _, m := range sizes.FindAllStringSubmatch(text, maxWords) {
		n, _ := strconv.Atoi(m[1]) // absent is 0
		q.sizes = append(q.sizes, size{n, number(m[2]), number(m[3])})
	}
	split := func(r rune) bool { return !strings.ContainsRune(".-", r) && squeeze(string(r)) == "" }
	for _, word := range strings.FieldsFunc(sizes.ReplaceAllString(text, " "), split) {
		if squeeze(word) != "" && !slices.Contains(idle, word) && len(q.words) < maxWords {
			q.words = append(q.words, word)
		}
	}
	return q
}

func number(s string) float64 {
	v, _ := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64) // the pattern has only numbers
	return v
}
