package sample

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"ocoptrace/assets"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// Every drawing is there, is used, says that it is one, and the sample is stated
// with it.
func TestIllustrate(t *testing.T) {
	w := tracetest.New(t)
	w.Clock.Day("2026-11-23")
	s, err := Read(assets.Sample, day(t, "2026-11-23"))
	if err != nil {
		t.Fatal(err)
	}
	used := make(map[string]bool)
	err = s.Illustrate(func(file string) (trace.Photo, error) {
		if used[file] {
			t.Errorf("%s is kept twice", file)
		}
		used[file] = true
		_, err := assets.SampleDrawings.ReadFile("sample/drawings/" + file)
		return trace.Photo{Digest: "sha256-" + strings.Repeat("0", 64), Width: 800, Height: 600}, err
	})
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(assets.SampleDrawings, "sample/drawings/*.jpg")
	if err != nil || len(files) != len(used) {
		t.Errorf("%d drawings, %d are used, %v", len(files), len(used), err)
	}
	for _, d := range s.Drawings {
		if !strings.HasPrefix(d.Alt, "Hình vẽ: ") || !strings.HasPrefix(d.AltEn, "Drawing: ") {
			t.Errorf("%s of %s does not say that it is drawn: %q, %q", d.File, d.Of, d.Alt, d.AltEn)
		}
	}
	if _, err := s.State(t.Context(), w.Registry, nil); err != nil {
		t.Fatal(err)
	}
	p, err := w.Product(t.Context(), "gao-seng-cu")
	if err != nil || len(p.Photos) != 2 || p.Photos[1].AltEn != "Drawing: rice terraces at harvest time." {
		t.Errorf("photos of a product: %+v, %v", p.Photos, err)
	}
	s.Drawings = []Drawing{{Of: "nothing", File: "rice.jpg"}}
	if err := s.Illustrate(nil); !errors.Is(err, ErrSample) {
		t.Errorf("a drawing of nothing: %v", err)
	}
}
