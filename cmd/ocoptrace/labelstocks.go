package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/stock"
)

var labelStocksVerb = command{
	name:     "label stocks",
	synopsis: "[QUERY] [--entity ID --dir DIR [--add FILE | --remove ID | --restore ID]]",
	about:    "find sheets and rolls of blank labels, and keep one's own",
	details: `A query is a size (70x37), a maker's code (L7160), a maker, a number of labels on a
sheet, “roll” or words of the name; several narrow each other down. --show prints
a stock as a file that can be changed and added. With --entity a producer's own
stocks come first. What is removed can be restored for 30 days.`,
	example: `ocoptrace label stocks 70x37
ocoptrace label stocks --show a4-24-70x37 > mine.json
ocoptrace label stocks --entity htx-a --add mine.json --dir DATA`,
	run: runLabelStocks,
}

func runLabelStocks(ctx context.Context, in *invocation) error {
	s, f := in.statingService(), in.ownFlags()
	if err := in.parse(0, 20); err != nil {
		return err
	}
	own := ownDesigns{in: in, service: s, flags: f, shelf: press.Stocks, what: "stock"}
	own.add = func(ctx context.Context, p *press.Press, data []byte) (ids []string, err error) {
		c, err := stock.Read(data)
		if err != nil {
			return nil, err
		}
		for _, added := range c.All() {
			if _, err := printing.Stocks().Find(added.ID); err == nil {
				return nil, fmt.Errorf("%s is the program's own: give yours another id", shortened(added.ID))
			}
			ids = append(ids, added.ID)
		}
		for _, added := range c.All() {
			if err := p.SaveStock(ctx, f.entity, s.by, added); err != nil {
				return nil, err
			}
		}
		return ids, nil
	}
	return own.run(ctx, func(p *press.Press) error { return in.listStocks(ctx, s, f, p) })
}

func (in *invocation) listStocks(ctx context.Context, s *labelService, f *ownFlags, p *press.Press) error {
	c := printing.Stocks()
	if p != nil {
		mine, err := p.Stocks(ctx, f.entity)
		if err != nil {
			return err
		}
		if c, err = c.With(mine); err != nil {
			return err
		}
	}
	if f.show != "" {
		one, err := findStock(ctx, p, f.entity, f.show)
		if err != nil {
			return err
		}
		data, err := stock.Marshal(one)
		if err != nil {
			return err
		}
		_, err = in.stdout.Write(data)
		return err
	}
	found := c.Search(strings.Join(in.rest, " "))
	if s.json {
		return in.printJSON(slices.Concat([]stock.Stock{}, found))
	}
	if len(found) == 0 {
		return withHint(fmt.Errorf("no stock answers to %s", shortened(strings.Join(in.rest, " "))), "search for a size such as 70x37, a maker's code, or a number of labels on a sheet")
	}
	return printStocks(in.stdout, found)
}

func printStocks(out io.Writer, found []stock.Stock) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, s := range found {
		sheet := fmt.Sprintf("%d on a sheet", s.PerPage())
		if s.Roll {
			sheet = fmt.Sprintf("roll, %d across", s.Cols)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", s.ID, s.Size(), sheet, strings.TrimSpace(s.Maker+" "+strings.Join(s.Codes[:min(len(s.Codes), 4)], " ")), s.Name.En)
	}
	return w.Flush()
}
