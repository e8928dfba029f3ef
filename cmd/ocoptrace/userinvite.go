package main

import (
	"context"
	"fmt"
	"text/tabwriter"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/storage/badger"
	"ocoptrace/trace"
)

// invitationLine is an invitation for programs. Link is told once, when it is
// made.
type invitationLine struct {
	ID       string       `json:"id"`
	Link     string       `json:"link,omitempty"`
	Name     string       `json:"name,omitempty"` // of a login that is there
	Role     account.Role `json:"role"`
	Entity   string       `json:"entity,omitempty"`
	Province string       `json:"province,omitempty"`
	By       string       `json:"by,omitempty"`
	Ends     time.Time    `json:"ends"`
}

func newInvitationLine(i account.Invitation, link string) invitationLine {
	return invitationLine{i.ID, link, i.Invited.Name, i.Invited.Role, i.Invited.Entity, i.Invited.Province, i.By, i.Ends}
}

func inviteUser(ctx context.Context, in *invocation, f *userFlags, store *badger.Store) error {
	accounts := in.accounts(store)
	var (
		secret string
		i      account.Invitation
		err    error
	)
	if len(in.rest) > 1 {
		if f.role != "" || f.entity != "" || f.province != "" {
			return in.misuse("%s has a role: an invitation of somebody who is there is for another password only", shortened(in.rest[1]))
		}
		secret, i, err = accounts.InviteAgain(ctx, in.rest[1])
	} else {
		secret, i, err = in.inviteNew(ctx, accounts, f, store)
	}
	if err != nil {
		return err
	}
	known, err := trace.ReadService(ctx, store)
	if err != nil {
		return err
	}
	link := known.BaseURL + "/invitation/" + secret
	if f.json {
		return in.printJSON(newInvitationLine(i, link))
	}
	fmt.Fprintf(in.stdout, "%s\n", link)
	fmt.Fprintf(in.stderr, "Whoever has this link can use it once, until %s. It is not shown again.\n", i.Ends.Format("2006-01-02 15:04 MST"))
	return nil
}

func (in *invocation) inviteNew(ctx context.Context, accounts *account.Accounts, f *userFlags, store *badger.Store) (string, account.Invitation, error) {
	u := f.user("")
	if u.Role == "" {
		return "", account.Invitation{}, in.misuse("--role is needed: one of %s", roleNames())
	}
	if err := placed(ctx, u, store); err != nil {
		return "", account.Invitation{}, err
	}
	secret, i, err := accounts.Invite(ctx, u)
	if err != nil {
		err = in.misuse("%v", err)
	}
	return secret, i, err
}

func listInvitations(ctx context.Context, in *invocation, f *userFlags, store *badger.Store) error {
	open, err := in.accounts(store).Invitations(ctx)
	if err != nil {
		return err
	}
	if f.json {
		lines := make([]invitationLine, len(open))
		for n, i := range open {
			lines[n] = newInvitationLine(i, "")
		}
		return in.printJSON(lines)
	}
	w := tabwriter.NewWriter(in.stdout, 0, 0, 2, ' ', 0)
	for _, i := range open {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\tuntil %s\n", i.ID, i.Invited.Role, place(i.Invited), i.Invited.Name, i.Ends.Format("2006-01-02 15:04"))
	}
	return w.Flush()
}

func withdrawInvitation(ctx context.Context, in *invocation, _ *userFlags, store *badger.Store) error {
	if err := in.accounts(store).Withdraw(ctx, in.rest[1]); err != nil {
		return err
	}
	fmt.Fprintf(in.stdout, "withdrew %s\n", in.rest[1])
	return nil
}
