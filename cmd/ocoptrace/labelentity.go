package main

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/trace"
)

// hasEntity refuses a producer that is not registered.
func (v *service) hasEntity(ctx context.Context, id string) error {
	_, err := trace.ReadEntity(ctx, v.store, id)
	if errors.Is(err, trace.ErrNotFound) {
		return withHint(fmt.Errorf("there is no producer %s", shortened(id)), "state it with “ocoptrace register”")
	}
	return err
}
