package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"

	"ocoptrace/label"
)

// Seen is a symbol read back from a document.
type Seen struct {
	Page         int           // from 0
	X, Y, Module float64       // mm: the corner of the first module, and a module's side
	Modules      int           // on a side
	Bitmap       *label.Bitmap // one pixel a module, with a quiet zone of [label.Quiet]
}

// Read returns the symbols of a document that [Write] wrote, in order. It goes
// by the bytes alone: the cross-reference table, the page tree, and the
// operators of each page. Text, rules and images are passed over; operators that
// Write does not use, a symbol that is not black, upright and square, and
// whatever else is unexpected are an error wrapping [ErrRead]. Lengths are exact to 0.0001 mm; a symbol's modules are those that
// its path fills, in a square of the furthest one.
func Read(doc []byte) ([]Seen, error) {
	seen, err := read(doc)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrRead, err)
	}
	return seen, nil
}

func read(doc []byte) ([]Seen, error) {
	f, err := openFile(doc)
	if err != nil {
		return nil, err
	}
	sheets, err := f.sheets()
	if err != nil {
		return nil, err
	}
	var out []Seen
	for i, s := range sheets {
		symbols, err := s.symbols()
		if err != nil {
			return nil, fmt.Errorf("page %d: %w", i+1, err)
		}
		for _, m := range symbols {
			m.Page = i
			out = append(out, m)
		}
	}
	return out, nil
}

// maxContent is the largest content of a page that is read, in bytes. A page of
// 300 labels has 1 MB.
const maxContent = 64 << 20

func (s sheet) symbols() ([]Seen, error) {
	height, err := s.height()
	if err != nil {
		return nil, err
	}
	content, err := s.inflate()
	if err != nil {
		return nil, err
	}
	r := &reader{height: height, state: state{matrix: identity}}
	err = scan(content, r.operator)
	if err == nil && len(r.saved) > 0 {
		err = fmt.Errorf("%d times q without Q", len(r.saved))
	}
	return r.seen, err
}

func (s sheet) inflate() ([]byte, error) {
	if !bytes.Contains(s.content.dict, []byte("/Filter /FlateDecode")) {
		return nil, fmt.Errorf("content is not deflated: %.60q", s.content.dict)
	}
	z, err := zlib.NewReader(bytes.NewReader(s.content.stream))
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(z, maxContent+1))
	if err == nil && len(content) > maxContent {
		err = fmt.Errorf("content of more than %d bytes", maxContent)
	}
	return content, err
}

var mediaBox = regexp.MustCompile(`/MediaBox \[0 0 (\d+\.\d+) (\d+\.\d+)\]`)

// height returns the height of the page in points.
func (s sheet) height() (float64, error) {
	m := mediaBox.FindSubmatch(s.dict.dict)
	if m == nil {
		return 0, fmt.Errorf("no /MediaBox from 0 0 in %.60q", s.dict.dict)
	}
	return strconv.ParseFloat(string(m[2]), 64)
}

// matrix is a transformation as the operator cm has it (ISO 32000-1, 8.3.4).
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// times returns m followed by n.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// state is the part of the graphics state that symbols need (ISO 32000-1, 8.4).
type state struct {
	matrix  matrix
	colours bool // something else than black fills
}

// reader reads the operators of one page.
type reader struct {
	height float64 // points
	state
	saved []state
	path  [][4]float64 // rectangles: x, y, w, h
	seen  []Seen
}

// passed are the operators that draw no path.
var passed = map[string]bool{
	"BT": true, "ET": true, "Tf": true, "Td": true, "Tj": true, "Do": true,
	"G": true, "w": true, "J": true, "j": true,
}

// operator carries one operator out.
func (r *reader) operator(name string, operands []float64) error {
	switch {
	case name == "q" && len(operands) == 0 && len(r.saved) < 28: // ISO 32000-1, annex C.2
		r.saved = append(r.saved, r.state)
	case name == "Q" && len(operands) == 0 && len(r.saved) > 0:
		r.state, r.saved = r.saved[len(r.saved)-1], r.saved[:len(r.saved)-1]
	case name == "cm" && len(operands) == 6 && len(r.path) == 0:
		r.matrix = matrix(operands).times(r.matrix)
	case name == "g" && len(operands) == 1, name == "rg" && len(operands) == 3:
		r.colours = slices.Max(operands) != 0
	case name == "re" && len(operands) == 4:
		r.path = append(r.path, [4]float64(operands))
	case name == "f" && len(operands) == 0 && len(r.path) > 0:
		return r.fill()
	case !passed[name] || len(r.path) > 0:
		return fmt.Errorf("operator %.20q with %d numbers, in a path of %d rectangles", name, len(operands), len(r.path))
	}
	return nil
}

// fill ends a path. Rules are filled in the page's own unit, symbols in another.
func (r *reader) fill() error {
	path := r.path
	r.path = nil
	if r.matrix == identity {
		return nil
	}
	m := r.matrix
	if m[1] != 0 || m[2] != 0 || m[0] <= 0 || m[3] != -m[0] {
		return fmt.Errorf("symbol with modules that are not square or not upright: %v", m)
	}
	if r.colours {
		return fmt.Errorf("symbol that is not black")
	}
	bitmap, size, err := modules(path)
	if err != nil {
		return err
	}
	r.seen = append(r.seen, Seen{
		X: m[4] / pointsPerMM, Y: (r.height - m[5]) / pointsPerMM, Module: m[0] / pointsPerMM,
		Modules: size, Bitmap: bitmap,
	})
	return nil
}

// maxModules is the side of the largest QR symbol (ISO/IEC 18004, 5.1).
const maxModules = 177

// modules draws a path of rectangles in whole modules. One filled twice is an
// error: no path of Write has any.
func modules(path [][4]float64) (*label.Bitmap, int, error) {
	size := 0
	for _, p := range path {
		for _, v := range p {
			if v != math.Trunc(v) || v < 0 || v > maxModules {
				return nil, 0, fmt.Errorf("symbol has a rectangle of %v modules", p)
			}
		}
		size = max(size, int(p[0]+p[2]), int(p[1]+p[3]))
	}
	if size > maxModules {
		return nil, 0, fmt.Errorf("symbol of %d modules", size)
	}
	b := label.NewBitmap(size+2*label.Quiet, size+2*label.Quiet)
	for _, p := range path {
		if err := fillModules(b, int(p[0]), int(p[1]), int(p[2]), int(p[3])); err != nil {
			return nil, 0, err
		}
	}
	return b, size, nil
}

func fillModules(b *label.Bitmap, x, y, w, h int) error {
	for row := y + label.Quiet; row < y+label.Quiet+h; row++ {
		for col := x + label.Quiet; col < x+label.Quiet+w; col++ {
			if b.Dark(col, row) {
				return fmt.Errorf("symbol has module %d, %d twice", col-label.Quiet, row-label.Quiet)
			}
			b.Set(col, row)
		}
	}
	return nil
}
