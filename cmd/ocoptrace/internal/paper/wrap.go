package paper

import (
	"fmt"
	"strings"
	"unicode"

	"ocoptrace/label"

	"golang.org/x/text/unicode/norm"
)

// clean is a text in characters that a font has.
func (s *setting) clean(style label.Style, text string) string {
	var b strings.Builder
	for _, r := range norm.NFC.String(text) {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			b.WriteByte(' ')
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r): // invisible
		case r > 0xFFFF || !s.faces.Has(style, r):
			fmt.Fprintf(&b, "[U+%04X]", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// wrap breaks a text into lines of at most w mm.
func (s *setting) wrap(f font, text string, w float64) (lines []string) {
	for _, part := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		lines = append(lines, s.wrapLine(f, s.clean(f.style, part), w)...)
	}
	return lines
}

func (s *setting) wrapLine(f font, text string, w float64) (lines []string) {
	current := ""
	for _, word := range strings.Fields(text) {
		joined := word
		if current != "" {
			joined = current + " " + word
		}
		if s.width(f, joined) <= w {
			current = joined
			continue
		}
		if current != "" {
			lines = append(lines, current)
		}
		pieces := s.broken(f, word, w)
		lines = append(lines, pieces[:len(pieces)-1]...)
		current = pieces[len(pieces)-1]
	}
	return append(lines, current)
}

// broken is a word in pieces that fit.
func (s *setting) broken(f font, word string, w float64) (pieces []string) {
	piece := ""
	for _, r := range word {
		if piece != "" && s.width(f, piece+string(r)) > w {
			pieces, piece = append(pieces, piece), ""
		}
		piece += string(r)
	}
	return append(pieces, piece)
}
