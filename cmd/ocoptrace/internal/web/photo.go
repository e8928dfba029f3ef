package web

import (
	"fmt"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/trace"
)

// A picture is a photo as a page shows it, in copies for screens of which a
// browser loads one.
type picture struct {
	Src    string // the smallest copy
	Set    string // all copies, a srcset (HTML Living Standard, 4.8.4.2.1)
	Width  int64  // of the photo, pixels
	Height int64
	Alt    *wording // nil where nobody described it
}

// picture is a photo in copies of some widths, in pixels, none wider than the
// photo is.
func (p *page) picture(ph trace.Photo, widths ...int64) picture {
	var set []string
	v := picture{Width: ph.Width, Height: ph.Height, Alt: p.Pick(ph.Alt, ph.AltEn)}
	for _, w := range widths {
		w = min(w, ph.Width)
		path := media.Path(ph.Digest, int(w))
		if v.Src == "" {
			v.Src = path
		}
		set = append(set, fmt.Sprintf("%s %dw", path, w))
		if w == ph.Width {
			break
		}
	}
	v.Set = strings.Join(set, ", ")
	return v
}

// An album is the photos of a product or producer: the first is seen at once,
// the others when a reader comes to them.
type album struct {
	Cover *picture // nil for none
	More  []picture
	Count int // of all photos
}

// cover is an album of the first photo alone, for pages that have to be there
// quickly: browsers whose scripts are off load all photos of a page at once.
func (p *page) cover(photos []trace.Photo) album {
	a := p.album(photos)
	a.More = nil
	return a
}

func (p *page) album(photos []trace.Photo) album {
	a := album{Count: len(photos)}
	for i, ph := range photos {
		if i == 0 {
			cover := p.picture(ph, 320, 640)
			a.Cover = &cover
		}
		// the first one too: above it is drawn small
		a.More = append(a.More, p.picture(ph, 320, 640, 1280))
	}
	return a
}
