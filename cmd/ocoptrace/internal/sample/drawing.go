package sample

import (
	"fmt"

	"ocoptrace/trace"
)

// A Drawing is a picture of an entity or a product.
type Drawing struct {
	Of    string `json:"of"` // id of the entity or product
	File  string `json:"file"`
	Alt   string `json:"alt"`
	AltEn string `json:"altEn"`
}

// Illustrate gives entities and products their drawings. put keeps the picture
// of a file and returns it without a description. It is called before State;
// without it the sample has no pictures. Errors: those of put, ErrSample.
func (s *Sample) Illustrate(put func(file string) (trace.Photo, error)) error {
	kept := make(map[string]trace.Photo)
	for _, d := range s.Drawings {
		photos := s.photosOf(d.Of)
		if photos == nil {
			return fmt.Errorf("%w: a drawing of %q, which is nothing", ErrSample, d.Of)
		}
		photo, there := kept[d.File]
		if !there {
			var err error
			if photo, err = put(d.File); err != nil {
				return fmt.Errorf("drawing %s: %w", d.File, err)
			}
			kept[d.File] = photo
		}
		photo.Alt, photo.AltEn = d.Alt, d.AltEn
		*photos = append(*photos, photo)
	}
	return nil
}

// photosOf are the photos of an entity or product; nil where there is none.
func (s *Sample) photosOf(id string) *[]trace.Photo {
	for _, e := range s.Entities {
		if e.ID == id {
			return &e.Photos
		}
	}
	for _, p := range s.Products {
		if p.ID == id {
			return &p.Photos
		}
	}
	return nil
}
