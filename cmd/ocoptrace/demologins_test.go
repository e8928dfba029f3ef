package main

import (
	"maps"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"ocoptrace/storage/badger"
)

// The demo's logins work, are kept by the next start, and are made anew where
// demo.json is lost.
func TestDemoLogins(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and one thing after the other")
	}
	dir := filepath.Join(t.TempDir(), "demo")
	first := onceDemo(t, dir, demoNow).Logins
	checkDemoLogins(t, dir, first)
	if again := onceDemo(t, dir, demoNow).Logins; !slices.Equal(again, first) {
		t.Errorf("logins %v are now %v", first, again)
	}
	must(t, os.Remove(filepath.Join(dir, "demo.json")))
	other := onceDemo(t, dir, demoNow).Logins
	for i, login := range other {
		if login.User != first[i].User || login.Password == first[i].Password {
			t.Errorf("%s has the password of the file that was lost", login.User)
		}
	}
	checkDemoLogins(t, dir, other)
}

func checkDemoLogins(t *testing.T, dir string, logins []demoLogin) {
	t.Helper()
	store, err := badger.Open(directory(dir).store(), badger.Options{})
	must(t, err)
	defer func() { must(t, store.Close()) }()
	accounts := newProgram().accounts(store)
	users, err := accounts.Users(t.Context())
	must(t, err)
	roles := make(map[string]int)
	for _, login := range logins {
		roles[login.Role]++
		user, err := accounts.Authenticate(t.Context(), netip.Addr{}, login.User, login.Password)
		if err != nil || string(user.Role) != login.Role || user.Entity != login.Entity {
			t.Errorf("%v signs in as %v, %v", login, user, err)
		}
	}
	want := map[string]int{"owner": demoProducers, "packer": 1, "admin": 1, "officer": 1, "inspector": 1, "auditor": 1}
	if !maps.Equal(roles, want) || len(users) != len(logins) {
		t.Errorf("logins %v, users %v", logins, users)
	}
}
