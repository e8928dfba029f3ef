package trace

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/translog"
)

// credentialsV2 is the base context of W3C VC Data Model 2.0, section 5.
const credentialsV2 = "https://www.w3.org/ns/credentials/v2"

// ContextPath is where the service publishes the JSON-LD context of its terms.
const ContextPath = "/ns/v1"

type envelope struct {
	Context   []string        `json:"@context"`
	ID        string          `json:"id"`
	Type      []string        `json:"type"`
	Issuer    string          `json:"issuer"`
	ValidFrom time.Time       `json:"validFrom"`
	Subject   json.RawMessage `json:"credentialSubject"`
}

// document is the unsigned statement of a fact.
func document(base, did, id string, now time.Time, f Fact) ([]byte, error) {
	subject, err := json.Marshal(f)
	if err != nil {
		return nil, err
	}
	return json.Marshal(envelope{
		Context:   []string{credentialsV2, base + ContextPath},
		ID:        id,
		Type:      []string{"VerifiableCredential", string(f.Kind()) + "Statement"},
		Issuer:    did,
		ValidFrom: now.UTC().Truncate(time.Second),
		Subject:   subject,
	})
}

// ErrNotStatement says that a record, however well signed, does not state a
// fact of a kind this program knows.
var ErrNotStatement = errors.New("not a statement of a known kind")

// A Statement is a decoded record.
type Statement struct {
	ID     string // urn:uuid:…
	Issuer string // DID
	Issued time.Time
	Fact   Fact
}

// decode reads a record or an unsigned document; it verifies nothing.
func decode(record []byte) (Statement, error) {
	var e envelope
	if err := json.Unmarshal(record, &e); err != nil {
		return Statement{}, fmt.Errorf("%w: %v", ErrNotStatement, err)
	}
	var head struct {
		Type Kind `json:"type"`
	}
	if err := json.Unmarshal(e.Subject, &head); err != nil {
		return Statement{}, fmt.Errorf("%w: %v", ErrNotStatement, err)
	}
	fact := newFact(head.Type)
	if fact == nil || len(e.Type) != 2 || e.Type[1] != string(head.Type)+"Statement" {
		return Statement{}, fmt.Errorf("%w: type %q", ErrNotStatement, head.Type)
	}
	d := json.NewDecoder(bytes.NewReader(e.Subject))
	d.DisallowUnknownFields()
	if err := d.Decode(fact); err != nil {
		return Statement{}, fmt.Errorf("%w: %v", ErrNotStatement, err)
	}
	return Statement{e.ID, e.Issuer, e.ValidFrom, fact}, nil
}

// fact returns the fact stated at a log index.
func (v view) fact(index int64) (Fact, error) {
	s, err := v.statement(index)
	return s.Fact, err
}

func (v view) statement(index int64) (Statement, error) {
	leaf, err := translog.Leaf(v.tx, index)
	if err != nil {
		return Statement{}, err
	}
	return decode(leaf)
}

// exists is a Problem of the field unless something is stated about subject.
func (v view) exists(list, subject, field string) error {
	found, err := v.newest(list, subject, 1)
	if err == nil && len(found) == 0 {
		return problem(field, "unknownReference", subject)
	}
	return err
}

// current returns the newest fact of a list; nil where there is none.
func current[F Fact](v view, list, subject string) (none F, err error) {
	indexes, err := v.newest(list, subject, 1)
	if err != nil || len(indexes) == 0 {
		return none, err
	}
	return factAt[F](v, indexes[0])
}

// history returns all facts of a list, newest first.
func history[F Fact](v view, list, subject string) ([]F, error) {
	indexes, err := v.newest(list, subject, 0)
	if err != nil {
		return nil, err
	}
	return factsAt[F](v, indexes)
}

func factAt[F Fact](v view, index int64) (none F, err error) {
	s, err := v.statement(index)
	if err != nil {
		return none, err
	}
	return factOf[F](s, index)
}

// factOf is the fact of the statement at a log index, which must be of kind F.
func factOf[F Fact](s Statement, index int64) (none F, err error) {
	f, ok := s.Fact.(F)
	if !ok {
		return none, fmt.Errorf("log index %d: %w: found %s", index, ErrNotStatement, s.Fact.Kind())
	}
	return f, nil
}

func isNotFound(err error) bool { return errors.Is(err, storage.ErrNotFound) }

// verify checks a record's signature and decodes it.
func verify(record []byte, keys credential.Keys) (Statement, credential.Verified, error) {
	proven, err := credential.Verify(record, keys)
	if err != nil {
		return Statement{}, credential.Verified{}, err
	}
	s, err := decode(proven.Document)
	return s, proven, err
}
