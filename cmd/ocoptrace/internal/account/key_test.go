package account

import (
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/passkey"
	"ocoptrace/cmd/ocoptrace/internal/passkey/passkeytest"
	"ocoptrace/storage/storagetest"
)

const site = "https://ocop.example"

// withKeys opens accounts with the user lan, at a site that has passkeys.
func withKeys(t *testing.T) (*Accounts, *clock) {
	t.Helper()
	c := &clock{now: time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)}
	keys, err := passkey.New(site, "OCOP", c.Now)
	check(t, err)
	a := New(Config{Store: storagetest.Memory(), Now: c.Now, Random: rand.Reader, Passkeys: keys})
	check(t, a.Add(ctx, User{"lan", Owner, "htx-gao", ""}, right))
	return a, c
}

// addKey gives a user a passkey on a device.
func addKey(t *testing.T, a *Accounts, name string, d *passkeytest.Device) {
	t.Helper()
	options, err := a.AskPasskey(ctx, name)
	check(t, err)
	response, err := d.Create(options)
	check(t, err)
	check(t, a.AddPasskey(ctx, name, " Điện  thoại ", response))
}

func byDevice(t *testing.T, a *Accounts, d *passkeytest.Device) (string, User, error) {
	t.Helper()
	options, err := a.AskSignIn()
	check(t, err)
	response, err := d.Get(options)
	check(t, err)
	return a.SignInByKey(ctx, response)
}

func TestPasskey(t *testing.T) {
	a, c := withKeys(t)
	phone, card := passkeytest.New(site), passkeytest.New(site)
	card.Counter = 1
	addKey(t, a, "lan", phone)
	c.pass(time.Minute)
	addKey(t, a, "lan", card)
	for range 2 {
		for _, d := range []*passkeytest.Device{phone, card} {
			token, user, err := byDevice(t, a, d)
			check(t, err)
			if got, err := a.Session(ctx, token); err != nil || got != user || user.Name != "lan" {
				t.Fatalf("%v, %v, %v", got, user, err)
			}
		}
	}
	all, err := a.Passkeys(ctx, "lan")
	check(t, err)
	if len(all) != 2 || all[0].Label != "Điện thoại" || all[0].Used.IsZero() {
		t.Errorf("passkeys %v", all)
	}
	check(t, a.RemovePasskey(ctx, "lan", all[0].ID))
	_, _, err = byDevice(t, a, phone)
	is(t, err, ErrCredentials)
	_, _, err = byDevice(t, a, card)
	check(t, err)
	check(t, a.RemovePasskey(ctx, "lan", all[1].ID)) // there is the password
	is(t, a.RemovePasskey(ctx, "lan", all[1].ID), ErrNoPasskey)
}

// A key does not outlive its user, and does not come back with the name.
func TestPasskeyOfUserRemoved(t *testing.T) {
	a, c := withKeys(t)
	phone := passkeytest.New(site)
	addKey(t, a, "lan", phone)
	check(t, replaceUser(a, c, ""))
	_, _, err := byDevice(t, a, phone)
	is(t, err, ErrCredentials)
	if n := rows(t, a, keyPrefix); n != 0 {
		t.Errorf("%d passkeys are stored", n)
	}
}

// A key that was begun to be made by one user is not another's.
func TestPasskeyOfAnother(t *testing.T) {
	a, _ := withKeys(t)
	check(t, a.Add(ctx, User{"minh", Auditor, "", ""}, right))
	_, err := a.AskPasskey(ctx, "minh") // has a handle now
	check(t, err)
	options, err := a.AskPasskey(ctx, "lan")
	check(t, err)
	response, err := passkeytest.New(site).Create(options)
	check(t, err)
	is(t, a.AddPasskey(ctx, "minh", "x", response), passkey.ErrCeremony)
	is(t, second(a.Passkeys(ctx, "minh")), nil)
}

func TestCopiedPasskey(t *testing.T) {
	a, _ := withKeys(t)
	card := passkeytest.New(site)
	card.Counter = 1
	addKey(t, a, "lan", card)
	_, _, err := byDevice(t, a, card)
	check(t, err)
	card.Counter = 1
	_, _, err = byDevice(t, a, card)
	is(t, err, ErrCredentials)
	is(t, err, passkey.ErrCopied)
}

func TestAcceptByPasskey(t *testing.T) {
	a, _ := withKeys(t)
	secret, _, err := a.Invite(asLan(), packer)
	check(t, err)
	phone := passkeytest.New(site)
	_, err = a.AskAccept(ctx, secret, "lan")
	is(t, err, ErrTaken)
	_, err = a.AskAccept(ctx, secret, "?")
	is(t, err, ErrName)
	options, err := a.AskAccept(ctx, secret, "Minh")
	check(t, err)
	response, err := phone.Create(options)
	check(t, err)
	_, _, err = a.AcceptByKey(ctx, secret, "minh", "", response)
	is(t, err, ErrLabel)
	token, user, err := a.AcceptByKey(ctx, secret, "minh", "điện thoại", response)
	check(t, err)
	if got, err := a.Session(ctx, token); err != nil || got != user || user != (User{"minh", Packer, "htx-gao", ""}) {
		t.Errorf("%v, %v, %v", got, user, err)
	}
	_, err = a.Authenticate(ctx, home, "minh", "")
	is(t, err, ErrCredentials)
	_, _, err = byDevice(t, a, phone)
	check(t, err)
	all, err := a.Passkeys(ctx, "minh")
	check(t, err)
	is(t, a.RemovePasskey(ctx, "minh", all[0].ID), ErrOnlyPasskey)
	hasPassword(t, a, "minh", false)
	check(t, a.SetPassword(ctx, "minh", right))
	hasPassword(t, a, "minh", true)
	check(t, a.RemovePasskey(ctx, "minh", all[0].ID))
	_, err = a.AskAccept(ctx, secret, "huong")
	is(t, err, ErrInvitation)
}

func TestPasskeysAreBounded(t *testing.T) {
	a, _ := withKeys(t)
	for range MaxPasskeys {
		addKey(t, a, "lan", passkeytest.New(site))
	}
	_, err := a.AskPasskey(ctx, "lan")
	is(t, err, ErrTooMany)
}

func TestNoPasskeys(t *testing.T) {
	a, _ := lan(t)
	_, ask := a.AskPasskey(ctx, "lan")
	_, signIn := a.AskSignIn()
	_, _, by := a.SignInByKey(ctx, nil)
	_, accept := a.AskAccept(ctx, "", "")
	_, _, accepted := a.AcceptByKey(ctx, "", "", "", nil)
	for i, err := range []error{ask, signIn, by, accept, accepted, a.AddPasskey(ctx, "lan", "x", nil)} {
		t.Run(fmt.Sprint(i), func(t *testing.T) { is(t, err, passkey.ErrSite) })
	}
	if a.HasPasskeys() {
		t.Error("there are passkeys")
	}
}

func hasPassword(t *testing.T, a *Accounts, name string, want bool) {
	t.Helper()
	if has, err := a.HasPassword(ctx, name); err != nil || has != want {
		t.Errorf("%s has a password: %v, %v", name, has, err)
	}
}
