package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"ocoptrace/storage/badger"
	"ocoptrace/trace/ocop"
	places "ocoptrace/trace/place"
)

var importCommand = command{
	name:     "import",
	synopsis: "units FILE | list FILE --province CODE --dir DIR [--dry-run]",
	about:    "take in a list of communes, or a province's list of products",
	details: `units FILE reads a list of the communes of Viet Nam, CSV in UTF-8 with the columns
commune_code, commune_name, commune_name_en, province_code, province_name; “-” is
standard input. Nothing is taken in unless every row is right. Units that the list
does not have any more are marked as gone since today, never deleted; those with
another name or province keep the former one as their past. The same list again
changes nothing. --dry-run tells what would change.

A list is of the whole country. Where more than one in ten of the units in force
would be gone, --vanished must confirm how many.

list FILE reads a province's list of recognised OCOP products, CSV or XLSX with a
row for each recognition; columns are found by their names. Rows without faults are
stated as entities, products and recognitions; what is there is not stated again, so
that the same list may be given after a break, or when rows were added or mended.
Rows with faults are named and left out, and the status is 1.

The service must not be running; units need no passphrase.`,
	example: "ocoptrace import units communes.csv --source \"Decision 19/2025/QD-TTg\" --dir /var/lib/ocoptrace",
	run:     runImport,
}

// importFlags are what import is told.
type importFlags struct {
	source       string
	province     string
	vanished     int
	dryRun, json bool
}

func runImport(ctx context.Context, in *invocation) error {
	s := in.settings()
	var f importFlags
	in.StringVar(&f.province, "province", "", "`code` of the province whose list it is, two digits")
	in.StringVar(&f.source, "source", "", "where the list is from, at most 300 `characters`")
	in.IntVar(&f.vanished, "vanished", 0, "`number` of units that may be marked as gone")
	in.BoolVar(&f.dryRun, "dry-run", false, "tell what would change, and change nothing")
	in.BoolVar(&f.json, "json", false, "print the answer as JSON")
	if err := in.parse(2, 2); err != nil {
		return err
	}
	switch in.rest[0] {
	case "list":
		return in.runImportList(ctx, s, &f)
	case "units":
	default:
		return in.misuse("what can be imported is units or list, not %s", shortened(in.rest[0]))
	}
	list, faults, err := in.readUnits(in.rest[1])
	if len(faults) > 0 {
		return in.tellImport(&f, importAnswer{DryRun: f.dryRun, Faults: faults})
	} else if err != nil {
		return err
	}
	return in.withAccounts(ctx, s, func(ctx context.Context, store *badger.Store) error {
		answer, err := in.importUnits(ctx, store, list, &f)
		if err != nil {
			return err
		}
		return in.tellImport(&f, answer)
	})
}

// readUnits reads a list of communes; faults are those of its rows.
func (in *invocation) readUnits(file string) (places.List, []fault, error) {
	data, err := in.readInput(file, maxInput)
	if err != nil {
		return places.List{}, nil, err
	}
	b := in.bar("reading", int64(len(data)))
	list, err := places.ReadCommunes(&watched{bytes.NewReader(data), b, int64(len(data))})
	b.end()
	var rows places.RowErrors
	if !errors.As(err, &rows) {
		return list, nil, err
	}
	faults := make([]fault, len(rows))
	for i, r := range rows {
		faults[i] = fault{File: file, Line: r.Line, Field: r.Column, Value: r.Value, Reason: r.Reason}
	}
	return list, faults, nil
}

// A watched reader shows on a bar how far it is.
type watched struct {
	*bytes.Reader
	bar   *bar
	total int64
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.Reader.Read(p)
	w.bar.of(w.total-int64(w.Len()), w.total)
	return n, err
}

var _ io.Reader = (*watched)(nil)

// importAnswer is the answer of import for programs.
type importAnswer struct {
	DryRun    bool             `json:"dryRun"`
	Faults    []fault          `json:"faults,omitempty"`
	Communes  int              `json:"communes"`
	Unchanged int              `json:"unchanged"`
	New       []places.Commune `json:"new,omitempty"`
	Returned  []places.Commune `json:"returned,omitempty"`
	Changed   []changedUnit    `json:"changed,omitempty"`
	Vanished  []places.Commune `json:"vanished,omitempty"`
}

// A changedUnit is a unit before and after.
type changedUnit struct {
	Before places.Commune `json:"before"`
	After  places.Commune `json:"after"`
}

func (in *invocation) importUnits(ctx context.Context, store *badger.Store, list places.List, f *importFlags) (importAnswer, error) {
	day := ocop.DateOf(in.now())
	changes, err := places.Rehearse(ctx, store, list, day)
	if err != nil {
		return importAnswer{}, err
	}
	if !f.dryRun {
		if err := confirmVanished(changes, f.vanished); err != nil {
			return importAnswer{}, err
		}
		if changes, err = places.Import(ctx, store, list, day, f.source); err != nil {
			return importAnswer{}, err
		}
	}
	a := importAnswer{
		DryRun: f.dryRun, Communes: len(list.Communes), Unchanged: changes.Unchanged,
		New: changes.New, Returned: changes.Returned, Vanished: changes.Vanished,
	}
	for _, c := range changes.Changed {
		a.Changed = append(a.Changed, changedUnit(c))
	}
	return a, nil
}

// confirmVanished refuses a list that would mark more than a tenth of the units
// in force as gone, such as one of a single province, unless told how many.
func confirmVanished(c places.Changes, confirmed int) error {
	gone := len(c.Vanished)
	inForce := gone + c.Unchanged + len(c.Changed)
	if gone*10 <= inForce || gone == confirmed {
		return nil
	}
	return withHint(fmt.Errorf("%d of %d units in force are not in this list; nothing was changed", gone, inForce),
		"a list must be of the whole country; if they are gone indeed, add --vanished %d", gone)
}

func (in *invocation) tellImport(f *importFlags, a importAnswer) error {
	var err error
	if f.json {
		err = in.printJSON(a)
	} else {
		in.printImport(a)
	}
	if len(a.Faults) > 0 {
		return errors.Join(err, errReported)
	}
	return err
}

func (in *invocation) printImport(a importAnswer) {
	if len(a.Faults) > 0 {
		printFaults(in.stderr, a.Faults)
		fmt.Fprintf(in.stderr, "%d errors; nothing was taken in\n", len(a.Faults))
		return
	}
	done := "taken in"
	if a.DryRun {
		done = "would be taken in"
		for _, c := range a.Changed {
			fmt.Fprintf(in.stdout, "changed   %s  %s -> %s\n", c.After.Code, c.Before.FullName(), c.After.FullName())
		}
		for _, c := range a.Vanished {
			fmt.Fprintf(in.stdout, "vanished  %s  %s\n", c.Code, c.FullName())
		}
	}
	fmt.Fprintf(in.stdout, "%d communes %s: %d new, %d returned, %d changed, %d vanished, %d unchanged\n",
		a.Communes, done, len(a.New), len(a.Returned), len(a.Changed), len(a.Vanished), a.Unchanged)
}
