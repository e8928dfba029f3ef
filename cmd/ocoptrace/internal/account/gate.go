package account

import (
	"context"
	"sync"
)

// Bounds on those who wait for a hash to be computed.
const (
	waitTogether = 64
	waitNetwork  = 6 // of one network
)

// A gate lets a few through at a time and some wait, so that a flood of
// sign-ins takes neither the memory nor everybody's turn.
type gate struct {
	turns chan struct{}

	mu       sync.Mutex
	waiting  int // or inside
	networks map[string]int
}

func newGate(parallel int) *gate {
	return &gate{turns: make(chan struct{}, parallel), networks: make(map[string]int)}
}

// pass runs f in its turn. ErrBusy, or the error of ctx.
func (g *gate) pass(ctx context.Context, network string, f func() error) error {
	if !g.enter(network) {
		return ErrBusy
	}
	defer g.leave(network)
	select {
	case g.turns <- struct{}{}:
		defer func() { <-g.turns }()
		return f()
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (g *gate) enter(network string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.waiting >= waitTogether || g.networks[network] >= waitNetwork {
		return false
	}
	g.waiting++
	g.networks[network]++
	return true
}

func (g *gate) leave(network string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting--
	if g.networks[network]--; g.networks[network] == 0 {
		delete(g.networks, network)
	}
}
