package paper

import "ocoptrace/label"

func (h Heading) set(s *setting) {
	f, before, after := bold, 4.0, 1.0
	switch h.Level {
	case 1:
		f, before, after = font{label.Bold, 15, 7.5}, 0, 4
	case 2:
		f, before = font{label.Bold, 12, 6}, 6
	}
	s.skip(before)
	for _, l := range s.wrap(f, h.Text, body) {
		s.need(f.line)
		x := left
		if h.Level == 1 {
			x += (body - s.width(f, l)) / 2
		}
		s.write(f, x, s.y, l)
		s.y += f.line
	}
	s.y += after
}

func (p Paragraph) set(s *setting) {
	f := plain
	if p.Bold {
		f = bold
	}
	if p.Note {
		f = note
	}
	s.lines(f, left, s.wrap(f, p.Text, body))
	s.y += 2
}

// lines sets lines one below the other, over pages.
func (s *setting) lines(f font, x float64, lines []string) {
	for _, l := range lines {
		s.need(f.line)
		s.write(f, x, s.y, l)
		s.y += f.line
	}
}

// names is the width of the names of facts.
const names = 50.0

func (facts Facts) set(s *setting) {
	for _, fact := range facts {
		s.row([]cell{
			{x: left, font: plain, lines: s.wrap(plain, fact[0], names-3)},
			{x: left + names, font: bold, lines: s.wrap(bold, fact[1], body-names)},
		}, 0.6)
	}
	s.y += 2
}

func (places Signatures) set(s *setting) {
	const h = 38.0
	s.skip(6)
	s.need(h)
	each := body / float64(max(len(places), 1))
	for i, title := range places {
		x := left + float64(i)*each
		for n, l := range s.wrap(bold, title, each-6) {
			s.write(bold, x, s.y+float64(n)*bold.line, l)
		}
		s.rule(x, s.y+h-4, each-8)
	}
	s.y += h
}

func (c Code) set(s *setting) {
	symbol, err := label.Encode(c.URI)
	if err != nil {
		s.err = err
		return
	}
	const module = 0.5
	side := float64(symbol.Size()) * module
	quiet := float64(label.Quiet) * module
	lines := s.wrap(plain, c.Text, body-side-3*quiet)
	h := max(side+2*quiet, float64(len(lines))*plain.line)
	s.skip(2)
	s.need(h)
	s.page.Symbols = append(s.page.Symbols, label.SymbolMark{
		Symbol: symbol, URI: c.URI, X: left + quiet, Y: s.y + quiet, Module: module,
	})
	for i, l := range lines {
		s.write(plain, left+side+3*quiet, s.y+quiet+float64(i)*plain.line, l)
	}
	s.y += h + 2
}
