package main

import (
	"context"
	"errors"
	"fmt"
	"text/tabwriter"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/storage"
	"ocoptrace/storage/badger"
	"ocoptrace/trace"
)

var userCommand = command{
	name:     "user",
	synopsis: "add|list|password|remove --dir DIR [NAME]",
	about:    "the people who may sign in to the consoles",
	details: `add NAME --role producer --entity ID makes a login that issues batches and labels
of that producer; add NAME --role officer one that extends and withdraws
recognitions and recalls batches. password NAME gives another password, and
remove NAME takes the login away; both end the sessions of the user. What was
stated stays.

A name is 2 to 32 of a-z, 0-9, ".", "_" and "-". A password has 10 characters
or more; it is asked for twice, or the first line of --password-file. The
service must not be running; no passphrase is needed.`,
	example: "ocoptrace user add lan --role producer --entity htx-a --dir /var/lib/ocoptrace\nocoptrace user list --dir /var/lib/ocoptrace",
	run:     runUser,
}

// userFlags are what the actions of user are told.
type userFlags struct {
	role, entity, passwordFile string
	json                       bool
}

// userActions are what user does; all but list need a name.
var userActions = map[string]func(context.Context, *invocation, *userFlags, *badger.Store) error{
	"add": addUser, "list": listUsers, "password": changePassword, "remove": removeUser,
}

func runUser(ctx context.Context, in *invocation) (err error) {
	s := in.storeSettings()
	var f userFlags
	in.StringVar(&f.role, "role", "", "`role` of a new user: producer or officer")
	in.StringVar(&f.entity, "entity", "", "`id` of the producer that a new producer's login acts for")
	in.StringVar(&f.passwordFile, "password-file", "", "`file` whose first line is the password; without it, it is asked for on the terminal")
	in.BoolVar(&f.json, "json", false, "print the list as JSON: name, role, entity")
	if err := in.parse(1, 2); err != nil {
		return err
	}
	action, known := userActions[in.rest[0]]
	switch {
	case !known:
		return in.misuse("what to do is add, list, password or remove, not %s", shortened(in.rest[0]))
	case in.rest[0] == "list" && len(in.rest) > 1:
		return in.misuse("unexpected argument %s", shortened(in.rest[1]))
	case in.rest[0] != "list" && len(in.rest) < 2:
		return in.misuse("%s whom? give a login name", in.rest[0])
	}
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
	return action(ctx, in, &f, store)
}

func (p *program) accounts(s storage.Store) *account.Accounts {
	return account.New(account.Config{Store: s, Now: p.now, Random: p.random})
}

func addUser(ctx context.Context, in *invocation, f *userFlags, store *badger.Store) error {
	u := account.User{Name: in.rest[1], Role: account.Role(f.role), Entity: f.entity}
	if err := u.Check(); err != nil {
		return in.misuse("%v", err)
	}
	if f.entity != "" {
		_, err := trace.ReadEntity(ctx, store, f.entity)
		if errors.Is(err, trace.ErrNotFound) {
			return withHint(fmt.Errorf("there is no producer %s", shortened(f.entity)), "state it with “ocoptrace register”, or mend --entity")
		}
		if err != nil {
			return err
		}
	}
	password, err := in.newPassword(f.passwordFile)
	if err == nil {
		err = in.accounts(store).Add(ctx, u, password)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "added %s\n", in.rest[1])
	return nil
}

func changePassword(ctx context.Context, in *invocation, f *userFlags, store *badger.Store) error {
	password, err := in.newPassword(f.passwordFile)
	if err == nil {
		err = in.accounts(store).SetPassword(ctx, in.rest[1], password)
	}
	if err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "%s has another password; all sessions are ended\n", in.rest[1])
	return nil
}

func removeUser(ctx context.Context, in *invocation, _ *userFlags, store *badger.Store) error {
	if err := in.accounts(store).Remove(ctx, in.rest[1]); err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "removed %s\n", in.rest[1])
	return nil
}

// userLine is a user in the list for programs.
type userLine struct {
	Name   string       `json:"name"`
	Role   account.Role `json:"role"`
	Entity string       `json:"entity,omitempty"`
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
		fmt.Fprintf(w, "%s\t%s\t%s\n", u.Name, u.Role, u.Entity)
	}
	return w.Flush()
}

// newPassword reads a password: the first line of a file, or what is typed
// twice on the terminal.
func (p *program) newPassword(file string) (string, error) {
	if file != "" {
		password, err := p.passphraseFrom(file)
		return string(password), err
	}
	first, err := p.ask("Password: ")
	if errors.Is(err, errNoTerminal) {
		return "", withHint(errors.New("a password is needed, and there is no terminal to ask on"), "give it in a file, by --password-file")
	}
	if err != nil {
		return "", err
	}
	second, err := p.ask("The same once more: ")
	if err == nil && string(second) != string(first) {
		err = errors.New("the two passwords are different")
	}
	return string(first), err
}
