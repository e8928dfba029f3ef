package trace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"ocoptrace/trace/code"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/translog"
)

// MaxBundle bounds a bundle, in bytes.
const MaxBundle = 16 << 20

const bundleFormat = "ocoptrace-bundle-1"

// ErrBundle says that a file is not a bundle.
var ErrBundle = errors.New("bundle: malformed")

// A Bundle carries what is needed to check a batch or a label without a
// network: every record about it with its log proof. With the log's policy
// nothing else is needed, because leaf 0, always among the records, names the
// keys that sign the others.
//
// The file is one JSON object without insignificant space, then a newline:
//
//	{"format":"ocoptrace-bundle-1",
//	 "product":ID, "lot":LOT, "code":CODE,      lot and code may be absent
//	 "entries":[{"proof":TEXT,"record":{…}}, …]}
//
// RECORD is the statement byte for byte, which are JCS bytes and the log leaf;
// TEXT is its c2sp.org/tlog-proof@v1. All proofs are for the same checkpoint,
// and entries are in log order. A bundle of a blank label that is bound to no
// batch has "entity":ID and "code":CODE instead of a product. That CODE belongs
// to one of the label runs, and lies in the range of a claim, is the service's
// word: only the holder of the code key can tell.
type Bundle struct {
	Product string
	Lot     string
	Entity  string // where there is no product alone
	Code    code.Code
	Entries []BundleEntry
}

// BundleEntry is one record of a Bundle.
type BundleEntry struct {
	Record []byte
	Proof  []byte
}

type bundleFile struct {
	Format  string      `json:"format"`
	Product string      `json:"product,omitempty"`
	Lot     string      `json:"lot,omitempty"`
	Entity  string      `json:"entity,omitempty"`
	Code    string      `json:"code,omitempty"`
	Entries []entryFile `json:"entries"`
}

type entryFile struct {
	Proof  string          `json:"proof"`
	Record json.RawMessage `json:"record"`
}

// Bundle packs the scan's records.
func (s *Scan) Bundle() Bundle {
	var b Bundle
	if s.Product.Fact != nil {
		b.Product = s.Product.Fact.ID
	} else {
		b.Entity = s.Entity.Fact.ID
	}
	if s.Batch != nil {
		b.Lot = s.Batch.Fact.Lot
	}
	if s.Label != nil {
		b.Code = s.Label.Code
	}
	for _, e := range s.Evidence() {
		b.Entries = append(b.Entries, BundleEntry{e.Record, e.Proof(s.Checkpoint).Marshal()})
	}
	return b
}

// Marshal writes the file of the bundle.
func (b Bundle) Marshal() ([]byte, error) {
	f := bundleFile{Format: bundleFormat, Product: b.Product, Lot: b.Lot, Entity: b.Entity, Code: string(b.Code)}
	for _, e := range b.Entries {
		f.Entries = append(f.Entries, entryFile{string(e.Proof), e.Record})
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false) // records stand byte for byte
	err := enc.Encode(f)
	return out.Bytes(), err
}

// ParseBundle reads a bundle and verifies nothing. It accepts only what
// Marshal writes. Error: ErrBundle.
func ParseBundle(data []byte) (Bundle, error) {
	if len(data) > MaxBundle {
		return Bundle{}, fmt.Errorf("%w: %d bytes, more than %d", ErrBundle, len(data), MaxBundle)
	}
	var f bundleFile
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f); err != nil {
		return Bundle{}, fmt.Errorf("%w: %v", ErrBundle, err)
	}
	if f.Format != bundleFormat {
		return Bundle{}, fmt.Errorf("%w: format %.40q, not %q", ErrBundle, f.Format, bundleFormat)
	}
	b := Bundle{Product: f.Product, Lot: f.Lot, Entity: f.Entity, Code: code.Code(f.Code)}
	if c, err := code.Parse(f.Code); f.Code != "" && (err != nil || c != b.Code) {
		return Bundle{}, fmt.Errorf("%w: code %.40q", ErrBundle, f.Code)
	}
	for _, e := range f.Entries {
		b.Entries = append(b.Entries, BundleEntry{e.Record, []byte(e.Proof)})
	}
	again, err := b.Marshal()
	if err != nil || !bytes.Equal(again, data) {
		return Bundle{}, fmt.Errorf("%w: not byte for byte as it was written", ErrBundle)
	}
	return b, nil
}

// A Checked bundle is what Verify proved.
type Checked struct {
	Checkpoint translog.Checkpoint
	Service    Service
	Evidence   []*Evidence
}

// Steps of Verify, in order, as told to its observer.
const (
	StepCheckpoint = "checkpoint" // signed by a log of the policy, cosigned as it asks
	StepService    = "service"    // leaf 0 names the issuer keys
	StepIncluded   = "included"   // a record is in the log
	StepSigned     = "signed"     // a record is signed by one of those keys, unaltered
	StepSubject    = "subject"    // the records are about what the bundle claims
)

// Verify checks a bundle under a policy, with nothing else. It tells step of
// each check as it succeeds: its name and, for a record, the evidence. The
// error is of the first check that fails.
func (b Bundle) Verify(policy translog.Policy, step func(name string, e *Evidence)) (*Checked, error) {
	if len(b.Entries) == 0 {
		return nil, fmt.Errorf("%w: no records", ErrBundle)
	}
	proofs, err := b.proofs()
	if err != nil {
		return nil, err
	}
	c := &Checked{}
	if c.Checkpoint, err = policy.Open(proofs[0].Checkpoint); err != nil {
		return nil, err
	}
	step(StepCheckpoint, nil)
	if _, err := proofs[0].Verify(b.Entries[0].Record, policy); err != nil {
		return nil, fmt.Errorf("record 1: %w", err)
	}
	if proofs[0].Index != 0 {
		return nil, fmt.Errorf("%w: the first record is leaf %d, not the service's leaf 0", ErrBundle, proofs[0].Index)
	}
	service, keys, err := readService(b.Entries[0].Record)
	if err != nil {
		return nil, fmt.Errorf("record 1: %w", err)
	}
	c.Service = service
	step(StepService, nil)
	for i, entry := range b.Entries {
		e, err := entry.verify(proofs[i], policy, keys, step)
		if err != nil {
			return nil, fmt.Errorf("record %d: %w", i+1, err)
		}
		c.Evidence = append(c.Evidence, e)
	}
	if err := b.checkSubject(c); err != nil {
		return nil, err
	}
	step(StepSubject, nil)
	return c, nil
}

// proofs parses the proofs, which must be for one checkpoint and in log order.
func (b Bundle) proofs() ([]translog.Proof, error) {
	proofs := make([]translog.Proof, len(b.Entries))
	for i, e := range b.Entries {
		var err error
		if proofs[i], err = translog.ParseProof(e.Proof); err != nil {
			return nil, fmt.Errorf("record %d: %w", i+1, err)
		}
		if !bytes.Equal(proofs[i].Checkpoint, proofs[0].Checkpoint) {
			return nil, fmt.Errorf("%w: record %d is proven under another checkpoint than record 1", ErrBundle, i+1)
		}
		if i > 0 && proofs[i].Index <= proofs[i-1].Index {
			return nil, fmt.Errorf("%w: record %d is not in log order", ErrBundle, i+1)
		}
		if len(proofs[i].Extra) > 0 {
			return nil, fmt.Errorf("%w: record %d carries data that nothing proves", ErrBundle, i+1)
		}
	}
	return proofs, nil
}

func (e BundleEntry) verify(p translog.Proof, policy translog.Policy, keys credential.KeyMap, step func(string, *Evidence)) (*Evidence, error) {
	if _, err := p.Verify(e.Record, policy); err != nil {
		return nil, err
	}
	s, proven, err := verify(e.Record, keys)
	if err != nil {
		return nil, err
	}
	evidence := &Evidence{Statement: s, Index: p.Index, Method: proven.Method, Record: e.Record, Hashes: p.Hashes}
	step(StepIncluded, evidence)
	step(StepSigned, evidence)
	return evidence, nil
}
