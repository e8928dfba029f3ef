package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/metrics"
	"ocoptrace/cmd/ocoptrace/internal/server"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"
	"ocoptrace/storage"
	"ocoptrace/trace/translog"
)

// A metricsListener serves metrics; its zero value serves nothing.
type metricsListener struct {
	server *http.Server
	ended  chan error
}

// openMetrics serves metrics on an address, unless it is empty, and has the
// service's answers counted.
func (p *program) openMetrics(ctx context.Context, v *service, keeping *upkeep.Config, address string, looks *lookups, c *server.Config) (l metricsListener, err error) {
	if address == "" {
		return l, nil
	}
	var from int64
	err = v.store.View(ctx, func(tx storage.Tx) (err error) {
		from, _, err = translog.Head(tx)
		return err
	})
	if err != nil {
		return l, err
	}
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return l, withHint(err, "give another address with --metrics, or stop what listens there")
	}
	m := metrics.New(metrics.Config{Look: keeping.Look, Follow: v.registry.Follow, From: from, Now: p.now})
	c.Observe, looks.found = m.Request, m.Found
	l.server = &http.Server{Handler: m.Handler(), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 30 * time.Second}
	l.ended = make(chan error, 1)
	go func() { l.ended <- l.server.Serve(listener) }()
	return l, nil
}

// close ends it at once: who scrapes comes again.
func (l metricsListener) close() error {
	if l.server == nil {
		return nil
	}
	err := l.server.Close()
	if end := <-l.ended; !errors.Is(end, http.ErrServerClosed) {
		err = errors.Join(err, end)
	}
	return err
}
