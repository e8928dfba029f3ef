package account

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage"
)

var packer = User{"", Packer, "htx-gao", ""}

// asLan is a context in which lan acts in the console.
func asLan() context.Context { return audit.As(ctx, audit.Actor{Who: "lan", From: audit.Console}) }

func TestInvitation(t *testing.T) {
	a, _ := lan(t)
	secret, made, err := a.Invite(asLan(), packer)
	check(t, err)
	seen, err := a.Invitation(ctx, secret)
	check(t, err)
	if seen != made || seen.By != "lan" || seen.Invited != packer || seen.Ends.Sub(seen.Created) != InvitationLife {
		t.Errorf("invitation %v, made as %v", seen, made)
	}
	token, user, err := a.Accept(ctx, home, secret, " Minh ", right)
	check(t, err)
	if want := (User{"minh", Packer, "htx-gao", ""}); user != want {
		t.Errorf("user %v, want %v", user, want)
	}
	if got, err := a.Session(ctx, token); err != nil || got != user {
		t.Errorf("session of %v, %v", got, err)
	}
	_, err = a.Authenticate(ctx, home, "minh", right)
	check(t, err)
	_, _, err = a.Accept(ctx, home, secret, "huong", right)
	is(t, err, ErrInvitation)
	if open, err := a.Invitations(ctx); len(open) != 0 || err != nil {
		t.Errorf("open %v, %v", open, err)
	}
}

func TestInvitationEnds(t *testing.T) {
	for name, end := range map[string]func(a *Accounts, c *clock, i Invitation) error{
		"time":      func(_ *Accounts, c *clock, _ Invitation) error { c.pass(InvitationLife); return nil },
		"withdrawn": func(a *Accounts, _ *clock, i Invitation) error { return a.Withdraw(ctx, i.ID) },
		"inviter removed": func(a *Accounts, _ *clock, _ Invitation) error {
			return a.Remove(ctx, "lan")
		},
		"inviter of another role": func(a *Accounts, _ *clock, _ Invitation) error {
			return a.SetRole(ctx, User{"lan", Packer, "htx-gao", ""})
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, c := lan(t)
			secret, i, err := a.Invite(asLan(), packer)
			check(t, err)
			check(t, end(a, c, i))
			_, err = a.Invitation(ctx, secret)
			is(t, err, ErrInvitation)
			_, _, err = a.Accept(ctx, home, secret, "minh", right)
			is(t, err, ErrInvitation)
			is(t, second(a.Invitations(ctx)), nil)
			_, err = a.User(ctx, "minh")
			is(t, err, ErrNoUser)
		})
	}
}

// second is an error, where there should be nothing before it.
func second[T any](all []T, err error) error {
	if len(all) > 0 {
		return fmt.Errorf("there are %v", all)
	}
	return err
}

// An invitation is still open after what is refused.
func TestAcceptRefuses(t *testing.T) {
	a, _ := lan(t)
	secret, _, err := a.Invite(asLan(), packer)
	check(t, err)
	for _, c := range []struct {
		secret, name, password string
		want                   error
	}{
		{secret, "m", right, ErrName},
		{secret, "LAN", right, ErrTaken},
		{secret, "minh", "ngắn", ErrPassword},
		{secret[1:], "minh", right, ErrInvitation},
		{"", "minh", right, ErrInvitation},
		{strings.Repeat("A", 43), "minh", right, ErrInvitation},
		{secret + "A", "minh", right, ErrInvitation},
		{strings.Repeat("x", 1<<16), "minh", right, ErrInvitation},
	} {
		_, _, err := a.Accept(ctx, home, c.secret, c.name, c.password)
		is(t, err, c.want)
	}
	_, _, err = a.Accept(ctx, home, secret, "minh", right)
	check(t, err)
}

func TestInviteRefuses(t *testing.T) {
	a, _ := lan(t)
	for _, c := range []struct {
		user User
		want error
	}{
		{User{Role: "chief"}, ErrRole}, {User{Role: formerOwner, Entity: "x"}, ErrRole}, {User{}, ErrRole},
		{User{Role: Owner}, ErrEntity}, {User{Role: Admin, Entity: "x"}, ErrEntity},
		{User{Role: Owner, Entity: "x", Province: "15"}, ErrProvince}, {User{Role: Officer, Province: "1"}, ErrProvince},
	} {
		_, _, err := a.Invite(ctx, c.user)
		is(t, err, c.want)
	}
	_, _, err := a.InviteAgain(ctx, "minh")
	is(t, err, ErrNoUser)
	is(t, a.Withdraw(ctx, "nonsense"), ErrInvitation)
}

// Of many who accept at the same time one comes in.
func TestAcceptedOnceAtTheSameTime(t *testing.T) {
	a, _ := lan(t)
	secret, _, err := a.Invite(asLan(), packer)
	check(t, err)
	var (
		wg sync.WaitGroup
		mu sync.Mutex
		in int
	)
	for i := range 5 {
		wg.Go(func() {
			_, _, err := a.Accept(ctx, home, secret, fmt.Sprintf("minh%d", i%2), right)
			mu.Lock()
			defer mu.Unlock()
			if err == nil {
				in++
			} else if !errors.Is(err, ErrInvitation) && !errors.Is(err, ErrTaken) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	users, err := a.Users(ctx)
	check(t, err)
	if in != 1 || len(users) != 2 {
		t.Errorf("%d accepted, users %v", in, users)
	}
}

// Two who want the same name by two invitations: one gets it, and the other's
// invitation stays open.
func TestSameNameAtTheSameTime(t *testing.T) {
	a, _ := lan(t)
	var wg sync.WaitGroup
	errs := make([]error, 2)
	secrets := make([]string, 2)
	for i := range 2 {
		var err error
		secrets[i], _, err = a.Invite(asLan(), packer)
		check(t, err)
	}
	for i := range 2 {
		wg.Go(func() { _, _, errs[i] = a.Accept(ctx, home, secrets[i], "minh", right) })
	}
	wg.Wait()
	if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), ErrTaken) {
		t.Fatalf("%v", errs)
	}
	for i, err := range errs {
		_, open := a.Invitation(ctx, secrets[i])
		if (open == nil) != (err != nil) {
			t.Errorf("%v, and then %v", err, open)
		}
	}
}

func TestForgottenPassword(t *testing.T) {
	a, _ := lan(t)
	token, _, err := a.SignIn(ctx, market, "lan", right)
	check(t, err)
	secret, i, err := a.InviteAgain(ctx, "lan")
	check(t, err)
	if !i.Again() {
		t.Errorf("%v", i)
	}
	other, _, err := a.InviteAgain(ctx, "lan")
	check(t, err)
	_, user, err := a.Accept(ctx, home, secret, "somebody-else", "một câu khác hẳn")
	check(t, err)
	if user != (User{"lan", Owner, "htx-gao", ""}) {
		t.Errorf("user %v", user)
	}
	_, err = a.Session(ctx, token)
	is(t, err, ErrNoSession)
	_, err = a.Authenticate(ctx, home, "lan", "một câu khác hẳn")
	check(t, err)
	_, _, err = a.Accept(ctx, home, other, "lan", right) // the password was changed since
	is(t, err, ErrInvitation)
}

func TestOldInvitationsAreDeleted(t *testing.T) {
	a, c := lan(t)
	for range 3 {
		_, _, err := a.Invite(asLan(), packer)
		check(t, err)
	}
	c.pass(InvitationLife)
	_, _, err := a.Invite(asLan(), packer)
	check(t, err)
	if n := rows(t, a, invitationPrefix); n != 1 {
		t.Errorf("%d invitations are stored", n)
	}
}

// rows is how many rows there are under a prefix.
func rows(t *testing.T, a *Accounts, prefix string) (n int) {
	t.Helper()
	check(t, a.store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan([]byte(prefix), nil, func(_, _ []byte) error { n++; return nil })
	}))
	return n
}

// The secrets of invitations and tokens are not in the store.
func TestSecretsAreNotStored(t *testing.T) {
	a, c := lan(t)
	secret, _, err := a.Invite(asLan(), packer)
	check(t, err)
	token, _, err := a.MakeToken(asLan(), "lan", "cân", []Permission{Diary}, c.Now().Add(time.Hour))
	check(t, err)
	check(t, a.store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan(nil, nil, func(key, value []byte) error {
			if pair := string(key) + string(value); strings.Contains(pair, secret) || strings.Contains(pair, token) {
				t.Errorf("stored: %q", pair)
			}
			return nil
		})
	}))
}
