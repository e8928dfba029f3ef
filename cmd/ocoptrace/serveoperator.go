package main

import (
	"context"
	"io"
	"log/slog"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/operator"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"
)

// furnishOperator gives the frame the room of those who run the service.
func (p *program) furnishOperator(v *service, frame *console.Console, keeping *upkeep.Config, logger *slog.Logger) error {
	_, err := operator.New(operator.Config{
		Console: frame, Dir: keeping.Dir, Look: keeping.Look,
		Backup: func(ctx context.Context, w io.Writer) error {
			return controlled{v, keeping, logger}.WriteBackup(ctx, w, nil)
		},
	})
	return err
}
