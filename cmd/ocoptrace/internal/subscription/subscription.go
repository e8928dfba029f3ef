package subscription

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"time"

	"ocoptrace/storage"
)

// A Subscription asks for what a named query newly finds.
type Subscription struct {
	ID       string    `json:"subscriptionID"`
	Query    string    `json:"queryName"`
	User     string    `json:"user"`
	Dest     string    `json:"dest"`
	Secret   string    `json:"signatureToken"`
	Stream   bool      `json:"stream,omitempty"`
	Schedule *Schedule `json:"schedule,omitempty"`
	IfEmpty  bool      `json:"reportIfEmpty,omitempty"`
	Initial  time.Time `json:"initialRecordTime,omitzero"` // events recorded before are left out
	Created  time.Time `json:"createdAt"`
	Notified time.Time `json:"lastNotifiedAt,omitzero"` // when a message was last taken
	Next     int64     `json:"next"`                    // log index of the first statement not looked at
	Due      time.Time `json:"due,omitzero"`            // of the next message: by the schedule, or the next try
	Failures int       `json:"failures,omitempty"`      // since a message was last taken
	Trouble  string    `json:"trouble,omitempty"`       // why the last try failed
	Resting  bool      `json:"resting,omitempty"`       // given up
	Failing  time.Time `json:"failingSince,omitzero"`
}

var idPattern = regexp.MustCompile(`^[0-9a-f]{32}$`)

func subscriptionKey(query, id string) []byte { return []byte(ofPrefix + query + "\x00" + id) }

// Subscribe keeps a subscription and gives it an id. ErrInvalid, ErrNotFound for
// the query.
func (b *Book) Subscribe(ctx context.Context, s Subscription) (Subscription, error) {
	if err := b.check(&s); err != nil {
		return s, err
	}
	var err error
	if s.ID, err = b.newID(); err != nil {
		return s, err
	}
	s.Created = b.Now().UTC()
	if s.Schedule != nil {
		s.Due = s.Schedule.Next(s.Created)
	}
	if s.Initial.IsZero() {
		if s.Next, err = b.Registry.LogSize(ctx); err != nil {
			return s, err
		}
	}
	err = b.Store.Update(ctx, func(tx storage.Tx) error {
		if _, err := get[NamedQuery](tx, []byte(queryPrefix+s.Query)); err != nil {
			return err
		}
		if err := bounded(tx, ofPrefix, MaxSubscriptions); err != nil {
			return err
		}
		return put(tx, subscriptionKey(s.Query, s.ID), s)
	})
	return s, err
}

func (b *Book) check(s *Subscription) error {
	u, err := url.Parse(s.Dest)
	switch {
	case !namePattern.MatchString(s.Query):
		return ErrNotFound
	case err != nil || u.Host == "" || u.User != nil || len(s.Dest) > 1000 || u.Scheme != "https" && !(b.Plain && u.Scheme == "http"):
		return fmt.Errorf("%w: dest is to be an https address without a name or password in it", ErrInvalid)
	case len(s.Secret) < 16 || len(s.Secret) > maxSecret:
		return fmt.Errorf("%w: signatureToken has %d bytes, not 16 to %d", ErrInvalid, len(s.Secret), maxSecret)
	case s.Stream == (s.Schedule != nil):
		return fmt.Errorf("%w: either stream is true or there is a schedule", ErrInvalid)
	case s.Schedule != nil:
		return s.Schedule.check()
	}
	return nil
}

// Subscriptions are those to a query. ErrNotFound.
func (b *Book) Subscriptions(ctx context.Context, query string) ([]Subscription, error) {
	if _, err := b.Query(ctx, query); err != nil {
		return nil, err
	}
	return all[Subscription](ctx, b.Store, ofPrefix+query+"\x00")
}

// Subscription is one of them. ErrNotFound.
func (b *Book) Subscription(ctx context.Context, query, id string) (s Subscription, err error) {
	if !namePattern.MatchString(query) || !idPattern.MatchString(id) {
		return s, ErrNotFound
	}
	err = b.Store.View(ctx, func(tx storage.Tx) error {
		s, err = get[Subscription](tx, subscriptionKey(query, id))
		return err
	})
	return s, err
}

// Unsubscribe deletes a subscription. ErrNotFound, ErrOwner.
func (b *Book) Unsubscribe(ctx context.Context, query, id, user string) error {
	s, err := b.Subscription(ctx, query, id)
	if err != nil {
		return err
	}
	if s.User != user {
		return ErrOwner
	}
	return b.Store.Update(ctx, func(tx storage.Tx) error { return tx.Delete(subscriptionKey(query, id)) })
}

// keep writes what a delivery changed, unless the subscription is gone.
func (b *Book) keep(ctx context.Context, s Subscription) error {
	return b.Store.Update(ctx, func(tx storage.Tx) error {
		_, err := get[Subscription](tx, subscriptionKey(s.Query, s.ID))
		if errors.Is(err, ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		return put(tx, subscriptionKey(s.Query, s.ID), s)
	})
}
