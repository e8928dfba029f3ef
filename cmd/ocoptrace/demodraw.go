package main

import (
	"context"

	"ocoptrace/assets"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/sample"
	"ocoptrace/trace"
)

// illustrate keeps the drawings of the sample as photos.
func (d *demo) illustrate(ctx context.Context, s *sample.Sample) error {
	photos := media.New(media.Config{Store: d.service.store, Now: d.now})
	return s.Illustrate(func(file string) (trace.Photo, error) {
		data, err := assets.SampleDrawings.ReadFile("sample/drawings/" + file)
		if err != nil {
			return trace.Photo{}, err
		}
		p, err := photos.Put(ctx, data, media.Upload{By: "demo"})
		return trace.Photo{Digest: p.Digest, Width: int64(p.Width), Height: int64(p.Height)}, err
	})
}
