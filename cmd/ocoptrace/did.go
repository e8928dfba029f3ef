package main

import (
	"context"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/audit"
)

// did keeps in the audit trail what a command stated, under the name that the
// consoles give the same deed; to is what it was done to.
func (v *service) did(ctx context.Context, now func() time.Time, deed, to string) error {
	return audit.New(audit.Config{Store: v.store, Now: now}).Record(ctx, deed, to)
}
