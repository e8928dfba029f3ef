package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"ocoptrace/storage/badger"
	"ocoptrace/trace"
	"ocoptrace/trace/translog"
	"ocoptrace/trace/translog/mirror"

	"golang.org/x/mod/sumdb/note"
)

var monitorCommand = command{
	name:     "monitor",
	synopsis: "URL --policy FILE --copy FOLDER",
	about:    "follow the log of a service and judge every record in it",
	details: `What mirror does, and every record is judged as the service itself should have
judged it before it took it into its log: its form, its signature under the keys
that record 0 names, that its id is new, and the fact against all records before it
(references, counters and quantities of labels, states, corrections). The tree of
what was judged must be the log's. It needs no key and nothing but the log.

All records of the copy are judged again whenever the command starts; it needs as
much free space for scratch files as the log has. A record with a fault is told, and the status is 1;
with --every the command goes on and ends with 1 when it is interrupted.`,
	example: "ocoptrace monitor https://tx.example.vn/log --policy policy --copy tx-log --every 1m",
	run:     runMonitor,
}

// judgedAtOnce is how many records one transaction judges.
const judgedAtOnce = 256

// A monitored is the answer of monitor for programs, a line each time.
type monitored struct {
	Origin  string           `json:"origin"`
	Service string           `json:"service"` // base URL
	Size    int64            `json:"size"`    // records judged
	Root    string           `json:"root"`
	Stated  map[string]int64 `json:"stated"` // sound records of each kind
	Faults  []monitorFault   `json:"faults"` // new ones
}

type monitorFault struct {
	Index int64  `json:"index"`
	Fault string `json:"fault"`
}

func runMonitor(ctx context.Context, in *invocation) (err error) {
	f, asJSON, err := in.follow()
	if err != nil {
		return err
	}
	defer f.folder.Close()
	m, err := in.openMonitor(ctx, f)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, m.close()) }()
	err = in.rounds(ctx, f, func(mirror.Report) error {
		answer, err := m.judge(ctx, in)
		if err != nil && len(answer.Faults) == 0 {
			return err
		}
		m.faulty = m.faulty || len(answer.Faults) > 0
		tell := in.printMonitored
		if asJSON {
			tell = func(a monitored) error { return in.printLine(a) }
		}
		return errors.Join(err, tell(answer))
	})
	if err == nil && m.faulty {
		err = errReported
	}
	return err
}

// A monitor holds the scratch store in which a log is replayed.
type monitor struct {
	following following
	scratch   string
	store     *badger.Store
	log       *translog.Log
	replay    *trace.Replay
	faulty    bool // a fault was told
}

func (in *invocation) openMonitor(ctx context.Context, f following) (m *monitor, err error) {
	m = &monitor{following: f}
	if m.scratch, err = os.MkdirTemp("", "ocoptrace-monitor-"); err != nil {
		return nil, err
	}
	if err = m.open(ctx, in); err != nil {
		return nil, errors.Join(err, m.close())
	}
	return m, nil
}

// open opens a store and a log whose key is made for this and thrown away.
func (m *monitor) open(ctx context.Context, in *invocation) (err error) {
	dir := directory(m.scratch)
	if m.store, err = badger.Open(dir.store(), badger.Options{Create: true}); err != nil {
		return err
	}
	private, public, err := note.GenerateKey(in.random, "scratch")
	if err != nil {
		return err
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		return err
	}
	verifier, err := note.NewVerifier(public)
	if err != nil {
		return err
	}
	m.log, err = translog.Open(ctx, translog.Config{
		Store: m.store, Signer: signer, Verifier: verifier, Anchor: translog.AnchorFile(dir.anchor()), Interval: -1,
	})
	m.replay = trace.NewReplay(m.store, m.log)
	return err
}

func (m *monitor) close() error {
	var errs []error
	if m.log != nil {
		errs = append(errs, m.log.Close())
	}
	if m.store != nil {
		errs = append(errs, m.store.Close())
	}
	return errors.Join(append(errs, os.RemoveAll(m.scratch))...)
}

// judge replays what the copy has more than was judged. Also with an error, the
// faults are those found until then, which are not found again.
func (m *monitor) judge(ctx context.Context, in *invocation) (monitored, error) {
	a := monitored{Stated: map[string]int64{}, Faults: []monitorFault{}}
	b := in.bar("records", -1)
	defer b.end()
	var leaves [][]byte
	add := func() error {
		found, err := m.replay.Add(ctx, m.replay.Size(), leaves)
		for _, f := range found {
			a.Faults = append(a.Faults, monitorFault{f.Index, f.Err.Error()})
		}
		leaves = leaves[:0]
		b.of(m.replay.Size(), 0)
		return err
	}
	c, err := mirror.Leaves(ctx, m.following.folder, m.following.policy, m.replay.Size(), func(_ int64, leaf []byte) error {
		if leaves = append(leaves, bytes.Clone(leaf)); len(leaves) < judgedAtOnce {
			return nil
		}
		return add()
	})
	if err == nil && len(leaves) > 0 {
		err = add()
	}
	a.Origin, a.Service, a.Size = c.Origin, m.replay.Service().BaseURL, m.replay.Size()
	for kind, n := range m.replay.Stated() {
		a.Stated[string(kind)] = n
	}
	if err != nil {
		return a, err
	}
	root, err := m.replay.Root(ctx)
	if err == nil && root != c.Root {
		err = fmt.Errorf("%w: the records judged have the root %v, the checkpoint %v", mirror.ErrDamaged, root, c.Root)
	}
	a.Root = root.String()
	return a, err
}

func (in *invocation) printMonitored(a monitored) error {
	for _, f := range a.Faults {
		fmt.Fprintf(in.stderr, "fault: record %d: %s\n", f.Index, f.Fault)
	}
	kinds := make([]string, 0, len(a.Stated))
	for _, kind := range slices.Sorted(maps.Keys(a.Stated)) {
		kinds = append(kinds, fmt.Sprintf("%s %d", kind, a.Stated[kind]))
	}
	verdict := "no new fault"
	if len(a.Faults) > 0 {
		verdict = fmt.Sprintf("%d NEW FAULTS", len(a.Faults))
	}
	_, err := fmt.Fprintf(in.stdout, "%s: %d records judged, %s; root %s\n  %s\n", a.Origin, a.Size, verdict, a.Root, strings.Join(kinds, ", "))
	return err
}

// printLine prints an answer as one line of JSON.
func (p *program) printLine(v any) error {
	e := json.NewEncoder(p.stdout)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}
