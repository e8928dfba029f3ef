package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/layout"
)

var labelTemplatesVerb = command{
	name:     "label templates",
	synopsis: "[--show ID] [--entity ID --dir DIR [--add FILE | --remove ID | --restore ID]]",
	about:    "list what labels can look like, and keep templates of one's own",
	details: `A template says which fields stand on a label, where, how large and in which ink.
--show prints one as JSON; changed and given another id, --add keeps it for a
producer. “label preview” shows how it looks. What is removed can be restored for
30 days.`,
	example: `ocoptrace label templates
ocoptrace label templates --show stamp > mine.json
ocoptrace label templates --entity htx-a --add mine.json --dir DATA`,
	run: runLabelTemplates,
}

// A templateLine is a template in the list for programs.
type templateLine struct {
	ID        string         `json:"id"`
	Name      layout.Names   `json:"name"`
	Purpose   layout.Purpose `json:"purpose"`
	Languages []string       `json:"languages"`
	Own       bool           `json:"own"` // the producer's
}

func runLabelTemplates(ctx context.Context, in *invocation) error {
	s, f := in.statingService(), in.ownFlags()
	if err := in.parse(0, 0); err != nil {
		return err
	}
	own := ownDesigns{in: in, service: s, flags: f, shelf: press.Templates, what: "template"}
	own.add = func(ctx context.Context, p *press.Press, data []byte) ([]string, error) {
		t, err := layout.ReadTemplate(data)
		if err != nil {
			return nil, err
		}
		if _, err := printing.FindTemplate(t.ID); err == nil {
			return nil, fmt.Errorf("%s is the program's own: give yours another id", shortened(t.ID))
		}
		return []string{t.ID}, p.SaveTemplate(ctx, f.entity, s.by, t)
	}
	return own.run(ctx, func(p *press.Press) error { return in.listTemplates(ctx, s, f, p) })
}

func (in *invocation) listTemplates(ctx context.Context, s *labelService, f *ownFlags, p *press.Press) error {
	if f.show != "" {
		t, err := findTemplate(ctx, p, f.entity, f.show)
		if err != nil {
			return err
		}
		data, err := t.Marshal()
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(in.stdout, "%s\n", strings.TrimSpace(string(data)))
		return err
	}
	var lines []templateLine
	if p != nil {
		mine, err := p.Templates(ctx, f.entity)
		if err != nil {
			return err
		}
		for _, t := range mine {
			lines = append(lines, templateLine{t.ID, t.Name, t.Purpose, t.Languages, true})
		}
	}
	for _, t := range printing.Templates() {
		lines = append(lines, templateLine{t.ID, t.Name, t.Purpose, t.Languages, false})
	}
	if s.json {
		return in.printJSON(lines)
	}
	w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
	for _, l := range lines {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", l.ID, l.Purpose, strings.Join(l.Languages, "+"), l.Name.En)
	}
	return w.Flush()
}
