package assets

import (
	"bytes"
	"encoding/xml"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"strconv"
	"strings"
	"testing"
)

var drawIcons = flag.Bool("draw-icons", false, "write the pictures of the mark anew")

// The pictures of the mark are those of its drawing.
func TestAppIcons(t *testing.T) {
	mark := readMark(t)
	for name, icon := range map[string]struct {
		side  int
		scale float64 // of the mark
		whole bool    // the ground fills the square
	}{
		"icon-192.png":          {192, 1, false},
		"icon-512.png":          {512, 1, false},
		"icon-maskable-512.png": {512, 0.8, true},
	} {
		want := mark.draw(icon.side, icon.scale, icon.whole)
		if *drawIcons {
			var file bytes.Buffer
			encoder := png.Encoder{CompressionLevel: png.BestCompression}
			if err := encoder.Encode(&file, want); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile("appicons/"+name, file.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		file, err := AppIcons.ReadFile("appicons/" + name)
		if err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(bytes.NewReader(file))
		if err != nil {
			t.Fatal(err)
		}
		if got.Bounds() != want.Rect || !bytes.Equal(pixels(got), want.Pix) {
			t.Errorf("%s is not the mark as mark.svg has it; draw it with: go test ./assets -run TestAppIcons -draw-icons", name)
		}
	}
}

// pixels are those of a picture, four bytes each; a PNG without clear pixels is
// read as another type.
func pixels(img image.Image) []byte {
	switch img := img.(type) {
	case *image.NRGBA:
		return img.Pix
	case *image.RGBA:
		return img.Pix
	}
	return nil
}

// A point is in units of the drawing.
type point struct{ x, y float64 }

// A shape is one colour, and says whether a point is in it.
type shape struct {
	colour color.NRGBA
	has    func(point) bool
}

// A drawing is a mark of a square of side units, its ground first.
type drawing struct {
	side   float64
	ground color.NRGBA
	shapes []shape
}

// readMark reads mark.svg: a rectangle with round corners, and paths of straight
// lines that are stroked.
func readMark(t *testing.T) *drawing {
	t.Helper()
	text, err := Icons.ReadFile("icons/mark.svg")
	if err != nil {
		t.Fatal(err)
	}
	var svg struct {
		ViewBox string `xml:"viewBox,attr"`
		Rect    struct {
			Width float64 `xml:"width,attr"`
			Round float64 `xml:"rx,attr"`
			Fill  string  `xml:"fill,attr"`
		} `xml:"rect"`
		Paths []struct {
			D      string  `xml:"d,attr"`
			Stroke string  `xml:"stroke,attr"`
			Width  float64 `xml:"stroke-width,attr"`
			Cap    string  `xml:"stroke-linecap,attr"`
		} `xml:"path"`
	}
	if err := xml.Unmarshal(text, &svg); err != nil {
		t.Fatal(err)
	}
	d := &drawing{side: svg.Rect.Width, ground: colourOf(t, svg.Rect.Fill)}
	if want := strings.Fields(svg.ViewBox); len(want) != 4 || want[2] != strconv.Itoa(int(d.side)) {
		t.Fatalf("the ground does not fill %q", svg.ViewBox)
	}
	side, round := svg.Rect.Width, svg.Rect.Round
	d.shapes = append(d.shapes, shape{d.ground, func(p point) bool {
		dx, dy := max(0, max(p.x-side/2, side/2-p.x)-(side/2-round)), max(0, max(p.y-side/2, side/2-p.y)-(side/2-round))
		return dx*dx+dy*dy <= round*round
	}})
	for _, path := range svg.Paths {
		colour := colourOf(t, path.Stroke)
		for _, line := range linesOf(t, path.D) {
			round := path.Cap == "round"
			d.shapes = append(d.shapes, shape{colour, func(p point) bool { return near(line, p, path.Width/2, round) }})
		}
	}
	return d
}

func colourOf(t *testing.T, text string) color.NRGBA {
	t.Helper()
	text = strings.TrimPrefix(text, "#")
	if len(text) == 3 {
		text = string([]byte{text[0], text[0], text[1], text[1], text[2], text[2]})
	}
	n, err := strconv.ParseUint(text, 16, 32)
	if err != nil || len(text) != 6 {
		t.Fatalf("colour %q", text)
	}
	return color.NRGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}

// near says whether a line passes a point at most so far away. Where corners are
// not round they are square: lines along the axes alone have those.
func near(line []point, p point, most float64, round bool) bool {
	for i := 1; i < len(line); i++ {
		a, b := line[i-1], line[i]
		dx, dy := b.x-a.x, b.y-a.y
		part := min(1, max(0, ((p.x-a.x)*dx+(p.y-a.y)*dy)/(dx*dx+dy*dy)))
		ex, ey := p.x-a.x-part*dx, p.y-a.y-part*dy
		if round && ex*ex+ey*ey <= most*most || !round && max(ex, -ex, ey, -ey) <= most {
			return true
		}
	}
	return false
}

// linesOf reads the data of a path (SVG 2, 9.3) of straight lines.
func linesOf(t *testing.T, data string) (lines [][]point) {
	t.Helper()
	var at, first point
	to := func(p point) {
		at = p
		lines[len(lines)-1] = append(lines[len(lines)-1], p)
	}
	command := byte(0)
	for data = strings.TrimSpace(data); data != ""; data = strings.TrimLeft(data, " ,") {
		if c := data[0]; c >= 'A' {
			command, data = c, data[1:]
			if c == 'z' {
				to(first)
				continue
			}
		}
		switch command {
		case 'M', 'm':
			p := point{number(t, &data), number(t, &data)}
			if command == 'm' {
				p = point{at.x + p.x, at.y + p.y}
			}
			first = p
			lines = append(lines, nil)
			to(p)
			command = 'l' // what follows are lines
		case 'l':
			to(point{at.x + number(t, &data), at.y + number(t, &data)})
		case 'h':
			to(point{at.x + number(t, &data), at.y})
		case 'H':
			to(point{number(t, &data), at.y})
		case 'v':
			to(point{at.x, at.y + number(t, &data)})
		default:
			t.Fatalf("cannot draw %q", data)
		}
	}
	return lines
}

// number takes a number off the data of a path.
func number(t *testing.T, data *string) float64 {
	t.Helper()
	text := strings.TrimLeft(*data, " ,")
	end := 1
	for end < len(text) && strings.IndexByte("0123456789.", text[end]) >= 0 {
		end++
	}
	n, err := strconv.ParseFloat(text[:end], 64)
	if err != nil {
		t.Fatalf("number in %q", *data)
	}
	*data = text[end:]
	return n
}

// fine is how many points of a pixel are looked at, along each axis.
const fine = 4

// draw draws the mark, scaled about its middle.
func (d *drawing) draw(side int, scale float64, whole bool) *image.NRGBA {
	img := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			img.SetNRGBA(x, y, d.pixel(x, y, d.side/float64(side), scale, whole))
		}
	}
	return img
}

func (d *drawing) pixel(x, y int, unit, scale float64, whole bool) color.NRGBA {
	at := func(i, j int) color.NRGBA {
		p := point{(float64(x) + (float64(i)+0.5)/fine) * unit, (float64(y) + (float64(j)+0.5)/fine) * unit}
		return d.colour(point{(p.x-d.side/2)/scale + d.side/2, (p.y-d.side/2)/scale + d.side/2}, whole)
	}
	first := at(0, 0)
	if first == at(fine-1, 0) && first == at(0, fine-1) && first == at(fine-1, fine-1) {
		return first // nothing in the mark is smaller than a pixel
	}
	var r, g, b, n int
	for i := range fine * fine {
		if c := at(i%fine, i/fine); c.A > 0 {
			r, g, b, n = r+int(c.R), g+int(c.G), b+int(c.B), n+1
		}
	}
	return color.NRGBA{uint8((r + n/2) / n), uint8((g + n/2) / n), uint8((b + n/2) / n), uint8(n * 255 / (fine * fine))}
}

// colour is that of a point: of the shape in front, or none.
func (d *drawing) colour(p point, whole bool) color.NRGBA {
	for i := len(d.shapes) - 1; i >= 0; i-- {
		if d.shapes[i].has(p) {
			return d.shapes[i].colour
		}
	}
	if whole {
		return d.ground
	}
	return color.NRGBA{}
}
