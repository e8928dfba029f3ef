package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"ocoptrace/cmd/ocoptrace/internal/keyfile"
	"ocoptrace/storage"
	"ocoptrace/storage/badger"
	"ocoptrace/trace"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/note"
)

var checkCommand = command{
	name:     "check",
	synopsis: "--dir DIR [--rebuild]",
	about:    "verify a data directory again: every byte, record, signature and proof",
	details: `Checked are the files against the digests of the last orderly end, the store's
checksums, the whole Merkle tree recomputed from the records, the anchor, every
signature, every index against the records, and the policy against the anchor.
No record is changed, and no passphrase is needed: damage of a sealed key file shows
only when it is opened. The service must not be running.

--rebuild makes the indexes anew from the records first.`,
	example: "ocoptrace check --dir /var/lib/ocoptrace",
	run:     runCheck,
}

// checkAnswer is the answer of check for programs.
type checkAnswer struct {
	Sound    bool     `json:"sound"`
	Sealed   bool     `json:"sealed"` // the directory was closed in order; its files were compared
	Files    int      `json:"files"`
	Records  int64    `json:"records"`
	Anchored int64    `json:"anchored"` // of them under the newest published checkpoint
	Root     string   `json:"root"`
	Findings []string `json:"findings"`
	More     int64    `json:"more"` // findings that are not listed
}

func runCheck(ctx context.Context, in *invocation) error {
	s := in.storeSettings()
	rebuild := in.Bool("rebuild", false, "make the indexes anew from the records, then check")
	asJSON := in.Bool("json", false, "print the answer as JSON")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if err := in.require(s); err != nil {
		return err
	}
	if err := s.dir.ready(); err != nil {
		return err
	}
	answer, err := in.check(ctx, s, *rebuild)
	if err != nil {
		return err
	}
	if *asJSON {
		err = in.printJSON(answer)
	} else {
		answer.print(in)
	}
	if err == nil && !answer.Sound {
		err = errReported
	}
	return err
}

// check checks the files, then the open store. Damage that keeps the store
// from being opened is an answer, not an error.
func (p *program) check(ctx context.Context, s *settings, rebuild bool) (checkAnswer, error) {
	answer := checkAnswer{Findings: []string{}}
	b := p.bar("files", -1)
	files, err := badger.CheckFiles(s.dir.store(), b.of)
	b.end()
	answer.Sealed, answer.Files = files.Sealed, files.Files
	if err == nil {
		err = p.checkStore(ctx, s, rebuild, &answer)
	}
	if err == nil {
		err = checkBeside(ctx, s, &answer)
	}
	if errors.Is(err, storage.ErrDamaged) || errors.Is(err, storage.ErrCorrupt) {
		answer.Findings = append(answer.Findings, err.Error())
		err = nil
	}
	answer.Sound = err == nil && len(answer.Findings) == 0
	return answer, err
}

func (p *program) checkStore(ctx context.Context, s *settings, rebuild bool, answer *checkAnswer) (err error) {
	verifier, err := s.dir.verifier()
	if err != nil {
		return err
	}
	store, err := badger.Open(s.dir.store(), s.storeOptions())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	if err := store.VerifyChecksums(ctx); err != nil {
		return err
	}
	if rebuild {
		b := p.bar("indexes", -1)
		err := trace.Rebuild(ctx, store, b.of)
		b.end()
		if err != nil {
			return err
		}
	}
	b := p.bar("records", -1)
	report, err := trace.Check(ctx, store, verifier, s.anchor(), b.of)
	b.end()
	if err != nil {
		return err
	}
	answer.Records, answer.Anchored, answer.Root = report.Size, report.Anchor.Size, report.Root.String()
	answer.Findings = append(answer.Findings, report.Findings...)
	answer.More = report.More
	return nil
}

// checkBeside checks the files beside the store: that the policy vouches for
// the anchor and the keys are this log's. Sealed keys show that only when they
// are opened.
func checkBeside(ctx context.Context, s *settings, answer *checkAnswer) error {
	verifier, err := s.dir.verifier()
	if err != nil {
		return err
	}
	anchored, err := s.anchor().Load(ctx)
	if err != nil {
		return err
	}
	if _, err := translog.ParseCheckpoint(anchored, verifier); err != nil && len(anchored) > 0 { // that there is none was found before
		answer.Findings = append(answer.Findings, fmt.Sprintf("%s: %v", s.anchorFile(), err))
	}
	if err := checkPolicy(s.dir); err != nil {
		answer.Findings = append(answer.Findings, err.Error())
	}
	sealed, err := keyfile.Sealed(s.dir.keys())
	if err == nil && !sealed {
		var keys keyfile.Keys
		keys, err = keyfile.Open(s.dir.keys(), nil)
		if known, _ := note.NewVerifier(keys.LogVerifier); err == nil && known.KeyHash() != verifier.KeyHash() {
			err = errors.New("keys: not those of this log")
		}
	}
	if err != nil {
		answer.Findings = append(answer.Findings, err.Error())
	}
	return nil
}

// checkPolicy checks that the policy is one and trusts this log. Whether enough
// witnesses cosigned is not asked: they may have been out of reach.
func checkPolicy(d directory) error {
	key, err := os.ReadFile(d.vkey())
	if err == nil {
		_, _, err = readPolicy(d.policy(), trimLine(key))
	}
	return err
}

func (a checkAnswer) print(in *invocation) {
	for _, f := range a.Findings {
		fmt.Fprintf(in.stderr, "fault: %s\n", once(f))
	}
	if a.More > 0 {
		fmt.Fprintf(in.stderr, "… and %d more\n", a.More)
	}
	if !a.Sound {
		fmt.Fprintln(in.stderr, "hint: keep the directory as it is and put the newest backup into a new one with “ocoptrace restore”; if only derived keys are named, “check --rebuild” mends them")
		return
	}
	if a.Sealed {
		fmt.Fprintf(in.stdout, "%d files are as they were left\n", a.Files)
	} else {
		fmt.Fprintln(in.stdout, "the files could not be compared: the last end was not in order")
	}
	fmt.Fprintf(in.stdout, "%d records verified, %d of them published; root %s\nno fault found\n", a.Records, a.Anchored, a.Root)
}
