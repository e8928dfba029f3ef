package subscription

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
)

// Delivery.
const (
	perMessage = 100             // events
	perLook    = 2000            // statements that are looked at for one message
	tick       = 2 * time.Second // between looks at the subscriptions
	patience   = 10 * time.Second
	firstRetry = time.Minute
	longest    = time.Hour
	givenUp    = 7 * 24 * time.Hour
)

// Run delivers until ctx ends.
func (b *Book) Run(ctx context.Context) {
	for ctx.Err() == nil {
		if err := b.Deliver(ctx); err != nil && ctx.Err() == nil {
			b.Logger.Error("subscriptions: could not be delivered", "error", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(tick):
		}
	}
}

// Deliver sends what is due now, each subscription at most one message.
func (b *Book) Deliver(ctx context.Context) error {
	subscriptions, err := all[Subscription](ctx, b.Store, ofPrefix)
	if err != nil {
		return err
	}
	var errs []error
	for _, s := range subscriptions {
		if s.Resting || b.Now().Before(s.Due) || b.MayQuery != nil && !b.MayQuery(ctx, s.User) {
			continue
		}
		errs = append(errs, b.deliver(ctx, s))
	}
	return errors.Join(errs...)
}

func (b *Book) deliver(ctx context.Context, s Subscription) error {
	events, next, more, err := b.find(ctx, &s)
	if err != nil {
		return err
	}
	if len(events) == 0 && !(s.IfEmpty && s.Schedule != nil && !more) {
		if next == s.Next && (s.Schedule == nil || more) {
			return nil
		}
		s.Next = next
		s.dueAgain(b.Now(), more)
		return b.keep(ctx, s)
	}
	if trouble := b.send(ctx, &s, b.Document(s.Query, s.ID, events)); trouble != nil {
		s.failed(b.Now(), trouble)
		return b.keep(ctx, s)
	}
	s.Next, s.Notified = next, b.Now().UTC()
	s.Failures, s.Trouble, s.Failing = 0, "", time.Time{}
	s.dueAgain(b.Now(), more)
	return b.keep(ctx, s)
}

// dueAgain sets when the next message is due: at once where there is more.
func (s *Subscription) dueAgain(now time.Time, more bool) {
	s.Due = time.Time{}
	if s.Schedule != nil && !more {
		s.Due = s.Schedule.Next(now)
	}
}

// failed notes a try that failed.
func (s *Subscription) failed(now time.Time, trouble error) {
	if s.Failures++; s.Failures == 1 {
		s.Failing = now.UTC()
	}
	s.Trouble = fmt.Sprintf("%.300s", trouble)
	s.Resting = now.Sub(s.Failing) >= givenUp
	s.Due = now.Add(min(firstRetry<<min(s.Failures-1, 10), longest)).UTC()
}

// find looks for the events of the next message, and says whether there are more
// statements to be looked at.
func (b *Book) find(ctx context.Context, s *Subscription) (found []trace.Captured, next int64, more bool, err error) {
	named, err := b.Query(ctx, s.Query)
	if err != nil {
		return nil, s.Next, false, err
	}
	q, err := named.Parse(nil)
	if err != nil {
		return nil, s.Next, false, err
	}
	page, next, err := b.Registry.Follow(ctx, s.Next, perLook)
	if err != nil {
		return nil, s.Next, false, err
	}
	for _, st := range page {
		event, ok := st.Fact.(*trace.Event)
		if !ok {
			continue
		}
		shown, err := event.Shown()
		if err != nil {
			return nil, s.Next, false, err
		}
		if shown.RecordTime.Time().Before(s.Initial) || !q.Match(&shown, epcis.Env{Namespaces: event.Namespaces()}) {
			continue
		}
		if len(found) == perMessage {
			return found, st.Index, true, nil
		}
		found = append(found, trace.Captured{Stated: trace.Stated[*trace.Event]{ID: st.ID, Index: st.Index, Issued: st.Issued, Fact: event}, Event: shown})
	}
	return found, next, len(page) == perLook, nil
}

// Signature is what the header GS1-Signature holds of a message.
func Signature(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

func (b *Book) send(ctx context.Context, s *Subscription, body []byte) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, s.Dest, bytes.NewReader(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "ocoptrace")
	r.Header.Set("GS1-Signature", Signature(s.Secret, body))
	r.Header.Set("GS1-EPCIS-Version", "2.0.0")
	r.Header.Set("GS1-CBV-Version", "2.0.0")
	answer, err := b.Client.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	io.Copy(io.Discard, io.LimitReader(answer.Body, 4096)) // so that the connection can be used again
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("the destination answered %s", answer.Status)
	}
	return nil
}

// publicClient reaches public addresses alone, follows no redirects and knows no
// proxy.
func publicClient() *http.Client {
	dialer := &net.Dialer{Timeout: patience, Control: func(_, address string, _ syscall.RawConn) error {
		a, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if !public(a.Addr().Unmap()) {
			return fmt.Errorf("the destination leads to %s, which is no public address", a.Addr())
		}
		return nil
	}}
	return &http.Client{
		Transport: &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: patience, MaxIdleConns: 20, IdleConnTimeout: time.Minute},
		CheckRedirect: func(*http.Request, []*http.Request) error {
			return http.ErrUseLastResponse
		},
	}
}

var shared = netip.MustParsePrefix("100.64.0.0/10") // of providers (RFC 6598)

// public says that an address is one of the internet at large.
func public(a netip.Addr) bool {
	return a.IsGlobalUnicast() && !a.IsPrivate() && !shared.Contains(a) && a != netip.IPv4Unspecified()
}
