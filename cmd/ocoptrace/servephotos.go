package main

import (
	"context"
	"log/slog"

	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/trace"
)

// sweepPhotos deletes, every hour until ctx ends, photos of forms that were never
// sent; what it returns is closed then.
func (p *program) sweepPhotos(ctx context.Context, v *service, logger *slog.Logger) <-chan struct{} {
	return hourly(ctx, func() {
		if err := p.sweepPhotosOnce(ctx, v); err != nil && ctx.Err() == nil {
			logger.Error("photos that nothing uses are kept", "error", err)
		}
	})
}

func (p *program) sweepPhotosOnce(ctx context.Context, v *service) error {
	photos := media.New(media.Config{Store: v.store, Now: p.now})
	if err := noteStatedPhotos(ctx, photos, v.registry); err != nil {
		return err
	}
	used := make(map[string]bool)
	for _, read := range []func(context.Context) ([]string, error){
		func(ctx context.Context) ([]string, error) { return p.draftsIn(v.store).Values(ctx, "sha256-") },
		report.New(report.Config{Store: v.store, Now: p.now, Random: p.random}).Photos,
		inspection.New(inspection.Config{Store: v.store, Now: p.now}).Photos,
	} {
		digests, err := read(ctx)
		if err != nil {
			return err
		}
		for _, d := range digests {
			used[d] = true
		}
	}
	_, err := photos.Sweep(ctx, func(digest string) bool { return used[digest] })
	return err
}

// noteStatedPhotos tells photos of the statements since the last time.
func noteStatedPhotos(ctx context.Context, photos *media.Media, registry *trace.Registry) error {
	from, err := photos.StatedUpTo(ctx)
	for err == nil {
		var page []trace.Stated[trace.Fact]
		var next int64
		if page, next, err = registry.Follow(ctx, from, 500); err != nil || len(page) == 0 {
			return err
		}
		var digests []string
		for _, s := range page {
			digests = append(digests, digestsOf(s.Fact)...)
		}
		err, from = photos.NoteStated(ctx, digests, next), next
	}
	return err
}

// digestsOf are the photos that a fact names.
func digestsOf(f trace.Fact) (digests []string) {
	var photos []trace.Photo
	switch f := f.(type) {
	case *trace.Entity:
		photos = f.Photos
	case *trace.Product:
		photos = f.Photos
	case *trace.DiaryEntry:
		photos = f.Photos
	}
	for _, p := range photos {
		digests = append(digests, p.Digest)
	}
	return digests
}
