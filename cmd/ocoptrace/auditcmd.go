package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage/badger"
	"ocoptrace/trace/ocop"
)

var auditCommand = command{
	name:     "audit",
	synopsis: "--dir DIR",
	about:    "who did what: the audit trail",
	details: `Printed are the acts of those who sign in and of the command line, oldest
first, with times of Viet Nam: who did what, to what, and from where. They are
kept for two years. --since and --until bound the days, both included; --who,
--did and --to choose, --did by an action or its beginning up to a dot, --to by
a part of the subject. --csv writes a file for spreadsheets, with times of UTC.

The service must not be running; no passphrase is needed.`,
	example: "ocoptrace audit --since 2026-11-01 --did token --dir /var/lib/ocoptrace\nocoptrace audit --csv --dir /var/lib/ocoptrace > audit.csv",
	run:     runAudit,
}

// auditFlags are what audit is told.
type auditFlags struct {
	since, until string
	filter       audit.Filter
	csv, json    bool
}

func runAudit(ctx context.Context, in *invocation) error {
	s := in.storeSettings()
	var f auditFlags
	in.StringVar(&f.since, "since", "", "first `day`, as 2026-11-01")
	in.StringVar(&f.until, "until", "", "last `day`")
	in.StringVar(&f.filter.Who, "who", "", "login `name`")
	in.StringVar(&f.filter.Did, "did", "", "`action`, such as signin or batch.issue")
	in.StringVar(&f.filter.To, "to", "", "`part` of the subject")
	in.BoolVar(&f.csv, "csv", false, "print CSV")
	in.BoolVar(&f.json, "json", false, "print JSON")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if f.csv && f.json {
		return in.misuse("--csv or --json, not both")
	}
	if err := f.readDays(in); err != nil {
		return err
	}
	return in.withAccounts(ctx, s, func(ctx context.Context, store *badger.Store) error {
		return in.printAudit(ctx, audit.New(audit.Config{Store: store, Now: in.now}), &f)
	})
}

// readDays reads the bounds, which are days in Viet Nam.
func (f *auditFlags) readDays(in *invocation) error {
	for _, d := range []struct {
		flag, typed string
		at          *time.Time
		days        int
	}{{"since", f.since, &f.filter.From, 0}, {"until", f.until, &f.filter.Until, 1}} {
		if d.typed == "" {
			continue
		}
		day, err := ocop.ParseDate(d.typed)
		if err != nil {
			return in.misuse("--%s: %v", d.flag, err)
		}
		*d.at = day.AddDays(d.days).Time()
	}
	return nil
}

// auditLine is an entry for programs.
type auditLine struct {
	Time time.Time    `json:"time"`
	Who  string       `json:"who,omitempty"`
	From audit.Origin `json:"from"`
	Did  string       `json:"did"`
	To   string       `json:"to,omitempty"`
}

func (in *invocation) printAudit(ctx context.Context, trail *audit.Trail, f *auditFlags) error {
	switch {
	case f.csv:
		sheet, err := audit.NewSheet(in.stdout)
		if err != nil {
			return err
		}
		return errors.Join(trail.Each(ctx, f.filter, sheet.Write), sheet.Close())
	case f.json:
		lines := []auditLine{}
		err := trail.Each(ctx, f.filter, func(e audit.Entry) error {
			lines = append(lines, auditLine{e.Time, e.Who, e.From, e.Did, e.To})
			return nil
		})
		if err != nil {
			return err
		}
		return in.printJSON(lines)
	}
	w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
	err := trail.Each(ctx, f.filter, func(e audit.Entry) error {
		_, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", vietnamese(e.Time).Format("2006-01-02 15:04:05"), e.From, e.Who, e.Did, e.To)
		return err
	})
	return errors.Join(err, w.Flush())
}

// vietnamese is a moment as clocks in Viet Nam show it.
func vietnamese(t time.Time) time.Time { return t.In(ocop.DateOf(t).Time().Location()) }
