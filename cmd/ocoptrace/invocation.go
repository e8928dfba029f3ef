package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

const environPrefix = "OCOPTRACE_"

// environFlags are the flags that may come from the environment.
var environFlags = []string{"dir", "anchor", "passphrase-file", "min-free", "listen"}

// An invocation is one call of a command: its flags, then its arguments.
type invocation struct {
	*program
	*flag.FlagSet
	command command
	given   []string // as typed
	rest    []string // the arguments, after parse
}

func newInvocation(p *program, c command, args []string) *invocation {
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	fs.Usage = func() {}
	return &invocation{program: p, FlagSet: fs, command: c, given: args}
}

// parse reads environment, flags and arguments, in any order, and holds the
// number of arguments against the least and the most.
func (in *invocation) parse(least, most int) error {
	if err := in.parseEnviron(); err != nil {
		return err
	}
	for args := in.given; ; {
		if err := in.FlagSet.Parse(args); err != nil {
			return in.parseError(err)
		}
		ended := len(args) > in.NArg() && args[len(args)-in.NArg()-1] == "--"
		if args = in.Args(); len(args) == 0 {
			break
		}
		if ended {
			in.rest = append(in.rest, args...)
			break
		}
		in.rest = append(in.rest, args[0])
		args = args[1:]
	}
	switch {
	case len(in.rest) < least:
		return in.misuse("too few arguments")
	case len(in.rest) > most:
		return in.misuse("unexpected argument %s", shortened(in.rest[most]))
	}
	return nil
}

// isGiven says whether a flag was set.
func (in *invocation) isGiven(name string) (given bool) {
	in.Visit(func(f *flag.Flag) { given = given || f.Name == name })
	return given
}

func (in *invocation) parseError(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		in.help(in.stdout)
		return err
	}
	return in.misuse("%v", err)
}

// misuse is an error about how the command was called.
func (in *invocation) misuse(format string, args ...any) error {
	err := usageError(in.command.name+": "+format, args...)
	return withHint(err, "usage: ocoptrace %s %s; “ocoptrace %s --help” tells more", in.command.name, in.command.synopsis, in.command.name)
}

// parseEnviron sets flags from the environment and refuses variables that
// nothing reads.
func (in *invocation) parseEnviron() error {
	for _, setting := range in.environ {
		variable, value, _ := strings.Cut(setting, "=")
		name, ours := strings.CutPrefix(variable, environPrefix)
		if !ours || strings.HasPrefix(name, "TEST_") {
			continue
		}
		name = strings.ReplaceAll(strings.ToLower(name), "_", "-")
		if !slices.Contains(environFlags, name) {
			return withHint(usageError("the environment has %s, which is not a setting of this program", shortened(variable)),
				"known are %s", strings.Join(environNames(), ", "))
		}
		if in.Lookup(name) == nil || value == "" {
			continue
		}
		if err := in.Set(name, value); err != nil {
			return usageError("%s=%s: %v", variable, shortened(value), err)
		}
	}
	return nil
}

func environNames() (names []string) {
	for _, name := range environFlags {
		names = append(names, environName(name))
	}
	return names
}

func environName(flag string) string {
	return environPrefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// help prints the help of the command.
func (in *invocation) help(w io.Writer) {
	c := in.command
	fmt.Fprintf(w, "%s\n\nusage: ocoptrace %s %s\n", c.about, c.name, c.synopsis)
	if c.details != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(c.details))
	}
	fmt.Fprint(w, "\nflags:\n")
	in.VisitAll(func(f *flag.Flag) {
		value, text := flag.UnquoteUsage(f)
		if value != "" {
			value = " " + strings.ToUpper(value)
		}
		if f.DefValue != "" && f.DefValue != "0" && f.DefValue != "false" {
			text += fmt.Sprintf(" (default %s)", f.DefValue)
		}
		if slices.Contains(environFlags, f.Name) {
			text += fmt.Sprintf(" [%s]", environName(f.Name))
		}
		fmt.Fprintf(w, "  --%s%s\n        %s\n", f.Name, value, text)
	})
	fmt.Fprintf(w, "\nexample:\n  %s\n", indented(c.example))
}

// indented is text whose lines but the first begin with two spaces.
func indented(text string) string {
	return strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n  ")
}
