package account

import (
	"context"
	"crypto/rand"
	"errors"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

var (
	ctx    = context.Background()
	market = netip.MustParseAddr("203.0.113.7")
	home   = netip.MustParseAddr("2001:db8:1:2::9")
)

const right = "ruộng bậc thang xanh"

// clock is a clock that is set by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

func open(t *testing.T) (*Accounts, *clock) {
	t.Helper()
	c := &clock{now: time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)}
	return New(Config{Store: storagetest.Memory(), Now: c.Now, Random: rand.Reader}), c
}

// lan opens accounts with one user, lan.
func lan(t *testing.T) (*Accounts, *clock) {
	t.Helper()
	a, c := open(t)
	check(t, a.Add(ctx, User{"lan", Owner, "htx-gao", ""}, right))
	return a, c
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func is(t *testing.T, err, want error) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Fatalf("error %v, want %v", err, want)
	}
}

func TestAddRefuses(t *testing.T) {
	for _, c := range []struct {
		user     User
		password string
		want     error
	}{
		{User{"l", Owner, "htx", ""}, right, ErrName},
		{User{"-lan", Owner, "htx", ""}, right, ErrName},
		{User{"lán", Owner, "htx", ""}, right, ErrName},
		{User{"lan huong", Owner, "htx", ""}, right, ErrName},
		{User{strings.Repeat("a", 33), Owner, "htx", ""}, right, ErrName},
		{User{"lan/x", Owner, "htx", ""}, right, ErrName},
		{User{"lan", "chief", "htx", ""}, right, ErrRole},
		{User{"lan", Owner, "", ""}, right, ErrEntity},
		{User{"lan", Officer, "htx", ""}, right, ErrEntity},
		{User{"lan", Officer, "", ""}, "", ErrPassword},
		{User{"lan", Officer, "", ""}, "ngắn quá1", ErrPassword},
		{User{"lan", Officer, "", ""}, "ababababababab", ErrPassword},
		{User{"lanhuong", Officer, "", ""}, "LanHuong2026", ErrPassword},
		{User{"lan", Officer, "", ""}, strings.Repeat("abcde", 41), ErrPassword},
		{User{"lan", Officer, "", ""}, "abcdefgh\xff\xfe", ErrPassword},
	} {
		a, _ := open(t)
		is(t, a.Add(ctx, c.user, c.password), c.want)
		if users, err := a.Users(ctx); err != nil || len(users) > 0 {
			t.Errorf("%v: stored %v, %v", c.user, users, err)
		}
	}
}

func TestUsers(t *testing.T) {
	a, _ := lan(t)
	check(t, a.Add(ctx, User{" Can-Bo ", Officer, "", ""}, right))
	is(t, a.Add(ctx, User{"LAN", Officer, "", ""}, right), ErrTaken)
	users, err := a.Users(ctx)
	check(t, err)
	want := []User{{"can-bo", Officer, "", ""}, {"lan", Owner, "htx-gao", ""}}
	if !slices.Equal(users, want) {
		t.Fatalf("users %v, want %v", users, want)
	}
	check(t, a.Remove(ctx, "lan"))
	is(t, a.Remove(ctx, "lan"), ErrNoUser)
	is(t, a.SetPassword(ctx, "lan", right), ErrNoUser)
	is(t, a.SignOutEverywhere(ctx, "lan"), ErrNoUser)
}

func TestAuthenticate(t *testing.T) {
	decomposed := "ruo\u0323\u0302ng ba\u0323\u0302c thang xanh"
	for _, c := range []struct {
		name, password string
		want           error
	}{
		{"lan", right, nil},
		{" Lan", right, nil},
		{"lan", decomposed, nil},
		{"lan", right + " ", ErrCredentials},
		{"lan", "", ErrCredentials},
		{"lan", strings.ToUpper(right), ErrCredentials},
		{"huong", right, ErrCredentials},
		{"lan\x00", right, ErrCredentials},
		{"lan", strings.Repeat("x", 1<<20), ErrCredentials},
	} {
		a, _ := lan(t)
		user, err := a.Authenticate(ctx, market, c.name, c.password)
		is(t, err, c.want)
		if err == nil && user != (User{"lan", Owner, "htx-gao", ""}) {
			t.Errorf("%q: user %v", c.name, user)
		}
	}
}

// No password is stored, nor anything it could be read from.
func TestNothingReadableStored(t *testing.T) {
	a, _ := lan(t)
	token, _, err := a.SignIn(ctx, market, "lan", right)
	check(t, err)
	check(t, a.store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan(nil, nil, func(key, value []byte) error {
			pair := string(key) + string(value)
			if strings.Contains(pair, right) || strings.Contains(pair, token) || strings.Contains(pair, market.String()) {
				t.Errorf("stored: %q", pair)
			}
			return nil
		})
	}))
}

func TestStoreErrors(t *testing.T) {
	a, _ := lan(t)
	check(t, a.store.Close())
	_, err := a.Authenticate(ctx, market, "lan", right)
	is(t, err, storage.ErrClosed)
	token, err := a.secret(secretLen)
	check(t, err)
	_, err = a.Session(ctx, token)
	is(t, err, storage.ErrClosed)
	_, err = a.Users(ctx)
	is(t, err, storage.ErrClosed)
	var wait *WaitError
	for range 10 {
		if _, err := a.Authenticate(ctx, market, "lan", right); errors.As(err, &wait) {
			t.Fatal("an error of the store counts as a guess")
		}
	}
}
