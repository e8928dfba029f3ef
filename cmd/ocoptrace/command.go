package main

import (
	"context"
	"fmt"
	"io"
	"slices"
)

// A command is a subcommand.
type command struct {
	name     string
	synopsis string // arguments and the flags that it cannot do without
	about    string // one line
	details  string // more lines for its help; may be empty
	example  string // one or more command lines
	run      func(context.Context, *invocation) error
}

// commands returns all subcommands in the order of the usage text.
func commands() []command {
	return []command{
		demoCommand, initCommand, serveCommand,
		registerCommand, issueCommand, labelCommand, eventCommand,
		verifyCommand, checkCommand, statusCommand, packCommand,
		mirrorCommand, monitorCommand, witnessCommand,
		backupCommand, restoreCommand,
		importCommand, exportCommand, unitsCommand,
		userCommand, tokenCommand, auditCommand,
		versionCommand,
	}
}

func findCommand(name string) (command, error) {
	var names []string
	for _, c := range commands() {
		if c.name == name {
			return c, nil
		}
		names = append(names, c.name)
	}
	err := usageError("there is no command %s", shortened(name))
	if near := nearest(name, names); near != "" {
		return command{}, withHint(err, "did you mean “ocoptrace %s”?", near)
	}
	return command{}, withHint(err, "“ocoptrace help” lists the commands")
}

// nearest is the known word that was probably meant; "" if none is like it.
func nearest(word string, known []string) (near string) {
	best := 3 // edits; more is another word
	for _, k := range known {
		if d := distance(word, k); d < best {
			near, best = k, d
		}
	}
	return near
}

// distance is the number of letters to change, add, remove or swap with their
// neighbour to make a into b (optimal string alignment).
func distance(a, b string) int {
	before, last := []int(nil), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range len(a) {
		row := make([]int, len(b)+1)
		row[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last = last, row
	}
	return last[len(b)]
}

// usage lists the commands.
func (p *program) usage(w io.Writer) {
	fmt.Fprint(w, "ocoptrace keeps signed, publicly logged trace records of OCOP goods and prints their labels.\n\n")
	fmt.Fprint(w, "usage: ocoptrace COMMAND [flags] [arguments]\n\n")
	all := commands()
	width := len(slices.MaxFunc(all, func(a, b command) int { return len(a.name) - len(b.name) }).name)
	for _, c := range all {
		fmt.Fprintf(w, "  %-*s  %s\n", width, c.name, c.about)
	}
	fmt.Fprint(w, "\n“ocoptrace COMMAND --help” tells more. Exit status: 0 done, 1 not done or a fault was found, 2 not understood.\n")
}
