package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"

	"ocoptrace/label"
)

// drawn is a part ready to be joined: its pages' contents, compressed, and the
// library's file with the fonts that they use.
type drawn struct {
	pages    []page
	images   []form
	file     *file
	fontDict string // entries of the resource dictionary: "/F… 7 0 R"
}

type page struct {
	w, h    float64 // mm
	content []byte  // compressed
}

type form struct {
	w, h int    // pixels
	path []byte // compressed
}

// pack takes the library's document apart.
func pack(doc []byte, pages []*label.Page, images []*label.Bitmap) (*drawn, error) {
	d, err := unpack(doc, len(pages))
	if err != nil {
		return nil, fmt.Errorf("%w: unexpected output: %w", ErrLibrary, err)
	}
	for i, p := range pages {
		d.pages[i].w, d.pages[i].h = p.W, p.H
	}
	c := newCompressor()
	for i := range d.pages {
		d.pages[i].content = c.compress(d.pages[i].content)
	}
	for _, b := range images {
		d.images = append(d.images, form{b.W, b.H, c.compress(appendPath(nil, b, b.W, b.H))})
	}
	return d, nil
}

// libraryResources is the object number of the library's only resource dictionary.
const libraryResources = 2

func unpack(doc []byte, pages int) (*drawn, error) {
	f, err := openFile(doc)
	if err != nil {
		return nil, err
	}
	sheets, err := f.sheets()
	if err != nil {
		return nil, err
	}
	if len(sheets) != pages {
		return nil, fmt.Errorf("%d pages for %d", len(sheets), pages)
	}
	d := &drawn{file: f}
	for _, s := range sheets {
		if bytes.Contains(s.content.dict, []byte("/Filter")) {
			return nil, fmt.Errorf("page is compressed: %.60q", s.content.dict)
		}
		d.pages = append(d.pages, page{content: s.content.stream})
	}
	resources, err := f.object(libraryResources)
	if err != nil {
		return nil, err
	}
	fonts, err := inside(resources.dict, "Font", "<<", ">>")
	d.fontDict = strings.TrimSpace(string(fonts))
	return d, err
}

// compressor deflates one stream after another: a new one takes longer than a
// small page.
type compressor struct {
	out bytes.Buffer
	w   *zlib.Writer
}

func newCompressor() *compressor {
	c := &compressor{}
	c.w = zlib.NewWriter(&c.out)
	return c
}

func (c *compressor) compress(data []byte) []byte {
	c.out.Reset()
	c.w.Reset(&c.out)
	c.w.Write(data) // a bytes.Buffer takes everything
	c.w.Close()
	return bytes.Clone(c.out.Bytes())
}
