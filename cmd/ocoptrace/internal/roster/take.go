package roster

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"ocoptrace/trace"
)

// Take states a plan, order by order, in the name of somebody. It may be called
// again with the plan of the same list after a break: an order that was stated
// is not stated twice, because its key is made of its facts. progress, if not
// nil, is told of facts that are stated. Errors are those of the registry; what
// was stated before one stands.
func (p *Plan) Take(ctx context.Context, state func(context.Context, trace.Order) ([]trace.Receipt, error), by string, progress func(done, total int)) error {
	done, total := 0, p.Facts()
	for _, l := range p.Loads {
		key, err := l.key()
		if err != nil {
			return err
		}
		if _, err := state(ctx, trace.Order{Facts: l.Facts, Key: key, By: by}); err != nil {
			return err
		}
		if done += len(l.Facts); progress != nil {
			progress(done, total)
		}
	}
	return nil
}

// key names an order by its content.
func (l Load) key() (string, error) {
	content, err := json.Marshal(l.Facts)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(content)
	return "roster\x00" + hex.EncodeToString(sum[:]), nil
}
