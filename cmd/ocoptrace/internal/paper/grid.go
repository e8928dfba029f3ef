package paper

// A cell is what stands in one column of a row.
type cell struct {
	x     float64
	font  font
	lines []string
}

// row sets cells side by side, and below them so much room. A row that is
// higher than what is left goes on on the next page if it is higher than a page,
// and else begins there.
func (s *setting) row(cells []cell, after float64) {
	n := 0
	for _, c := range cells {
		n = max(n, len(c.lines))
	}
	if h := float64(n) * textLine; h <= foot-top-2*textLine {
		s.need(h)
	}
	for i := range n {
		s.need(textLine)
		for _, c := range cells {
			if i < len(c.lines) {
				s.write(c.font, c.x, s.y, c.lines[i])
			}
		}
		s.y += textLine
	}
	s.y += after
}

func (g Grid) set(s *setting) {
	x, w := g.columns()
	header := func() {
		s.rule(left, s.y, body)
		s.y += 1
		s.row(s.cells(bold, x, w, g.Header), 1)
		s.rule(left, s.y, body)
		s.y += 1
	}
	s.need(3 * textLine)
	header()
	s.again = header
	for _, r := range g.Rows {
		s.row(s.cells(plain, x, w, r), 0.8)
		s.rule(left, s.y, body)
		s.y += 0.8
	}
	s.again = nil
	s.y += 3
}

// columns are where the columns begin, and their widths without the gap.
func (g Grid) columns() (x, w []float64) {
	const gap = 2.5
	sum := 0.0
	share := func(i int) float64 {
		if i < len(g.Widths) {
			return g.Widths[i]
		}
		return 1
	}
	for i := range g.Header {
		sum += share(i)
	}
	at := left
	for i := range g.Header {
		wide := body * share(i) / sum
		x, w = append(x, at), append(w, wide-gap)
		at += wide
	}
	return x, w
}

func (s *setting) cells(f font, x, w []float64, texts []string) (cells []cell) {
	for i, t := range texts {
		if i < len(x) {
			cells = append(cells, cell{x[i], f, s.wrap(f, t, w[i])})
		}
	}
	return cells
}
