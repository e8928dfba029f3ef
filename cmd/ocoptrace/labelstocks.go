package main

import (
	"context"
	"fmt"

	"ocoptrace/label"
)

var labelStocksVerb = command{
	name:     "label stocks",
	synopsis: "",
	about:    "list the blank labels that are known",
	example:  "ocoptrace label stocks",
	run:      runLabelStocks,
}

func runLabelStocks(_ context.Context, in *invocation) error {
	if err := in.parse(0, 0); err != nil {
		return err
	}
	for _, s := range label.Stocks() {
		fmt.Fprintf(in.stdout, "%-16s %s\n", s.ID, s.Name)
	}
	return nil
}
