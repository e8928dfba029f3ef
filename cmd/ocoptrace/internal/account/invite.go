package account

import (
	"context"
	"fmt"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage"
)

// Invite makes an invitation for somebody who will have the role and place of
// invited, whose Name is empty. It returns the secret of the link, which is
// stored nowhere. Whether the one who acts in ctx may is the caller's to ask
// (User.MayInvite). ErrRole, ErrEntity, ErrProvince.
func (a *Accounts) Invite(ctx context.Context, invited User) (secret string, i Invitation, err error) {
	if err := invited.check(); err != nil {
		return "", i, err
	}
	row := invitationRow{Role: invited.Role, Entity: invited.Entity, Province: invited.Province}
	return a.invite(ctx, "invitation.make", row.subject(), func(storage.Tx) (invitationRow, error) { return row, nil })
}

// InviteAgain makes an invitation to set the password of a login anew, for
// somebody who has forgotten it. It ends when the password is changed
// otherwise. ErrNoUser.
func (a *Accounts) InviteAgain(ctx context.Context, name string) (secret string, i Invitation, err error) {
	name = tidyName(name)
	return a.invite(ctx, "invitation.again", name, func(tx storage.Tx) (invitationRow, error) {
		row, err := readUser(tx, name)
		u := row.user(name)
		return invitationRow{Role: u.Role, Entity: u.Entity, Province: u.Province, For: name, Series: row.Series}, err
	})
}

func (a *Accounts) invite(ctx context.Context, did, to string, make func(storage.Tx) (invitationRow, error)) (secret string, i Invitation, err error) {
	if secret, err = a.secret(secretLen); err != nil {
		return "", i, err
	}
	key, err := secretKey(invitationPrefix, secret, ErrInvitation)
	if err != nil {
		return "", i, err
	}
	err = a.store.Update(ctx, func(tx storage.Tx) error {
		row, err := make(tx)
		if err != nil {
			return err
		}
		row.Created = a.now().UTC()
		if by := audit.Of(ctx); by.From != audit.Command {
			row.User = by.Who
		}
		i = row.view(key)
		if err := a.sweepInvitations(tx); err != nil {
			return err
		}
		if err := writeRow(tx, key, row); err != nil {
			return err
		}
		return a.did(ctx, tx, did, to)
	})
	return secret, i, err
}

// sweepInvitations deletes those that nobody accepted in time.
func (a *Accounts) sweepInvitations(tx storage.Tx) error {
	now, n := a.now(), 0
	return eachRow(tx, invitationPrefix, func(key []byte, row invitationRow) error {
		if !row.ended(now) {
			return nil
		}
		if n++; n > maxSwept {
			return storage.Stop
		}
		return tx.Delete(key)
	})
}

// Invitations are those that are open, the newest first.
func (a *Accounts) Invitations(ctx context.Context) (all []Invitation, err error) {
	now := a.now()
	err = a.store.View(ctx, func(tx storage.Tx) error {
		return eachRow(tx, invitationPrefix, func(key []byte, row invitationRow) error {
			if !row.ended(now) {
				all = append(all, row.view(key))
			}
			return nil
		})
	})
	slices.SortStableFunc(all, func(a, b Invitation) int { return b.Created.Compare(a.Created) })
	return all, err
}

// Withdraw closes an open invitation by its ID. ErrInvitation.
func (a *Accounts) Withdraw(ctx context.Context, id string) error {
	return a.store.Update(ctx, func(tx storage.Tx) error {
		var found *invitationRow
		err := eachRow(tx, invitationPrefix, func(key []byte, row invitationRow) error {
			if rowID(key, invitationPrefix) != id {
				return nil
			}
			found = &row
			return tx.Delete(key)
		})
		if err != nil {
			return err
		}
		if found == nil {
			return fmt.Errorf("%w: there is none of id %.30q", ErrInvitation, id)
		}
		return a.did(ctx, tx, "invitation.withdraw", found.subject())
	})
}
