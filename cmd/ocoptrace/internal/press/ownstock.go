package press

import (
	"context"
	"encoding/json"
	"fmt"

	"ocoptrace/label/stock"
)

// SaveStock keeps a stock of an entity's own, in place of one of the same id.
// ErrDesign, which wraps stock.ErrStock and stock.Problems; ErrLimit.
func (p *Press) SaveStock(ctx context.Context, entity, by string, s stock.Stock) error {
	if err := s.Check().Err(stock.ErrStock); err != nil {
		return fmt.Errorf("%w: %w", ErrDesign, err)
	}
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return p.save(ctx, Stocks, entity, by, s.ID, data)
}

// Stocks lists an entity's own stocks in the order of ids.
func (p *Press) Stocks(ctx context.Context, entity string) (stocks []stock.Stock, err error) {
	designs, err := p.Designs(ctx, Stocks, entity)
	for _, d := range designs {
		var s stock.Stock
		if err := json.Unmarshal(d.Data, &s); err != nil {
			return nil, fmt.Errorf("stock %s: %w", d.ID, err)
		}
		stocks = append(stocks, s)
	}
	return stocks, err
}
