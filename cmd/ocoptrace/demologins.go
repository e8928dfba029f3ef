package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/netip"
	"os"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/account"
)

// demoStaff are the logins of the demo that belong to no producer; those of
// owners are the ids of their entities.
var demoStaff = []account.User{
	{Name: "can-bo-ocop", Role: account.Officer},
	{Name: "quan-tri", Role: account.Admin},
	{Name: "thanh-tra", Role: account.Inspector},
	{Name: "kiem-toan", Role: account.Auditor},
}

// demoPacker is the login name of a worker of the first producer.
const demoPacker = "nguoi-dong-goi"

// demoProducers is how many producers of the demo can sign in.
const demoProducers = 3

// logins makes the demo's users, or sees to it that they have the passwords that
// demo.json tells. Passwords are made at random and stand nowhere else.
func (d *demo) logins(ctx context.Context) ([]demoLogin, error) {
	known, err := d.knownPasswords()
	if err != nil {
		return nil, err
	}
	accounts := d.accounts(d.service.store)
	var all []demoLogin
	for _, u := range d.users() {
		login := demoLogin{Role: string(u.Role), User: u.Name, Password: known[u.Name], Entity: u.Entity}
		if login.Password == "" {
			if login.Password, err = randomPassword(d.random); err != nil {
				return nil, err
			}
		}
		if err := ensureUser(ctx, accounts, u, login.Password); err != nil {
			return nil, err
		}
		all = append(all, login)
	}
	return all, nil
}

// users are the staff, the owners of the first producers with labels, and a
// packer of the first of them.
func (d *demo) users() []account.User {
	all := slices.Clone(demoStaff)
	for _, b := range d.batches {
		u := account.User{Name: b.Entity, Role: account.Owner, Entity: b.Entity}
		if b.Run != nil && !slices.Contains(all, u) && u.Check() == nil && len(all) < len(demoStaff)+demoProducers {
			all = append(all, u)
		}
	}
	if len(all) > len(demoStaff) {
		all = append(all, account.User{Name: demoPacker, Role: account.Packer, Entity: all[len(demoStaff)].Entity})
	}
	return all
}

// knownPasswords are those in demo.json, by login name; none where it is absent
// or is no such file.
func (d *demo) knownPasswords() (map[string]string, error) {
	text, err := os.ReadFile(d.service.dir.path(demoJSON))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	known := make(map[string]string)
	var file demoFile
	if json.Unmarshal(text, &file) == nil {
		for _, login := range file.Logins {
			known[login.User] = login.Password
		}
	}
	return known, nil
}

// ensureUser makes a user with a password, or gives a user the password.
func ensureUser(ctx context.Context, accounts *account.Accounts, u account.User, password string) error {
	err := accounts.Add(ctx, u, password)
	if !errors.Is(err, account.ErrTaken) {
		return err
	}
	_, err = accounts.Authenticate(ctx, netip.Addr{}, u.Name, password)
	if errors.Is(err, account.ErrCredentials) {
		return accounts.SetPassword(ctx, u.Name, password)
	}
	return err
}

// randomPassword is 16 signs that are not taken for one another, 80 bits.
func randomPassword(random io.Reader) (string, error) {
	const signs = "abcdefghijkmnpqrstuvwxyz23456789" // 32
	b := make([]byte, 16)
	if _, err := io.ReadFull(random, b); err != nil {
		return "", err
	}
	var password strings.Builder
	for i, v := range b {
		if i > 0 && i%4 == 0 {
			password.WriteByte('-')
		}
		password.WriteByte(signs[v%32])
	}
	return password.String(), nil
}
