package press

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"ocoptrace/label/layout"
)

// SaveTemplate keeps a template of an entity's own, in place of one of the same
// id. ErrDesign with all that is wrong, ErrLimit.
func (p *Press) SaveTemplate(ctx context.Context, entity, by string, t layout.Template) error {
	data, err := packTemplate(t)
	if err != nil {
		return err
	}
	return p.save(ctx, Templates, entity, by, t.ID, data)
}

// packTemplate is a template as it is kept. ErrDesign.
func packTemplate(t layout.Template) ([]byte, error) {
	faults := []error{}
	for _, problem := range t.Check() {
		faults = append(faults, problem)
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("%w: %w", ErrDesign, errors.Join(faults...))
	}
	data, err := json.Marshal(t)
	if err == nil && len(data) > MaxDesign {
		err = fmt.Errorf("%w: %d bytes, at most %d are kept; use a smaller logo", ErrDesign, len(data), MaxDesign)
	}
	return data, err
}

// Templates lists an entity's own templates in the order of ids.
func (p *Press) Templates(ctx context.Context, entity string) (templates []layout.Template, err error) {
	designs, err := p.Designs(ctx, Templates, entity)
	for _, d := range designs {
		var t layout.Template
		if err := json.Unmarshal(d.Data, &t); err != nil {
			return nil, fmt.Errorf("template %s: %w", d.ID, err)
		}
		templates = append(templates, t)
	}
	return templates, err
}
