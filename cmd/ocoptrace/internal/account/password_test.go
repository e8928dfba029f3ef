package account

import (
	"errors"
	"strings"
	"testing"

	"ocoptrace/storage"
)

func TestHashFormat(t *testing.T) {
	a, _ := open(t)
	hash, err := a.hash(right)
	check(t, err)
	if !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Fatal(hash)
	}
	for _, damaged := range []string{
		"", "x", hash[:len(hash)-1], hash + "A", hash + "$", strings.Replace(hash, "m=19456", "m=019456", 1),
		strings.Replace(hash, "m=19456", "m=99999999", 1), strings.Replace(hash, "t=2", "t=0", 1),
		strings.Replace(hash, "p=1", "p=0", 1), strings.Replace(hash, "argon2id", "argon2i", 1),
	} {
		if _, _, err := matches(damaged, right); !errors.Is(err, errHash) {
			t.Errorf("%q: %v", damaged, err)
		}
	}
}

// The vector of RFC 9106, section 5.3 has a secret and associated data, which
// the library does not take; this one is of the reference implementation
// (phc-winner-argon2, src/test.c, version 0x13, Argon2id).
func TestHashVector(t *testing.T) {
	const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	for password, want := range map[string]bool{"password": true, "Password": false} {
		ok, current, err := matches(hash, password)
		check(t, err)
		if ok != want || current {
			t.Errorf("%s: %v, made with today's costs: %v", password, ok, current)
		}
	}
}

func TestOldHashIsMadeAnew(t *testing.T) {
	a, _ := lan(t)
	const old = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	check(t, a.change(ctx, "lan", "", func(row *userRow) { row.Hash = old }))
	for range 2 {
		_, err := a.Authenticate(ctx, market, "lan", "password")
		check(t, err)
		check(t, a.store.View(ctx, func(tx storage.Tx) error {
			row, err := readUser(tx, "lan")
			if c, _, _, _ := parseHash(row.Hash); c != today {
				t.Errorf("hash %s", row.Hash)
			}
			return err
		}))
	}
}
