package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"

	"ocoptrace/storage/badger"
	"ocoptrace/trace/ocop"
	places "ocoptrace/trace/place"
)

var unitsCommand = command{
	name:     "units",
	synopsis: "find TEXT --dir DIR",
	about:    "find communes by name",
	details: `find TEXT prints the communes whose name, or a name that they had, the text means:
in any case, with or without tones and rank, also with the province behind it.
Best first, at most --limit. The communes are those taken in by “ocoptrace import
units”. Exit status 1 says that none was found.

The service must not be running; no passphrase is needed.`,
	example: "ocoptrace units find \"muong khuong\" --dir /var/lib/ocoptrace",
	run:     runUnits,
}

// unitLine is a unit for programs.
type unitLine struct {
	places.Unit
	FullName string `json:"fullName"`
}

func runUnits(ctx context.Context, in *invocation) error {
	s := in.storeSettings()
	province := in.String("province", "", "`code` of two digits: only units of this province")
	limit := in.Int("limit", 10, "`number` of units at most, 1 to 1000")
	asJSON := in.Bool("json", false, "print the answer as JSON")
	if err := in.parse(2, 50); err != nil {
		return err
	}
	if in.rest[0] != "find" {
		return in.misuse("what to do is find, not %s", shortened(in.rest[0]))
	}
	if _, known := ocop.ProvinceByCode(*province); *province != "" && !known {
		return in.misuse("--province: there is no province %s; codes are two digits, 01 to 96", shortened(*province))
	}
	if *limit < 1 || *limit > 1000 {
		return in.misuse("--limit %d: at least 1 and at most 1000", *limit)
	}
	text := strings.Join(in.rest[1:], " ")
	return in.withAccounts(ctx, s, func(ctx context.Context, store *badger.Store) error {
		units, err := places.Units(ctx, store)
		if err != nil {
			return err
		}
		if len(units) == 0 {
			return withHint(fmt.Errorf("no communes are known"), "take in a list with “ocoptrace import units”")
		}
		return in.printUnits(places.NewFinder(units).Find(text, *province, *limit), text, *asJSON)
	})
}

func (in *invocation) printUnits(units []places.Unit, text string, asJSON bool) error {
	if asJSON {
		lines := make([]unitLine, len(units))
		for i, u := range units {
			lines[i] = unitLine{u, u.FullName()}
		}
		return in.printJSON(lines)
	}
	if len(units) == 0 {
		return fmt.Errorf("no commune is called %s", shortened(text))
	}
	w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
	for _, u := range units {
		fmt.Fprintf(w, "%s\t%s\t%s\n", u.Code, u.FullName(), unitNote(u))
	}
	return w.Flush()
}

// unitNote tells of a unit's past.
func unitNote(u places.Unit) string {
	var notes []string
	if !u.InForce() {
		notes = append(notes, "gone since "+u.Gone.String())
	}
	for _, p := range u.Past {
		former := places.Commune{Name: p.Name, Province: p.Province}
		notes = append(notes, fmt.Sprintf("%s until %v", former.FullName(), p.Until))
	}
	return strings.Join(notes, "; ")
}
