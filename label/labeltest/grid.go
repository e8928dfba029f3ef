package labeltest

import "image"

// A Grid says where the labels of a page lie.
type Grid struct {
	MarginLeft, MarginTop float64 // page edge to the first label
	PitchX, PitchY        float64 // from one label's edge to the next one's
	LabelW, LabelH        float64
	Cols, Rows            int
}

// Labels draws n labels, the first at the 1-based position start of the first
// page and the others along rows and pages, and cuts them out.
func (d Document) Labels(g Grid, start, n, dpi int, oneBit bool) (images []*image.Gray) {
	d.t.Helper()
	page, drawn := -1, (*image.Gray)(nil)
	for i := range n {
		position := start - 1 + i
		if p := position / (g.Cols * g.Rows); p != page {
			page, drawn = p, d.Render(p, dpi, oneBit)
		}
		col, row := position%g.Cols, position/g.Cols%g.Rows
		x, y := g.MarginLeft+float64(col)*g.PitchX, g.MarginTop+float64(row)*g.PitchY
		images = append(images, Crop(drawn, dpi, x, y, g.LabelW, g.LabelH))
	}
	return images
}

// frames are the ways in which a label is looked at until it is read: its size
// in percent, and how often it is turned by a quarter.
var frames = []struct{ size, turns int }{{100, 0}, {150, 0}, {150, 1}, {125, 1}, {200, 2}, {125, 3}, {200, 1}}

// ReadLabels is what ZXing reads from each of these labels. As with the next
// frame of a phone that is held a little otherwise, it tries again at another
// size or turned where it does not find a symbol: it fails at about one drawing
// in 1,000, at other ones in each frame, among them those whose modules happen
// to look like a finder pattern. A label that stays unreadable is an error of
// the test.
func (d Document) ReadLabels(g Grid, start, n, dpi int, oneBit bool) []string {
	d.t.Helper()
	texts := make([]string, n)
	for i, img := range d.Labels(g, start, n, dpi, oneBit) {
		text, err := ReadZXing(img)
		for _, f := range frames[1:] {
			if err == nil {
				break
			}
			again := d.Labels(g, start+i, 1, dpi*f.size/100, oneBit)[0]
			for range f.turns {
				again = quarterTurn(again)
			}
			text, err = ReadZXing(again)
		}
		if err != nil {
			d.t.Errorf("label %d: %v", i+1, err)
		}
		texts[i] = text
	}
	return texts
}

func quarterTurn(g *image.Gray) *image.Gray {
	w, h := g.Rect.Dx(), g.Rect.Dy()
	turned := image.NewGray(image.Rect(0, 0, h, w))
	for y := range h {
		for x := range w {
			turned.SetGray(h-1-y, x, g.GrayAt(g.Rect.Min.X+x, g.Rect.Min.Y+y))
		}
	}
	return turned
}
