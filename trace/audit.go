package trace

import (
	"bytes"
	"context"
	"fmt"

	"ocoptrace/storage"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/note"
)

// Check re-verifies a whole registry: what translog.Check does, and for every
// record its signature, its id, its vc+jwt signature, the counters of label
// runs, that no label is bound to two batches, and each derived key; then that
// there are no other derived keys. verifier is the log's public key. The error is one of the store or of ctx; faults are in the
// report. It needs no private key.
func Check(ctx context.Context, s storage.Store, verifier note.Verifier, anchor translog.Anchor, progress func(done, total int64)) (translog.Report, error) {
	a := auditor{unique: make(map[string]bool), next: make(map[string]int64), bound: make(map[string]Spans)}
	report, err := translog.Check(ctx, s, verifier, anchor, a.leaf, progress)
	if err != nil {
		return report, err
	}
	err = s.View(ctx, func(tx storage.Tx) error {
		return a.extra(tx, report.Size, func(text string) { addFinding(&report, text) })
	})
	return report, err
}

func addFinding(r *translog.Report, text string) {
	if len(r.Findings) < 100 {
		r.Findings = append(r.Findings, text)
	} else {
		r.More++
	}
}

// auditor holds what a pass over the log must remember.
type auditor struct {
	keys   credential.KeyMap
	rows   int64            // derived keys seen, each once
	unique map[string]bool  // unique values seen
	next   map[string]int64 // code key: the counter after its last run
	bound  map[string]Spans // blank run: its labels, active where bound
}

// leaf checks one record and what was derived from it.
func (a *auditor) leaf(tx storage.Tx, index int64, record []byte) error {
	if index == 0 {
		var err error
		if _, a.keys, err = readService(record); err != nil {
			return err
		}
	}
	s, _, err := verify(record, a.keys)
	if err != nil {
		return err
	}
	if err := checkID(tx, s.ID, index); err != nil {
		return err
	}
	if err := a.checkJWS(tx, index, record); err != nil {
		return err
	}
	if err := a.checkRange(s.Fact); err != nil {
		return err
	}
	return a.checkRows(tx, s.Fact, index)
}

func checkID(tx storage.Tx, id string, index int64) error {
	at, err := translog.IndexOf(tx, id)
	if err != nil {
		return fmt.Errorf("id %s: %w", id, err)
	}
	if at != index {
		return fmt.Errorf("id %s leads to leaf %d", id, at)
	}
	return nil
}

func (a *auditor) checkJWS(tx storage.Tx, index int64, record []byte) error {
	signature, err := tx.Get(jwsKey(index))
	if err != nil {
		return fmt.Errorf("vc+jwt signature: %w", err)
	}
	token, err := credential.JWT(record, signature)
	if err == nil {
		_, err = credential.VerifyJWT(token, a.keys)
	}
	return err
}

// checkRange holds a run against the runs before it.
func (a *auditor) checkRange(f Fact) error {
	run, ok := f.(*LabelRun)
	if !ok {
		return a.checkClaim(f)
	}
	if run.First != a.next[run.CodeKey] {
		return fmt.Errorf("label run %s begins at counter %d, not at %d", run.ID, run.First, a.next[run.CodeKey])
	}
	a.next[run.CodeKey] = run.Last() + 1
	if run.Blank() {
		a.bound[run.ID] = Spans{{1, run.Count, LabelOpen}}
	}
	return nil
}

// checkClaim holds a claim against the claims before it.
func (a *auditor) checkClaim(f Fact) error {
	claim, ok := f.(*LabelClaim)
	if !ok {
		return nil
	}
	spans := a.bound[claim.Run].within(claim.From, claim.To)
	if len(spans) != 1 || spans[0] != (Span{claim.From, claim.To, LabelOpen}) {
		return fmt.Errorf("labels %d to %d of run %s are not all blank ones that are bound to no batch yet", claim.From, claim.To, claim.Run)
	}
	a.bound[claim.Run] = a.bound[claim.Run].set(claim.From, claim.To, LabelActive)
	return nil
}

func (a *auditor) checkRows(tx storage.Tx, f Fact, index int64) error {
	for _, r := range f.rows(index) {
		value, err := tx.Get(r.key)
		if err != nil {
			return fmt.Errorf("derived key %q: %w", r.key, err)
		}
		if !bytes.Equal(value, r.value) {
			return fmt.Errorf("derived key %q holds %q, not %q", r.key, value, r.value)
		}
		if bytes.HasPrefix(r.key, []byte(uniquePrefix)) {
			if a.unique[string(r.key)] {
				continue
			}
			a.unique[string(r.key)] = true
		}
		a.rows++
	}
	return nil
}

// extra finds derived keys and signatures that belong to no record.
func (a *auditor) extra(tx storage.Tx, size int64, fault func(string)) error {
	var rows, signatures int64
	count := func(n *int64) func(_, _ []byte) error {
		return func(_, _ []byte) error { *n++; return nil }
	}
	if err := tx.Scan([]byte(regPrefix), nil, count(&rows)); err != nil {
		return err
	}
	if err := tx.Scan([]byte(jwsPrefix), nil, count(&signatures)); err != nil {
		return err
	}
	if rows != a.rows {
		fault(fmt.Sprintf("%d derived keys where the records make %d; run check --rebuild", rows, a.rows))
	}
	if signatures != size {
		fault(fmt.Sprintf("%d vc+jwt signatures for %d records", signatures, size))
	}
	return nil
}
