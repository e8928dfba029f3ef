package main

import (
	"context"
	"fmt"

	"ocoptrace/cmd/ocoptrace/internal/press"
)

// ownFlags are the flags of what a producer keeps of its own.
type ownFlags struct {
	entity, add, remove, restore, show string
}

func (in *invocation) ownFlags() *ownFlags {
	f := &ownFlags{}
	in.StringVar(&f.entity, "entity", "", "`id` of a producer, whose own come first")
	in.StringVar(&f.add, "add", "", "keep what is in this `file`, in place of what has the same id")
	in.StringVar(&f.remove, "remove", "", "remove the producer's own of this `id`")
	in.StringVar(&f.restore, "restore", "", "bring back what was removed, by its `id`")
	in.StringVar(&f.show, "show", "", "print the one of this `id` as a file")
	return f
}

// changes counts what is to be done beside listing.
func (f *ownFlags) changes() (n int) {
	for _, flag := range []string{f.add, f.remove, f.restore} {
		if flag != "" {
			n++
		}
	}
	return n
}

// ownDesigns is one call of a verb about designs of a producer's own.
type ownDesigns struct {
	in      *invocation
	service *labelService
	flags   *ownFlags
	shelf   press.Shelf
	what    string // "stock"

	// add keeps what is in a file, all or nothing, and returns the ids.
	add func(ctx context.Context, p *press.Press, data []byte) ([]string, error)
}

// An ownAnswer says what was done, for programs.
type ownAnswer struct {
	Done string   `json:"done"` // added, removed, restored or cancelled
	IDs  []string `json:"ids"`
}

// run does what the flags say, or has list list; without an entity list is given
// no shop, and no directory is needed.
func (o ownDesigns) run(ctx context.Context, list func(*press.Press) error) error {
	f := o.flags
	switch n := f.changes(); {
	case n > 1 || n == 1 && f.show != "":
		return o.in.misuse("--add, --remove, --restore and --show one at a time")
	case n == 1 && f.entity == "":
		return o.in.misuse("--entity is needed: whose %s?", o.what)
	case n == 1 && len(o.in.rest) > 0:
		return o.in.misuse("unexpected argument %s", shortened(o.in.rest[0]))
	case f.entity == "":
		return list(nil)
	}
	var data []byte
	if f.add != "" {
		var err error
		if data, err = o.in.readInput(f.add, maxDesignFile); err != nil {
			return err
		}
	}
	return o.service.forEntity(ctx, o.in, f.entity, func(p *press.Press) error {
		if f.changes() == 0 {
			return list(p)
		}
		a, err := o.change(ctx, p, data)
		if err != nil {
			return err
		}
		return o.tell(a)
	})
}

// maxDesignFile bounds a file of stocks or a template, in bytes.
const maxDesignFile = 1 << 20

func (o ownDesigns) change(ctx context.Context, p *press.Press, data []byte) (ownAnswer, error) {
	f := o.flags
	switch {
	case f.add != "":
		ids, err := o.add(ctx, p, data)
		if err != nil {
			err = fmt.Errorf("%s: %w", f.add, err)
		}
		return ownAnswer{"added", ids}, err
	case f.remove != "":
		_, err := p.Delete(ctx, o.shelf, f.entity, o.service.by, f.remove)
		return ownAnswer{"removed", []string{f.remove}}, o.absent(err, f.remove)
	}
	return ownAnswer{"restored", []string{f.restore}}, o.restore(ctx, p)
}

// restore brings back the last removed one of an id.
func (o ownDesigns) restore(ctx context.Context, p *press.Press) error {
	aside, err := p.Deleted(ctx, o.shelf, o.flags.entity)
	if err != nil {
		return err
	}
	for i := len(aside) - 1; i >= 0; i-- {
		if aside[i].ID == o.flags.restore {
			return p.Restore(ctx, o.shelf, o.flags.entity, aside[i].Key)
		}
	}
	return fmt.Errorf("no %s %s was removed in the last 30 days", o.what, shortened(o.flags.restore))
}

// absent words the error about what a producer does not have.
func (o ownDesigns) absent(err error, id string) error {
	if err == nil {
		return nil
	}
	return withHint(err, "%s has no %s %s of its own; “label %ss --entity %s” lists them", o.flags.entity, o.what, shortened(id), o.what, o.flags.entity)
}

func (o ownDesigns) tell(a ownAnswer) error { return o.in.tellDone(o.service, a.Done, a.IDs...) }

// tellDone says what was done with what.
func (in *invocation) tellDone(s *labelService, done string, ids ...string) error {
	if s.json {
		return in.printJSON(ownAnswer{done, ids})
	}
	for _, id := range ids {
		fmt.Fprintf(in.stdout, "%s %s\n", done, id)
	}
	return nil
}
