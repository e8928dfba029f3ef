package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/passkey"
	"ocoptrace/storage"
	"ocoptrace/storage/badger"
	"ocoptrace/trace/ocop"
)

var userCommand = command{
	name:     "user",
	synopsis: "invite|invitations|withdraw|add|list|role|password|signout|remove --dir DIR [NAME]",
	about:    "the people who may sign in to the consoles",
	details: `invite prints a link with which one person makes a login, within 7 days and
once; invite NAME one with which NAME gives itself another password.
invitations lists those that are open, withdraw ID closes one.

Roles are admin (accounts and operation), officer and inspector (of one
--province, or of all), owner and packer (of one --entity) and auditor (reads
everything, changes nothing).

add NAME makes a login at once. role NAME gives it another role; password NAME
another password; signout NAME ends its sessions, as role and password do, and
remove NAME takes the login away. What was stated stays.

A name is 2 to 32 of a-z, 0-9, ".", "_" and "-". A password has 10 characters
or more; it is asked for twice, or the first line of --password-file. The
service must not be running; no passphrase is needed.`,
	example: "ocoptrace user invite --role owner --entity htx-a --dir /var/lib/ocoptrace\nocoptrace user list --dir /var/lib/ocoptrace",
	run:     runUser,
}

// userFlags are what the actions of user are told.
type userFlags struct {
	role, entity, province, passwordFile string
	json                                 bool
}

// A userAction is something that user does.
type userAction struct {
	run         func(context.Context, *invocation, *userFlags, *badger.Store) error
	least, most int    // arguments
	of          string // what the argument is
}

// userActions are what user does.
var userActions = map[string]userAction{
	"invite": {inviteUser, 0, 1, ""}, "invitations": {listInvitations, 0, 0, ""}, "withdraw": {withdrawInvitation, 1, 1, "the id of an invitation"},
	"add": {addUser, 1, 1, "a login name"}, "list": {listUsers, 0, 0, ""}, "role": {changeRole, 1, 1, "a login name"},
	"password": {changePassword, 1, 1, "a login name"}, "signout": {signOutUser, 1, 1, "a login name"}, "remove": {removeUser, 1, 1, "a login name"},
}

func runUser(ctx context.Context, in *invocation) (err error) {
	s := in.storeSettings()
	var f userFlags
	in.StringVar(&f.role, "role", "", "`role`: admin, officer, inspector, owner, packer or auditor")
	in.StringVar(&f.entity, "entity", "", "`id` of the producer that an owner or packer acts for")
	in.StringVar(&f.province, "province", "", "two-digit `code` of the province of an officer or inspector; without it, all provinces")
	in.StringVar(&f.passwordFile, "password-file", "", "`file` whose first line is the password; without it, it is asked for on the terminal")
	in.BoolVar(&f.json, "json", false, "print the answer of invite, invitations and list as JSON")
	if err := in.parse(1, 2); err != nil {
		return err
	}
	action, known := userActions[in.rest[0]]
	n := len(in.rest) - 1
	switch {
	case !known:
		return in.misuse("what to do is invite, invitations, withdraw, add, list, role, password, signout or remove, not %s", shortened(in.rest[0]))
	case n > action.most:
		return in.misuse("unexpected argument %s", shortened(in.rest[1]))
	case n < action.least:
		return in.misuse("%s whom or what? give %s", in.rest[0], action.of)
	}
	return in.withAccounts(ctx, s, func(ctx context.Context, store *badger.Store) error { return action.run(ctx, in, &f, store) })
}

// withAccounts calls f with the store of a directory that nothing else uses.
func (in *invocation) withAccounts(ctx context.Context, s *settings, f func(context.Context, *badger.Store) error) (err error) {
	if err := in.require(s); err != nil {
		return err
	}
	if err := s.dir.ready(); err != nil {
		return err
	}
	store, err := badger.Open(s.dir.store(), s.storeOptions())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	return f(ctx, store)
}

// accounts are those in a store, without passkeys.
func (p *program) accounts(s storage.Store) *account.Accounts { return p.accountsAt(s, "") }

// accountsAt are the accounts of the service at a base URL, with passkeys if
// browsers give them to such a one.
func (p *program) accountsAt(s storage.Store, baseURL string) *account.Accounts {
	c := account.Config{Store: s, Now: p.now, Random: p.random}
	if site, err := passkey.New(baseURL, "OCOP", p.now); err == nil {
		c.Passkeys = site
	}
	return account.New(c)
}

// user is the user that the flags describe; name may be empty for an invited.
func (f *userFlags) user(name string) account.User {
	u := account.User{Name: name, Role: account.Role(f.role), Entity: f.entity, Province: f.province}
	if f.role == "producer" { // what owners were called before there were packers
		u.Role = account.Owner
	}
	return u
}

// userLine is a user in the list for programs.
type userLine struct {
	Name     string       `json:"name"`
	Role     account.Role `json:"role"`
	Entity   string       `json:"entity,omitempty"`
	Province string       `json:"province,omitempty"`
}

func listUsers(ctx context.Context, in *invocation, f *userFlags, store *badger.Store) error {
	users, err := in.accounts(store).Users(ctx)
	if err != nil {
		return err
	}
	if f.json {
		lines := make([]userLine, len(users))
		for i, u := range users {
			lines[i] = userLine(u)
		}
		return in.printJSON(lines)
	}
	w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
	for _, u := range users {
		fmt.Fprintf(w, "%s\t%s\t%s\n", u.Name, u.Role, place(u))
	}
	return w.Flush()
}

// place is where a user has something to say: an entity, a province, "".
func place(u account.User) string {
	if p, known := ocop.ProvinceByCode(u.Province); known {
		return p.Code + " " + p.Name
	}
	return u.Entity + u.Province
}

// roleNames are the roles that an invitation may be for, for messages.
func roleNames() string {
	var names []string
	for _, r := range account.Roles() {
		names = append(names, string(r))
	}
	return strings.Join(slices.Clip(names), ", ")
}
