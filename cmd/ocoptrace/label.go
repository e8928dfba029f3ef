package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
)

var labelCommand = command{
	name:     "label",
	synopsis: "VERB [flags] [arguments]",
	about:    "print labels, and account for each of them",
	example: `ocoptrace label stocks 70x37
ocoptrace label print gao-seng-cu L261123A --count 240 --stock a4-24-70x37 --out labels.pdf --dir DATA
ocoptrace label activate k1-0 1-238 --dir DATA
ocoptrace label void k1-0 239-240 --reason "torn" --dir DATA
ocoptrace label ledger gao-seng-cu L261123A --dir DATA`,
	run: runLabel,
}

// labelVerbs are what label does, in the order of its help. Their names have
// two words, such as “label print”.
func labelVerbs() []command {
	return []command{
		labelPrintVerb, labelReprintVerb, labelQueueVerb, labelJobsVerb, labelPreviewVerb, labelPosterVerb,
		labelActivateVerb, labelVoidVerb, labelLeftoversVerb, labelLedgerVerb, labelAllowVerb,
		labelBlankVerb, labelClaimVerb,
		labelStocksVerb, labelTemplatesVerb,
		labelPrintersVerb, labelTestPageVerb, labelCalibrateVerb, labelFontsVerb, labelSendVerb,
		labelCheckVerb, labelSymbolVerb,
	}
}

func runLabel(ctx context.Context, in *invocation) error {
	if len(in.given) == 0 {
		in.labelHelp(in.stderr)
		return in.misuse("what to do? the first word is a verb")
	}
	name, args := in.given[0], in.given[1:]
	switch name {
	case "help", "-h", "-help", "--help":
		if len(args) == 0 || name != "help" && isFlag(args[0]) {
			in.labelHelp(in.stdout)
			return flag.ErrHelp
		}
		name, args = args[0], []string{"--help"}
	}
	verb, err := in.findVerb(name)
	if err != nil {
		return err
	}
	return verb.run(ctx, newInvocation(in.program, verb, args))
}

func isFlag(arg string) bool { return len(arg) > 0 && arg[0] == '-' }

func (in *invocation) findVerb(name string) (command, error) {
	verbs := labelVerbs()
	names := make([]string, len(verbs))
	for i, v := range verbs {
		if names[i] = v.verb(); names[i] == name {
			return v, nil
		}
	}
	if isFlag(name) {
		return command{}, in.misuse("the verb comes before flags such as %s", shortened(name))
	}
	err := usageError("label: there is no verb %s", shortened(name))
	if near := nearest(name, names); near != "" {
		return command{}, withHint(err, "did you mean “ocoptrace label %s”?", near)
	}
	return command{}, withHint(err, "“ocoptrace label --help” lists the verbs")
}

// verb is the last word of a command's name.
func (c command) verb() string { return c.name[len("label "):] }

// labelHelp lists the verbs.
func (in *invocation) labelHelp(w io.Writer) {
	c := in.command
	fmt.Fprintf(w, "%s\n\nusage: ocoptrace %s %s\n\n", c.about, c.name, c.synopsis)
	verbs := labelVerbs()
	width := len(slices.MaxFunc(verbs, func(a, b command) int { return len(a.verb()) - len(b.verb()) }).verb())
	for _, v := range verbs {
		fmt.Fprintf(w, "  %-*s  %s\n", width, v.verb(), v.about)
	}
	fmt.Fprintf(w, "\n“ocoptrace label VERB --help” tells more.\n\nexample:\n  %s\n", indented(c.example))
}

// A labelService is a data directory that a verb works in.
type labelService struct {
	*settings
	by   string
	json bool
}

// labelService registers the flags of a verb that reads a directory.
func (in *invocation) labelService() *labelService {
	s := &labelService{settings: in.settings()}
	in.BoolVar(&s.json, "json", false, "print the answer as JSON")
	return s
}

// statingService registers the flags of a verb that states something.
func (in *invocation) statingService() *labelService {
	s := in.labelService()
	in.StringVar(&s.by, "by", in.user, "`name` of whoever asks, kept beside the statements for inquiries and never published")
	return s
}

// within calls f with the open directory.
func (s *labelService) within(ctx context.Context, in *invocation, f func(v *service) error) error {
	if err := in.require(s.settings); err != nil {
		return err
	}
	v, err := open(ctx, s.settings, in.opening(-1))
	if err != nil {
		return err
	}
	return inWords(errors.Join(f(v), v.close()))
}
