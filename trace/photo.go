package trace

import "regexp"

// A Photo names a picture by its content. The bytes are not in the log, which
// nobody can erase; whoever holds them can show that they are those meant.
type Photo struct {
	Digest string `json:"digest"` // "sha256-" and 64 of 0-9 a-f: of the JPEG file that is stored
	Width  int64  `json:"width"`  // pixels, 1 to 10,000
	Height int64  `json:"height"` // pixels, 1 to 10,000
	Alt    string `json:"alt,omitempty"`
	AltEn  string `json:"altEn,omitempty"`
}

// Most photos of one fact, and most pixels of a side.
const (
	maxPhotos      = 6 // of a product, entity
	maxDiaryPhotos = 4
	maxPixels      = 10_000
)

var digestPattern = regexp.MustCompile(`^sha256-[0-9a-f]{64}$`)

func tidyPhotos(photos []Photo) {
	for i := range photos {
		tidy(&photos[i].Digest, &photos[i].Alt, &photos[i].AltEn)
	}
}

func (f *fields) photos(field string, photos []Photo, most int) {
	f.atMost(field, len(photos), most)
	for i, p := range photos {
		at := element(field, i)
		f.digest(at("digest"), p.Digest)
		f.count(at("width"), p.Width, 1, maxPixels)
		f.count(at("height"), p.Height, 1, maxPixels)
		f.optional(at("alt"), p.Alt, maxName)
		f.optional(at("altEn"), p.AltEn, maxName)
	}
}

// digest checks the SHA-256 of a file that stands elsewhere.
func (f *fields) digest(field, digest string) {
	f.must(digestPattern.MatchString(digest), field, "badDigest", shortened(digest))
}
