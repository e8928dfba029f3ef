package account

import (
	"context"
	"errors"
	"net/netip"
	"sync"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage"
)

// maxNoted is how many failed sign-ins are kept in the audit trail in an hour,
// those of one network with one name once: a flood of guesses is to be seen
// there, not to fill it.
const maxNoted = 120

// noted says which failures of this hour are kept.
type noted struct {
	mu   sync.Mutex
	hour int64 // since 1970
	seen map[pair]bool
}

// due says whether a failure is to be kept. It does not depend on whether there
// is a user of the name, so that the time an answer takes does not tell.
func (n *noted) due(p pair, hour int64) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.hour != hour || n.seen == nil {
		n.hour, n.seen = hour, make(map[pair]bool)
	}
	if n.seen[p] || len(n.seen) >= maxNoted {
		return false
	}
	n.seen[p] = true
	return true
}

// noteFailure keeps that somebody gave a wrong password, or came too soon after
// several. What was typed for a name that does not exist is not kept: it may be
// a password.
func (a *Accounts) noteFailure(ctx context.Context, client netip.Addr, name string, failed error) error {
	var wait *WaitError
	if !errors.Is(failed, ErrCredentials) && !errors.As(failed, &wait) {
		return nil
	}
	if !a.noted.due(pair{networkOf(client), name}, a.now().Unix()/3600) {
		return nil
	}
	return a.store.Update(ctx, func(tx storage.Tx) error {
		to := ""
		_, err := readUser(tx, name)
		if err == nil {
			to = name
		} else if !errors.Is(err, ErrNoUser) {
			return err
		}
		return a.did(audit.Named(ctx, ""), tx, "signin.failed", to)
	})
}
