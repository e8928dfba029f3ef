package passkey

import (
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"
)

// Bounds on what was asked and not answered.
const (
	answerWithin = 5 * time.Minute
	maxPending   = 2000
)

// pending are the ceremonies that were begun, by challenge.
type pending struct {
	now func() time.Time

	mu    sync.Mutex
	begun map[string]begun
	order []string // challenges, oldest first; some may be answered
}

type begun struct {
	session *webauthn.SessionData
	at      time.Time
}

func newPending(now func() time.Time) *pending {
	return &pending{now: now, begun: make(map[string]begun)}
}

func (p *pending) add(session *webauthn.SessionData) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.order) > 0 && (len(p.order) >= maxPending || p.gone(p.order[0])) {
		delete(p.begun, p.order[0])
		p.order = p.order[1:]
	}
	p.begun[session.Challenge] = begun{session, p.now()}
	p.order = append(p.order, session.Challenge)
}

// gone says that a challenge is answered or out of time.
func (p *pending) gone(challenge string) bool {
	b, ok := p.begun[challenge]
	return !ok || p.now().Sub(b.at) >= answerWithin
}

// take gives a ceremony for its answer, once. ErrCeremony.
func (p *pending) take(challenge string) (*webauthn.SessionData, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.gone(challenge) {
		return nil, ErrCeremony
	}
	b := p.begun[challenge]
	delete(p.begun, challenge)
	return b.session, nil
}
