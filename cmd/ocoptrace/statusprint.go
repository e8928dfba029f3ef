package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"
)

// printStatus prints a status for people: first what is to be seen to.
func (in *invocation) printStatus(s *upkeep.Status) error {
	english := locale.For("en")
	for _, w := range s.Warnings {
		mark := "note"
		if w.Grave {
			mark = "WARNING"
		}
		fmt.Fprintf(in.stdout, "%s: %s\n", mark, english.T("operate.warn."+w.Key, w.Args()...))
	}
	if len(s.Warnings) > 0 {
		fmt.Fprintln(in.stdout)
	}
	w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
	for _, print := range []func(io.Writer, *upkeep.Status){printRunning, printSpace, printLog, printPeople, printBackups, printSettings} {
		print(w, s)
	}
	return w.Flush()
}

func printRunning(w io.Writer, s *upkeep.Status) {
	running := "not running"
	if s.Running {
		running = "running since " + moment(s.Started)
	}
	fmt.Fprintf(w, "service\t%s, %s\nprogram\tocoptrace %s\n", s.BaseURL, running, s.Version)
}

func printSpace(w io.Writer, s *upkeep.Status) {
	d := s.Disk
	fmt.Fprintf(w, "space\t%d MiB of %d MiB free; nothing is written below %d MiB\n", d.Free>>20, d.Total>>20, d.Least>>20)
	fmt.Fprintf(w, "store\t%d KiB\nprint spool\t%d KiB, %d jobs to be made\nlook-ups\tof %d labels\n", d.Store>>10, d.Spool>>10, s.Work.Jobs, s.Work.Tallies)
}

func printLog(w io.Writer, s *upkeep.Status) {
	fmt.Fprintf(w, "log\t%s, %d records, %d under the checkpoint of %s\n", s.Log.Origin, s.Log.Size, s.Log.Published, moment(s.Log.PublishedAt))
	fmt.Fprintf(w, "anchor\t%s\n", s.Log.Anchor)
	witnesses := "none configured: nobody else vouches for the checkpoints"
	if s.Log.Witnesses > 0 {
		witnesses = fmt.Sprint(s.Log.Witnesses)
	}
	fmt.Fprintf(w, "witnesses\t%s\n", witnesses)
	for _, k := range s.Keys {
		fmt.Fprintf(w, "key of %s\t%s", k.Use, k.ID)
		if !k.Since.IsZero() {
			fmt.Fprintf(w, ", since %s", moment(k.Since))
		}
		fmt.Fprintln(w)
		if k.Public != "" {
			fmt.Fprintf(w, "\t%s\n", k.Public)
		}
	}
}

func printPeople(w io.Writer, s *upkeep.Status) {
	fmt.Fprint(w, "people\t")
	for _, role := range account.Roles() {
		fmt.Fprintf(w, "%s %d, ", role, s.People.Roles[string(role)])
	}
	fmt.Fprintf(w, "open invitations %d\n", s.People.Invitations)
}

func printBackups(w io.Writer, s *upkeep.Status) {
	for _, b := range s.Backups {
		fmt.Fprintf(w, "backup\t%s, %d KiB\n", moment(b.At), b.Bytes>>10)
	}
	if len(s.Backups) == 0 {
		fmt.Fprintln(w, "backup\tnone known")
	}
}

func printSettings(w io.Writer, s *upkeep.Status) {
	for _, set := range slices.DeleteFunc(slices.Clone(s.Settings), func(s upkeep.Setting) bool { return !s.Given }) {
		fmt.Fprintf(w, "--%s\t%s\n", set.Name, set.Value)
	}
}

// moment is a time as clocks in Viet Nam show it; "never" for none.
func moment(t time.Time) string {
	if t.IsZero() {
		return "never"
	}
	return vietnamese(t).Format("2006-01-02 15:04:05")
}
