package translog

import (
	"fmt"

	"golang.org/x/mod/sumdb/note"
)

// Policy says which logs are trusted and which witnesses must have cosigned,
// c2sp.org/tlog-policy. The zero Policy trusts nothing. It is immutable and
// may be shared.
type Policy struct {
	logs      []publicKey
	witnesses []publicKey
	prefixes  []string // of the witnesses, in their order
	quorum    *rule
}

// rule is a witness, or a group of which need members must have witnessed.
type rule struct {
	witness *publicKey
	need    int
	members []*rule
}

// signers are the keys whose signatures of a note were verified.
type signers map[keyName]bool

type keyName struct {
	name string
	id   uint32
}

// LogPolicy returns the policy that trusts one log and asks for no witness.
// vkey is the log's public key as golang.org/x/mod/sumdb/note writes it.
func LogPolicy(vkey string) []byte {
	return []byte("log " + vkey + "\nquorum none\n")
}

// A Witness is one that a policy names.
type Witness struct {
	Verifier note.Verifier // of its cosignatures
	Prefix   string        // of its URLs for submissions, c2sp.org/tlog-witness; may be ""
}

// Witnesses returns the witnesses of the policy, in its order, whether or not
// its quorum asks for them.
func (p Policy) Witnesses() []Witness {
	all := make([]Witness, len(p.witnesses))
	for i, k := range p.witnesses {
		all[i] = Witness{k, p.prefixes[i]}
	}
	return all
}

// Open verifies that a checkpoint is signed by a log of the policy, under the
// log's own name as origin, and cosigned as the quorum asks. A wrong signature
// of any key of the policy is refused, signatures of other keys are ignored.
// The times of cosignatures are not judged. Errors: ErrMalformed, ErrUnverified.
func (p Policy) Open(checkpoint []byte) (Checkpoint, error) {
	var known []note.Verifier
	for _, k := range p.logs {
		known = append(known, k)
	}
	for _, k := range p.witnesses {
		known = append(known, k)
	}
	c, signatures, err := openCheckpoint(checkpoint, known...)
	if err != nil {
		return Checkpoint{}, err
	}
	signed := signers{}
	for _, s := range signatures {
		signed[keyName{s.Name, s.Hash}] = true
	}
	if !p.signedByLog(c.Origin, signed) {
		return Checkpoint{}, fmt.Errorf("%w: no log of the policy signed the checkpoint of %q", ErrUnverified, c.Origin)
	}
	if !p.quorum.met(signed) {
		return Checkpoint{}, fmt.Errorf("%w: the checkpoint lacks cosignatures that the policy's quorum asks for", ErrUnverified)
	}
	return c, nil
}

func (p Policy) signedByLog(origin string, signed signers) bool {
	for _, k := range p.logs {
		if k.name == origin && signed[keyName{k.name, k.id}] {
			return true
		}
	}
	return false
}

func (r *rule) met(signed signers) bool {
	if r.witness != nil {
		return signed[keyName{r.witness.name, r.witness.id}]
	}
	n := 0
	for _, m := range r.members {
		if m.met(signed) {
			n++
		}
	}
	return n >= r.need
}
