package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"

	"ocoptrace/cmd/ocoptrace/internal/keyfile"

	"golang.org/x/term"
)

var errNoTerminal = errors.New("the key file needs a passphrase, and there is no terminal to ask on")

const passphraseHint = "give it in a file, by --passphrase-file or OCOPTRACE_PASSPHRASE_FILE"

// passphraseFrom reads a passphrase: the file's first line if a file is named,
// else what is typed on the terminal.
func (p *program) passphraseFrom(file string) ([]byte, error) {
	if file == "" {
		return p.ask("Passphrase of the keys: ")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	line, _, _ := bytes.Cut(text, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), nil
}

// newPassphrase reads the passphrase for new keys; what is typed is typed twice.
func (p *program) newPassphrase(file string) ([]byte, error) {
	first, err := p.passphraseFrom(file)
	if err != nil || file != "" {
		return first, err
	}
	second, err := p.ask("The same once more: ")
	if err == nil && !bytes.Equal(first, second) {
		err = fmt.Errorf("%w: the two are different", keyfile.ErrPassphrase)
	}
	return first, err
}

// ask asks on the terminal without showing what is typed.
func (p *program) ask(prompt string) ([]byte, error) {
	in, ok := p.stdin.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return nil, withHint(errNoTerminal, passphraseHint)
	}
	fmt.Fprint(p.stderr, prompt)
	typed, err := term.ReadPassword(int(in.Fd()))
	fmt.Fprintln(p.stderr)
	return typed, err
}

// onceOnly remembers the passphrase, for commands that open keys twice.
func onceOnly(ask func(string) ([]byte, error)) func(string) ([]byte, error) {
	var known []byte
	return func(file string) ([]byte, error) {
		if known != nil {
			return known, nil
		}
		passphrase, err := ask(file)
		if err == nil {
			known = passphrase
		}
		return passphrase, err
	}
}
