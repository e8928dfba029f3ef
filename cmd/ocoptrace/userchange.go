package main

import (
	"context"
	"errors"
	"fmt"

	"ocoptrace/storage/badger"
)

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

func changeRole(ctx context.Context, in *invocation, f *userFlags, store *badger.Store) error {
	u := f.user(in.rest[1])
	if err := u.Check(); err != nil {
		return in.misuse("%v", err)
	}
	if err := placed(ctx, u, store); err != nil {
		return err
	}
	if err := in.accounts(store).SetRole(ctx, u); err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "%s is %s; all sessions and tokens are ended\n", u.Name, u.Role)
	return nil
}

func signOutUser(ctx context.Context, in *invocation, _ *userFlags, store *badger.Store) error {
	if err := in.accounts(store).SignOutEverywhere(ctx, in.rest[1]); err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "%s is signed out everywhere\n", in.rest[1])
	return nil
}

func removeUser(ctx context.Context, in *invocation, _ *userFlags, store *badger.Store) error {
	if err := in.accounts(store).Remove(ctx, in.rest[1]); err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "removed %s\n", in.rest[1])
	return nil
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
