package main

import (
	"context"
	"errors"
)

var issueCommand = command{
	name:     "issue",
	synopsis: "--dir DIR FILE.csv|FILE.json|-",
	about:    "issue the batches of a file",
	details: `A CSV file has a header line with the columns product, produced and quantity, and
if you like lot, expires, bestBefore and unit; separated by commas, semicolons or
tabs. A JSON file is an array of objects with the same members. Days are
2026-11-23 or 23/11/2026. What is left empty is filled in: the end date from the
product's shelf life, the unit from its last batch, the next free lot number.

Every row is looked at before anything is issued, and what is wrong is listed by
line. Nothing is issued then, unless --partial is given. The same file may be
given again, after a crash or by mistake: what was issued is listed as such and
not issued twice. To issue the same batches once more, give them lots of their own.`,
	example: "ocoptrace issue --dir /var/lib/ocoptrace batches.csv",
	run:     runIssue,
}

func runIssue(ctx context.Context, in *invocation) error {
	s := in.settings()
	partial := in.Bool("partial", false, "issue the good rows although others are faulty; the status is 1 all the same")
	asJSON := in.Bool("json", false, "print the answer as JSON: issued, faults")
	if err := in.parse(1, 1); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	file, err := in.readBatches(in.rest[0])
	if err != nil {
		return err
	}
	v, err := open(ctx, s, in.opening(-1))
	if err != nil {
		return err
	}
	file.service = v.registry.Service().LogKey
	i := issuing{registry: v.registry, file: file, bar: in.bar("issuing", int64(len(file.rows)))}
	err = i.run(ctx, *partial)
	if issued := i.fresh(); issued != "" {
		err = errors.Join(err, v.did(ctx, in.now, "batches", issued))
	}
	i.bar.end()
	err = errors.Join(err, v.close())
	if *asJSON {
		return in.answered(in.printJSON(i.answer()), err, i.faults)
	}
	i.print(in)
	return in.answered(nil, err, i.faults)
}

// answered is the command's error: what went wrong, else errReported if faults
// were printed.
func (in *invocation) answered(printing, doing error, faults []fault) error {
	switch {
	case doing != nil:
		return doing
	case printing != nil:
		return printing
	case len(faults) > 0:
		return errReported
	}
	return nil
}

// An issued batch, as the answer lists it.
type issued struct {
	Line    int    `json:"line"`
	Product string `json:"product"`
	Lot     string `json:"lot"`
	ID      string `json:"id"`
	Index   int64  `json:"index"` // in the log
	Again   bool   `json:"again"` // by an earlier call with this file
}

type issueAnswer struct {
	Issued []issued `json:"issued"`
	Faults []fault  `json:"faults"`
}
