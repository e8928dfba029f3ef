package main

import "context"

var labelBlankVerb = command{
	name:     "label blank",
	synopsis: "ENTITY --count N --stock ID --out FILE --dir DIR",
	about:    "make and print blank labels, to be bound to a batch later",
	details: `A roll of them can be printed before there is a batch. They name the producer and
say nothing of goods; a scan says that they belong to no batch yet. “label claim”
binds what was used of the roll to a batch. Cut short, the same command goes on
where it was, unless --new-run is said.`,
	example: `ocoptrace label blank htx-a --count 1000 --stock roll-50x30 --out roll.zpl --dir DATA`,
	run:     runLabelBlank,
}

func runLabelBlank(ctx context.Context, in *invocation) error {
	s, f := in.statingService(), in.paperFlags()
	count := in.Int64("count", 0, "how many `labels`, 1 to 1,000,000")
	in.jobFlags(f)
	in.newRunFlag(f)
	if err := in.parse(1, 1); err != nil {
		return err
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
	return in.printWanted(ctx, s, f, []wanted{{Entity: in.rest[0], Count: *count}})
}
