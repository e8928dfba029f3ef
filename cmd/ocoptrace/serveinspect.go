package main

import (
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/inspector"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/media"
)

// furnishInspector gives the frame the room of inspectors.
func (p *program) furnishInspector(v *service, frame *console.Console, photos *media.Media) error {
	_, err := inspector.New(inspector.Config{
		Console:  frame,
		Findings: inspection.New(inspection.Config{Store: v.store, Now: p.now}),
		Photos:   photos,
	})
	return err
}
