package printing

import (
	"encoding/xml"
	"image"
	"image/color"
	"image/draw"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"ocoptrace/label/labeltest"
)

// modules are one rectangle of whole modules in the path of a symbol.
var modules = regexp.MustCompile(`^M(\d+) (\d+)h(\d+)v(\d+)h-(\d+)z`)

// readSVG decodes the symbol of an SVG from its path alone: the one path that
// is drawn with crisp edges and carries a link.
func readSVG(t *testing.T, file string) string {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(file))
	for {
		token, err := d.Token()
		if err != nil {
			t.Fatalf("no symbol in the SVG: %v", err)
		}
		e, ok := token.(xml.StartElement)
		if !ok || e.Name.Local != "path" {
			continue
		}
		var path string
		symbol := false
		for _, a := range e.Attr {
			switch {
			case a.Name.Local == "d":
				path = a.Value
			case a.Name.Local == "aria-label":
				symbol = strings.Contains(a.Value, "://")
			}
		}
		if symbol {
			return readPath(t, path)
		}
	}
}

// readPath fills the rectangles of a symbol's path and decodes the picture.
func readPath(t *testing.T, path string) string {
	t.Helper()
	const side, quiet, scale = 177, 4, 4
	var dark []image.Rectangle
	size := 0
	for path != "" {
		m := modules.FindStringSubmatch(path)
		if m == nil || m[3] != m[5] {
			t.Fatalf("path goes on %.30q", path)
		}
		var n [4]int
		for i := range n {
			n[i], _ = strconv.Atoi(m[i+1])
		}
		r := image.Rect(n[0], n[1], n[0]+n[2], n[1]+n[3])
		if size = max(size, r.Max.X, r.Max.Y); size > side {
			t.Fatalf("modules up to %d", size)
		}
		dark = append(dark, r)
		path = path[len(m[0]):]
	}
	g := image.NewGray(image.Rect(0, 0, (size+2*quiet)*scale, (size+2*quiet)*scale))
	draw.Draw(g, g.Rect, image.White, image.Point{}, draw.Src)
	for _, r := range dark {
		r = image.Rectangle{r.Min.Add(image.Pt(quiet, quiet)).Mul(scale), r.Max.Add(image.Pt(quiet, quiet)).Mul(scale)}
		draw.Draw(g, r, image.NewUniform(color.Black), image.Point{}, draw.Src)
	}
	text, err := labeltest.ReadPure(g)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
