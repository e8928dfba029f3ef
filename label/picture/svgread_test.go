package picture

import (
	"encoding/xml"
	"fmt"
	"image"
	"image/color"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/vector"
)

// node is any element of an SVG file.
type node struct {
	XMLName   xml.Name
	Width     string `xml:"width,attr"`
	Height    string `xml:"height,attr"`
	X         string `xml:"x,attr"`
	Y         string `xml:"y,attr"`
	Fill      string `xml:"fill,attr"`
	D         string `xml:"d,attr"`
	Label     string `xml:"aria-label,attr"`
	Transform string `xml:"transform,attr"`
	Nodes     []node `xml:",any"`
}

// affine is a scale and then a shift.
type affine struct{ sx, sy, dx, dy float64 }

func (a affine) then(b affine) affine {
	return affine{a.sx * b.sx, a.sy * b.sy, a.dx + a.sx*b.dx, a.dy + a.sy*b.dy}
}

var function = regexp.MustCompile(`(translate|scale)\(([^)]*)\)`)

func numbers(t testing.TB, s string) (out []float64) {
	t.Helper()
	for _, f := range strings.Fields(s) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, v)
	}
	return out
}

func transform(t testing.TB, s string) affine {
	t.Helper()
	a := affine{1, 1, 0, 0}
	for _, f := range function.FindAllStringSubmatch(s, -1) {
		v := numbers(t, f[2])
		if len(v) == 1 {
			v = append(v, v[0])
		}
		if f[1] == "translate" {
			a = a.then(affine{1, 1, v[0], v[1]})
		} else {
			a = a.then(affine{v[0], v[1], 0, 0})
		}
	}
	return a
}

// render draws an SVG file of ours by the rules of SVG 1.1, sections 8 and 9.
func render(t testing.TB, file []byte, dpi float64) (*image.RGBA, []string) {
	t.Helper()
	var root node
	if err := xml.Unmarshal(file, &root); err != nil {
		t.Fatalf("%v in %s", err, file)
	}
	mm := func(s string) float64 { return numbers(t, strings.TrimSuffix(s, "mm"))[0] }
	k := dpi / 25.4
	out := image.NewRGBA(image.Rect(0, 0, int(mm(root.Width)*k+0.5), int(mm(root.Height)*k+0.5)))
	var labels []string
	for _, n := range root.Nodes {
		labels = append(labels, n.render(t, out, affine{k, k, 0, 0})...)
	}
	return out, labels
}

func (n node) render(t testing.TB, to *image.RGBA, a affine) (labels []string) {
	t.Helper()
	a = a.then(transform(t, n.Transform))
	if n.Label != "" {
		labels = append(labels, n.Label)
	}
	v := vector.NewRasterizer(to.Rect.Dx(), to.Rect.Dy())
	switch n.XMLName.Local {
	case "g":
		for _, child := range n.Nodes {
			labels = append(labels, child.render(t, to, a)...)
		}
		return labels
	case "rect":
		x, y := numbers(t, n.X+" 0")[0], numbers(t, n.Y+" 0")[0]
		w, h := numbers(t, n.Width)[0], numbers(t, n.Height)[0]
		trace(t, v, fmt.Sprintf("M%g %gh%gv%gh%gz", x, y, w, h, -w), a)
	case "path":
		trace(t, v, n.D, a)
	default:
		t.Fatalf("element %s", n.XMLName.Local)
	}
	ink := color.RGBA{A: 0xff}
	if n.Fill != "" {
		if _, err := fmt.Sscanf(n.Fill, "#%02x%02x%02x", &ink.R, &ink.G, &ink.B); err != nil {
			t.Fatalf("fill %q: %v", n.Fill, err)
		}
	}
	v.Draw(to, to.Rect, image.NewUniform(ink), image.Point{})
	return labels
}

var step = regexp.MustCompile(`([Mmlqhvz])([^Mmlqhvz]*)`)

func trace(t testing.TB, v *vector.Rasterizer, d string, a affine) {
	t.Helper()
	if rest := step.ReplaceAllString(d, ""); rest != "" {
		t.Fatalf("path data %q", rest)
	}
	var x, y, beginX, beginY float64
	at := func(x, y float64) (float32, float32) { return float32(a.sx*x + a.dx), float32(a.sy*y + a.dy) }
	for _, s := range step.FindAllStringSubmatch(d, -1) {
		p := numbers(t, s[2])
		switch s[1] {
		case "M":
			x, y = p[0], p[1]
			beginX, beginY = x, y
			v.MoveTo(at(x, y))
			continue
		case "m":
			x, y = x+p[0], y+p[1]
			beginX, beginY = x, y
			v.MoveTo(at(x, y))
			continue
		case "z":
			x, y = beginX, beginY
			v.ClosePath()
			continue
		case "h":
			x += p[0]
		case "v":
			y += p[0]
		case "q":
			x1, y1 := at(x+p[0], y+p[1])
			x, y = x+p[2], y+p[3]
			x2, y2 := at(x, y)
			v.QuadTo(x1, y1, x2, y2)
			continue
		case "l":
			x, y = x+p[0], y+p[1]
		default:
			t.Fatalf("a TrueType font has no step %s", s[1])
		}
		v.LineTo(at(x, y))
	}
}
