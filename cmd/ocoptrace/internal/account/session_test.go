package account

import (
	"strings"
	"testing"
	"time"

	"ocoptrace/storage"
)

func TestSession(t *testing.T) {
	a, c := lan(t)
	token, user, err := a.SignIn(ctx, market, "lan", right)
	check(t, err)
	if user.Entity != "htx-gao" {
		t.Error(user)
	}
	for range 13 { // seen every 11 hours: 143 hours of the 168
		got, err := a.Session(ctx, token)
		check(t, err)
		if got != user {
			t.Fatal(got)
		}
		c.pass(11 * time.Hour)
	}
	c.pass(time.Hour)
	_, err = a.Session(ctx, token)
	is(t, err, ErrNoSession)
}

func TestSessionEnds(t *testing.T) {
	for name, end := range map[string]func(a *Accounts, c *clock, token string) error{
		"idle": func(_ *Accounts, c *clock, _ string) error { c.pass(Idle); return nil },
		"lifetime": func(a *Accounts, c *clock, token string) error {
			for range int(Lifetime / (Idle / 2)) {
				if _, err := a.Session(ctx, token); err != nil {
					return err
				}
				c.pass(Idle / 2)
			}
			return nil
		},
		"sign out":   func(a *Accounts, _ *clock, token string) error { return a.SignOut(ctx, token) },
		"everywhere": func(a *Accounts, _ *clock, _ string) error { return a.SignOutEverywhere(ctx, "lan") },
		"removed":    func(a *Accounts, _ *clock, _ string) error { return a.Remove(ctx, "lan") },
		"password": func(a *Accounts, _ *clock, _ string) error {
			return a.SetPassword(ctx, "lan", "một câu khác hẳn")
		},
		"another one": replaceUser,
	} {
		t.Run(name, func(t *testing.T) {
			a, c := lan(t)
			token, _, err := a.SignIn(ctx, market, "lan", right)
			check(t, err)
			_, err = a.Session(ctx, token)
			check(t, err)
			check(t, end(a, c, token))
			_, err = a.Session(ctx, token)
			is(t, err, ErrNoSession)
		})
	}
}

// replaceUser gives the name of a user who left to another.
func replaceUser(a *Accounts, _ *clock, _ string) error {
	if err := a.Remove(ctx, "lan"); err != nil {
		return err
	}
	return a.Add(ctx, User{"lan", Officer, "", ""}, right)
}

func TestTamperedToken(t *testing.T) {
	a, _ := lan(t)
	token, _, err := a.SignIn(ctx, market, "lan", right)
	check(t, err)
	tokens := []string{"", "x", token[1:], token + "A", token + "=", strings.Repeat("A", 43), strings.Repeat("A", 1<<16), "../" + token[3:]}
	for i := range token {
		flipped := []byte(token)
		flipped[i] ^= 1
		tokens = append(tokens, string(flipped))
	}
	for _, tampered := range tokens {
		_, err := a.Session(ctx, tampered)
		is(t, err, ErrNoSession)
		check(t, a.SignOut(ctx, tampered))
	}
	_, err = a.Session(ctx, token)
	check(t, err)
}

func TestSignInAfterChange(t *testing.T) {
	a, _ := lan(t)
	row, err := a.authenticate(ctx, market, "lan", right)
	check(t, err)
	check(t, a.SetPassword(ctx, "lan", "một câu khác hẳn"))
	_, err = a.begin(ctx, "lan", byPassword, unchanged(row.Series))
	is(t, err, ErrCredentials)
	_, err = a.begin(ctx, "huong", byPassword, unchanged(""))
	is(t, err, ErrCredentials)
	all, err := a.Sessions(ctx, "lan")
	check(t, err)
	if len(all) != 0 {
		t.Errorf("sessions %v", all)
	}
}

func TestSweep(t *testing.T) {
	a, c := lan(t)
	for range 3 {
		_, _, err := a.SignIn(ctx, market, "lan", right)
		check(t, err)
	}
	c.pass(Idle)
	token, _, err := a.SignIn(ctx, market, "lan", right)
	check(t, err)
	n := 0
	check(t, a.store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan([]byte(sessionPrefix), nil, func(_, _ []byte) error { n++; return nil })
	}))
	if n != 1 {
		t.Errorf("%d sessions are stored, want the new one", n)
	}
	_, err = a.Session(ctx, token)
	check(t, err)
}
