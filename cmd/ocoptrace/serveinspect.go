package main

import (
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/inspector"
	"ocoptrace/cmd/ocoptrace/internal/console/scanning"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/report"
)

// furnishInspector gives the frame the room of inspectors.
func (p *program) furnishInspector(v *service, frame *console.Console, photos *media.Media, looks *lookups) error {
	script, wasm, err := scanning.Reader()
	if err != nil {
		return err
	}
	_, err = inspector.New(inspector.Config{
		Console:  frame,
		Findings: inspection.New(inspection.Config{Store: v.store, Now: p.now}),
		Photos:   photos,
		Reports:  report.New(report.Config{Store: v.store, Now: p.now, Random: p.random}),
		Lookups:  looks.tallies,
		Reader:   inspector.Reader{Script: script, Wasm: wasm},
	})
	return err
}
