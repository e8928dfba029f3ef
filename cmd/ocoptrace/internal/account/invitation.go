package account

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"

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
