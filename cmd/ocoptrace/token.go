package main

import (
	"context"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/storage/badger"
)

var tokenCommand = command{
	name:     "token",
	synopsis: "make|list|revoke NAME --dir DIR [ID]",
	about:    "tokens with which programs act for a user",
	details: `make NAME prints a token of that user once; it is stored as a digest only.
--scope names what it is for, of what the user may do, separated by commas; it
ends after --days. list NAME lists the user's tokens without the tokens
themselves; revoke NAME ID ends one.

A token begins with "oct_". A program sends it as "Authorization: Bearer TOKEN".
The service must not be running; no passphrase is needed.`,
	example: "ocoptrace token make lan --label scales --scope batch.issue,labels.print --days 90 --dir /var/lib/ocoptrace",
	run:     runToken,
}

// tokenFlags are what the actions of token are told.
type tokenFlags struct {
	label, scope string
	days         int
	json         bool
}

func runToken(ctx context.Context, in *invocation) error {
	s := in.storeSettings()
	var f tokenFlags
	in.StringVar(&f.label, "label", "", "`name` of a new token, 1 to 60 characters")
	in.StringVar(&f.scope, "scope", "", "`permissions` of a new token, separated by commas")
	in.IntVar(&f.days, "days", 90, "`days`, 1 to 365, after which a new token ends")
	in.BoolVar(&f.json, "json", false, "print the answer of make and list as JSON")
	if err := in.parse(2, 3); err != nil {
		return err
	}
	actions := map[string]func(context.Context, *invocation, *tokenFlags, *badger.Store) error{
		"make": makeToken, "list": listTokens, "revoke": revokeToken,
	}
	action, known := actions[in.rest[0]]
	switch {
	case !known:
		return in.misuse("what to do is make, list or revoke, not %s", shortened(in.rest[0]))
	case in.rest[0] == "revoke" && len(in.rest) < 3:
		return in.misuse("revoke which? give the id of a token")
	case in.rest[0] != "revoke" && len(in.rest) > 2:
		return in.misuse("unexpected argument %s", shortened(in.rest[2]))
	case f.days < 1 || f.days > 365:
		return in.misuse("--days %d: a token is valid for 1 to 365 days", f.days)
	}
	return in.withAccounts(ctx, s, func(ctx context.Context, store *badger.Store) error { return action(ctx, in, &f, store) })
}

// tokenLine is a token for programs. Token is told once, when it is made.
type tokenLine struct {
	ID      string               `json:"id"`
	Token   string               `json:"token,omitempty"`
	Label   string               `json:"label"`
	Scopes  []account.Permission `json:"scopes"`
	Created time.Time            `json:"created"`
	Ends    time.Time            `json:"ends"`
	Used    string               `json:"used,omitempty"` // day, UTC
}

func newTokenLine(t account.Token, secret string) tokenLine {
	line := tokenLine{ID: t.ID, Token: secret, Label: t.Label, Scopes: t.Scopes, Created: t.Created, Ends: t.Ends}
	if !t.Used.IsZero() {
		line.Used = t.Used.Format(time.DateOnly)
	}
	return line
}

func makeToken(ctx context.Context, in *invocation, f *tokenFlags, store *badger.Store) error {
	var scopes []account.Permission
	for scope := range strings.FieldsFuncSeq(f.scope, func(r rune) bool { return r == ',' || r == ' ' }) {
		scopes = append(scopes, account.Permission(scope))
	}
	accounts := in.accounts(store)
	u, err := accounts.User(ctx, in.rest[1])
	if err != nil {
		return err
	}
	secret, t, err := accounts.MakeToken(ctx, u.Name, f.label, scopes, in.now().Add(time.Duration(f.days)*24*time.Hour))
	if err != nil {
		return withHint(err, "%s is %s, and may %s", u.Name, u.Role, joined(u.Role.Permissions(), ", "))
	}
	if f.json {
		return in.printJSON(newTokenLine(t, secret))
	}
	fmt.Fprintln(in.stdout, secret)
	fmt.Fprintf(in.stderr, "It ends on %s and is not shown again. Its id is %s.\n", t.Ends.Format(time.DateOnly), t.ID)
	return nil
}

func joined(scopes []account.Permission, between string) string {
	texts := make([]string, len(scopes))
	for i, s := range scopes {
		texts[i] = string(s)
	}
	return strings.Join(texts, between)
}

func listTokens(ctx context.Context, in *invocation, f *tokenFlags, store *badger.Store) error {
	tokens, err := in.accounts(store).Tokens(ctx, in.rest[1])
	if err != nil {
		return err
	}
	lines := make([]tokenLine, len(tokens))
	for i, t := range tokens {
		lines[i] = newTokenLine(t, "")
	}
	if f.json {
		return in.printJSON(lines)
	}
	w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
	for _, t := range lines {
		used := "never used"
		if t.Used != "" {
			used = "used " + t.Used
		}
		fmt.Fprintf(w, "%s\t%s\t%s\tuntil %s\t%s\n", t.ID, t.Label, joined(t.Scopes, ","), t.Ends.Format(time.DateOnly), used)
	}
	return w.Flush()
}

func revokeToken(ctx context.Context, in *invocation, _ *tokenFlags, store *badger.Store) error {
	if err := in.accounts(store).RevokeToken(ctx, in.rest[1], in.rest[2]); err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "revoked %s\n", in.rest[2])
	return nil
}
