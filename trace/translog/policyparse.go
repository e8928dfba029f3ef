package translog

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// maxPolicy leaves room for thousands of keys; the format asks for 32.
const maxPolicy = 1 << 20

// ParsePolicy reads a policy file, c2sp.org/tlog-policy. Logs must have Ed25519
// keys (type 0x01) and witnesses Ed25519 cosignature keys (type 0x04); others
// are refused. URLs of logs are accepted and not kept, those of witnesses not
// judged. Error: ErrMalformed, with the line.
func ParsePolicy(b []byte) (Policy, error) {
	if len(b) > maxPolicy {
		return Policy{}, fmt.Errorf("%w policy: %d bytes, the limit is %d", ErrMalformed, len(b), maxPolicy)
	}
	r := policyReader{rules: map[string]*rule{}, members: map[string]bool{}, keys: map[publicKey]bool{}}
	for number := 1; len(b) > 0; number++ {
		line, rest, ended := bytes.Cut(b, []byte("\n"))
		err := r.line(line)
		if err == nil && !ended {
			err = errors.New("no newline at the end")
		}
		if err != nil {
			return Policy{}, fmt.Errorf("%w policy: line %d: %w", ErrMalformed, number, err)
		}
		b = rest
	}
	if r.policy.quorum == nil {
		return Policy{}, fmt.Errorf("%w policy: no quorum line", ErrMalformed)
	}
	return r.policy, nil
}

type policyReader struct {
	policy  Policy
	rules   map[string]*rule   // witnesses and groups by name
	members map[string]bool    // names that are in a group
	keys    map[publicKey]bool // by kind and public key alone
}

func (r *policyReader) line(line []byte) error {
	for _, c := range line {
		if c < 0x20 && c != '\t' || c == 0x7f {
			return fmt.Errorf("control character %#02x", c)
		}
	}
	fields := strings.FieldsFunc(string(line), func(c rune) bool { return c == ' ' || c == '\t' })
	if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
		return nil
	}
	switch fields[0] {
	case "log":
		return r.log(fields[1:])
	case "witness":
		return r.witness(fields[1:])
	case "group":
		return r.group(fields[1:])
	case "quorum":
		return r.quorum(fields[1:])
	}
	return fmt.Errorf("unknown keyword %q", fields[0])
}

func (r *policyReader) log(args []string) error {
	if len(args) < 1 || len(args) > 2 {
		return errors.New("a log line is: log VKEY [URL]")
	}
	k, err := r.key(args[0], typeEd25519)
	r.policy.logs = append(r.policy.logs, k)
	return err
}

func (r *policyReader) witness(args []string) error {
	if len(args) < 2 || len(args) > 3 {
		return errors.New("a witness line is: witness NAME VKEY [URL]")
	}
	k, err := r.key(args[1], typeCosignature)
	if err != nil {
		return err
	}
	r.policy.witnesses = append(r.policy.witnesses, k)
	r.policy.prefixes = append(r.policy.prefixes, strings.Join(args[2:], ""))
	return r.define(args[0], &rule{witness: &k})
}

func (r *policyReader) group(args []string) error {
	if len(args) < 3 {
		return errors.New("a group line is: group NAME all|any|COUNT MEMBER [MEMBER]…")
	}
	members := args[2:]
	need, err := threshold(args[1], len(members))
	if err != nil {
		return err
	}
	g := &rule{need: need}
	for _, name := range members {
		m := r.rules[name]
		if m == nil {
			return fmt.Errorf("member %q is not defined above", name)
		}
		if r.members[name] {
			return fmt.Errorf("%q is a member twice", name)
		}
		r.members[name] = true
		g.members = append(g.members, m)
	}
	return r.define(args[0], g)
}

func threshold(s string, members int) (int, error) {
	switch s {
	case "all":
		return members, nil
	case "any":
		return 1, nil
	}
	n, err := parseDecimal(s)
	if err != nil || n < 1 || n > int64(members) {
		return 0, fmt.Errorf("threshold %q is not all, any or a number from 1 to %d", s, members)
	}
	return int(n), nil
}

func (r *policyReader) quorum(args []string) error {
	if len(args) != 1 {
		return errors.New("a quorum line is: quorum NAME|none")
	}
	if r.policy.quorum != nil {
		return errors.New("a second quorum line")
	}
	r.policy.quorum = r.rules[args[0]]
	if args[0] == "none" {
		r.policy.quorum = &rule{}
	}
	if r.policy.quorum == nil {
		return fmt.Errorf("quorum %q is not defined above", args[0])
	}
	return nil
}

func (r *policyReader) define(name string, as *rule) error {
	if name == "none" || r.rules[name] != nil {
		return fmt.Errorf("name %q is taken", name)
	}
	r.rules[name] = as
	return nil
}

// key parses a key and refuses a public key that came before, under whatever name.
func (r *policyReader) key(vkey string, kind byte) (publicKey, error) {
	k, err := parseKey(vkey, kind)
	if err != nil {
		return k, err
	}
	bare := publicKey{kind: k.kind, public: k.public}
	if r.keys[bare] {
		return k, fmt.Errorf("the key of %s is listed twice", k.name)
	}
	r.keys[bare] = true
	return k, nil
}
