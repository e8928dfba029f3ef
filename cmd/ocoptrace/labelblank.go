package main

import "context"

var labelBlankVerb = command{
	name:     "label blank",
	synopsis: "--entity ID --count N --stock ID --out FILE --dir DIR",
	about:    "make and print blank labels, to be bound to a batch later",
	details: `A roll of them can be printed before there is a batch. They name the producer and
say nothing of goods; a scan says that they belong to no batch yet. “label claim”
binds what was used of the roll to a batch. Cut short, the same command goes on
where it was, unless --new-run is said.`,
	example: `ocoptrace label blank --entity htx-a --count 1000 --stock roll-50x30 --out roll.zpl --dir DATA`,
	run:     runLabelBlank,
}

func runLabelBlank(ctx context.Context, in *invocation) error {
	s, f := in.statingService(), in.paperFlags()
	count := in.Int64("count", 0, "how many `labels`, 1 to 1,000,000")
	in.jobFlags(f)
	in.newRunFlag(f)
	entity := in.String("entity", "", "`id` of the producer")
	if err := in.parse(0, 1); err != nil {
		return err
	}
	switch {
	case len(in.rest) == 1 && *entity != "" && *entity != in.rest[0]:
		return in.misuse("--entity %s or %s? one producer's labels are printed", shortened(*entity), shortened(in.rest[0]))
	case len(in.rest) == 1: // as it was said before there was --entity
		*entity = in.rest[0]
	case *entity == "":
		return in.misuse("--entity is needed: whose labels?")
	}
	if *count == 0 {
		return in.misuse("--count is needed: how many labels?")
	}
	if err := in.checkCount(*count); err != nil {
		return err
	}
	if err := in.checkPaper(f); err != nil {
		return err
	}
	return in.printWanted(ctx, s, f, []wanted{{Entity: *entity, Count: *count}})
}
