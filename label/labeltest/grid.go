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

// ReadLabels is what ZXing reads from each of these labels. As a phone does with
// the next frame, it tries once more, half as large again, where it does not
// find a symbol: of drawings whose pixels are no whole part of a module it fails
// at about one in 1,000. One that stays unreadable is an error of the test.
func (d Document) ReadLabels(g Grid, start, n, dpi int, oneBit bool) []string {
	d.t.Helper()
	texts := make([]string, n)
	for i, img := range d.Labels(g, start, n, dpi, oneBit) {
		text, err := ReadZXing(img)
		if err != nil {
			text, err = ReadZXing(d.Labels(g, start+i, 1, dpi*3/2, oneBit)[0])
		}
		if err != nil {
			d.t.Errorf("label %d: %v", i+1, err)
		}
		texts[i] = text
	}
	return texts
}
