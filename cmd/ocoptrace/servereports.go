package main

import (
	"context"
	"log/slog"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/report"
)

// forgetReports deletes, every hour until ctx ends, what has been kept of
// reports as long as their senders were told; what it returns is closed then.
func (p *program) forgetReports(ctx context.Context, v *service, logger *slog.Logger) <-chan struct{} {
	reports := report.New(report.Config{Store: v.store, Now: p.now, Random: p.random})
	photos := media.New(media.Config{Store: v.store, Now: p.now})
	forget := func(digest string) error { return photos.DeletePrivate(ctx, digest) }
	return hourly(ctx, func() {
		if err := reports.Sweep(ctx, forget); err != nil && ctx.Err() == nil {
			logger.Error("reports are kept too long", "error", err)
		}
	})
}

// hourly does something now and every hour until ctx ends; what it returns is
// closed then.
func hourly(ctx context.Context, do func()) <-chan struct{} {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		hour := time.NewTicker(time.Hour)
		defer hour.Stop()
		for {
			do()
			select {
			case <-ctx.Done():
				return
			case <-hour.C:
			}
		}
	}()
	return ended
}
