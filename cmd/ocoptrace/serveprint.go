package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/send"
)

// targets is a flag that may be repeated: printers that labels may be sent to.
type targets []press.Target

// String names the printers, without their addresses.
func (t *targets) String() string {
	names := make([]string, len(*t))
	for i, target := range *t {
		names[i] = target.Name
		if target.Entity != "" {
			names[i] = target.Entity + "/" + target.Name
		}
	}
	return strings.Join(names, ", ")
}

// Set implements flag.Value.
func (t *targets) Set(s string) error {
	name, url, ok := strings.Cut(s, "=")
	if !ok {
		return errors.New("not NAME=ADDRESS, such as kho=tcp://192.168.1.50")
	}
	if _, err := send.ParseTarget(url); err != nil {
		return err
	}
	target := press.Target{Name: name, URL: url}
	if entity, own, ok := strings.Cut(name, "/"); ok {
		target.Entity, target.Name = entity, own
	}
	for _, other := range *t {
		if other.Name == target.Name {
			return fmt.Errorf("%s is the name of two printers", shortened(target.Name))
		}
	}
	*t = append(*t, target)
	return nil
}

// runPress makes print jobs, closes the days of producers and removes old files
// until ctx ends; the channel is closed when that is done.
func (p *program) runPress(ctx context.Context, shop *press.Press, logger *slog.Logger) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		err := withWorkers(ctx, shop, func() error {
			p.tendPress(ctx, shop, logger)
			return nil
		})
		if err != nil {
			logger.Error("labels are not printed", "error", err)
		}
	}()
	return done
}

// tendPress does each minute what is due.
func (p *program) tendPress(ctx context.Context, shop *press.Press, logger *slog.Logger) {
	minute := time.NewTicker(time.Minute)
	defer minute.Stop()
	for {
		if err := errors.Join(shop.CloseDay(ctx, p.now()), shop.Sweep(ctx)); err != nil && ctx.Err() == nil {
			logger.Error("the print shop is not tidy", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-minute.C:
		}
	}
}

// printersOf counts the printers that an entity has set up; nil where there is
// no press.
func printersOf(shop *press.Press) func(context.Context, string) (int, error) {
	if shop == nil {
		return nil
	}
	return func(ctx context.Context, entity string) (int, error) {
		all, err := shop.Printers(ctx, entity)
		return len(all), err
	}
}
