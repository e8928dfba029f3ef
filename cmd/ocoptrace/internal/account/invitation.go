package account

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/storage"
)

// InvitationLife is how long an invitation is open.
const InvitationLife = 7 * 24 * time.Hour

// An Invitation lets one person make a login, or set the password of one there
// is anew.
type Invitation struct {
	ID      string // names it; nobody can accept it with that
	Invited User   // Name only where the login is there
	By      string // login name; empty for the command line
	Created time.Time
	Ends    time.Time // from then on it is not accepted
}

// Again says that the login is there and gets another password.
func (i Invitation) Again() bool { return i.Invited.Name != "" }

// invitationRow is an invitation as it is stored.
type invitationRow struct {
	Role     Role      `json:"role"`
	Entity   string    `json:"entity,omitempty"`
	Province string    `json:"province,omitempty"`
	For      string    `json:"for,omitempty"`    // a login that is there
	Series   string    `json:"series,omitempty"` // that the login had
	User     string    `json:"user,omitempty"`   // who invites
	Created  time.Time `json:"created"`
}

// subject is what the audit trail calls an invitation: the login it is for,
// else ROLE, or ROLE/PLACE.
func (r invitationRow) subject() string {
	switch {
	case r.For != "":
		return r.For
	case r.Entity+r.Province != "":
		return string(r.Role) + "/" + r.Entity + r.Province
	}
	return string(r.Role)
}

func (r invitationRow) ended(now time.Time) bool { return now.Sub(r.Created) >= InvitationLife }

func (r invitationRow) view(key []byte) Invitation {
	return Invitation{
		rowID(key, invitationPrefix), User{r.For, r.Role, r.Entity, r.Province},
		r.User, r.Created, r.Created.Add(InvitationLife),
	}
}

// secretKey is where what a secret opens stands; absent is the error for what
// cannot be one.
func secretKey(prefix, secret string, absent error) ([]byte, error) {
	b, err := base64.RawURLEncoding.Strict().DecodeString(secret)
	if err != nil || len(b) != secretLen {
		return nil, absent
	}
	sum := sha256.Sum256(b)
	return append([]byte(prefix), sum[:]...), nil
}

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

// Invitation is the open invitation of a link's secret. ErrInvitation.
func (a *Accounts) Invitation(ctx context.Context, secret string) (i Invitation, err error) {
	key, err := secretKey(invitationPrefix, secret, ErrInvitation)
	if err != nil {
		return i, err
	}
	err = a.store.View(ctx, func(tx storage.Tx) error {
		row, err := a.openInvitation(tx, key)
		i = row.view(key)
		return err
	})
	return i, err
}

// openInvitation reads an invitation that may be accepted. ErrInvitation.
func (a *Accounts) openInvitation(tx storage.Tx, key []byte) (invitationRow, error) {
	row, err := readRow[invitationRow](tx, key, ErrInvitation)
	if err != nil {
		return row, err
	}
	if row.ended(a.now()) {
		return row, ErrInvitation
	}
	if row.For == "" {
		return row, nil
	}
	user, err := readUser(tx, row.For)
	if errors.Is(err, ErrNoUser) || err == nil && user.Series != row.Series {
		err = ErrInvitation
	}
	return row, err
}
