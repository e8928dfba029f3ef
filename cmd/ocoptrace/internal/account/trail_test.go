package account

import (
	"fmt"
	"net/netip"
	"slices"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/passkey/passkeytest"
)

// did is what is in the audit trail: "who action subject", oldest first.
func did(t *testing.T, a *Accounts) (all []string) {
	t.Helper()
	check(t, audit.New(audit.Config{Store: a.store, Now: a.now}).Each(ctx, audit.Filter{}, func(e audit.Entry) error {
		all = append(all, fmt.Sprintf("%s %s %s", e.Who, e.Did, e.To))
		return nil
	}))
	return all
}

// Every change of an account is in the trail once, under a name of Actions, by
// who acted; what did not happen is not.
func TestAuditTrail(t *testing.T) {
	a, c := withKeys(t)
	step := func(err error) {
		t.Helper()
		check(t, err)
		c.pass(time.Second)
	}
	c.pass(time.Second)
	token, _, err := a.SignIn(ctx, market, " LAN", right)
	step(err)
	_, _, err = a.SignIn(ctx, market, "lan", "sai mật khẩu")
	is(t, err, ErrCredentials)
	c.pass(time.Second)
	_, _, err = a.SignIn(ctx, market, "mat-khau-cua-toi", "lan")
	is(t, err, ErrCredentials)
	c.pass(time.Second)
	step(a.SignOut(ctx, token))
	step(a.SignOut(ctx, token)) // was ended already
	phone := passkeytest.New(site)
	addKey(t, a, "lan", phone)
	c.pass(time.Second)
	token, _, err = byDevice(t, a, phone)
	step(err)
	step(a.EndSession(asLan(), "lan", SittingID(token)))
	keys, err := a.Passkeys(ctx, "lan")
	check(t, err)
	step(a.RemovePasskey(asLan(), "lan", keys[0].ID))
	secret, _, err := a.Invite(asLan(), packer)
	step(err)
	_, _, err = a.Accept(ctx, home, secret, "minh", right)
	step(err)
	_, i, err := a.InviteAgain(asLan(), "minh")
	step(err)
	step(a.Withdraw(asLan(), i.ID))
	_, key, err := a.MakeToken(asLan(), "lan", "cân", []Permission{Diary}, c.Now().Add(time.Hour))
	step(err)
	step(a.RevokeToken(asLan(), "lan", key.ID))
	step(a.SetRole(asLan(), User{"minh", Owner, "htx-gao", ""}))
	step(a.SetPassword(asLan(), "lan", "một câu khác hẳn"))
	step(a.SignOutEverywhere(asLan(), "minh"))
	is(t, a.Remove(asLan(), "huong"), ErrNoUser)
	step(a.Remove(asLan(), "minh"))
	want := []string{
		" account.add lan", "lan signin.password lan", " signin.failed lan", " signin.failed ",
		"lan signout lan", " passkey.add lan", "lan signin.passkey lan", "lan session.end lan", "lan passkey.remove lan",
		"lan invitation.make packer/htx-gao", "minh invitation.accept minh", "minh signin.invitation minh",
		"lan invitation.again minh", "lan invitation.withdraw minh", "lan token.make lan", "lan token.revoke lan",
		"lan account.role minh", "lan account.password lan", "lan signout.everywhere minh", "lan account.remove minh",
	}
	if got := did(t, a); !slices.Equal(got, want) {
		t.Errorf("trail\n%q, want\n%q", got, want)
	}
	seen := make(map[string]bool)
	for _, line := range want {
		var action string
		for _, known := range Actions() {
			if slices.Contains(fields(line), known) {
				action = known
			}
		}
		if action == "" {
			t.Errorf("%q is not among Actions", line)
		}
		seen[action] = true
	}
	if len(seen) != len(Actions()) {
		t.Errorf("%d of %d actions happened", len(seen), len(Actions()))
	}
}

func fields(line string) (all []string) {
	start := 0
	for i, r := range line + " " {
		if r == ' ' {
			all = append(all, line[start:i])
			start = i + 1
		}
	}
	return all
}

// A flood of guesses, from many networks and at many names, writes 120 rows an
// hour.
func TestFloodOfFailures(t *testing.T) {
	a, c := lan(t)
	before := len(did(t, a))
	guess := func(n int) {
		from := netip.AddrFrom4([4]byte{198, 51, byte(n >> 8), byte(n)})
		check(t, a.noteFailure(ctx, from, fmt.Sprint("ten", n%7), ErrCredentials))
	}
	for n := range 1000 {
		guess(n)
		guess(n)
	}
	if n := len(did(t, a)) - before; n != maxNoted {
		t.Errorf("%d rows", n)
	}
	c.pass(time.Hour)
	guess(0)
	guess(0)
	if n := len(did(t, a)) - before; n != maxNoted+1 {
		t.Errorf("%d rows after an hour", n)
	}
	check(t, a.noteFailure(ctx, market, "lan", ErrBusy)) // no guess
	if n := len(did(t, a)) - before; n != maxNoted+1 {
		t.Errorf("%d rows after a busy moment", n)
	}
}

// Whoever guesses, from any number of networks, does not keep a user out.
func TestGuessingLocksNobodyOut(t *testing.T) {
	a, _ := lan(t)
	for n := range 300 {
		from := netip.AddrFrom4([4]byte{198, 51, byte(n >> 8), byte(n)})
		for range freeTries + 2 {
			a.throttle.try(pair{networkOf(from), "lan"})
		}
	}
	_, _, err := a.SignIn(ctx, home, "lan", right)
	check(t, err)
}
