package passkey

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// SignIn begins to ask who is there. It returns the options for the browser.
func (s *Site) SignIn() (options []byte, err error) {
	assertion, session, err := s.rp.BeginDiscoverableLogin(webauthn.WithUserVerification(protocol.VerificationRequired))
	if err != nil {
		return nil, fmt.Errorf("passkey: %w", err)
	}
	s.pending.add(session)
	return json.Marshal(assertion)
}

// SignedIn checks the browser's answer. find looks up who has the key of an id;
// its error comes through. It returns the key as it is to be stored now.
// ErrCeremony, ErrResponse, ErrCopied.
func (s *Site) SignedIn(response []byte, find func(id []byte) (Owner, error)) (Key, error) {
	parsed, err := protocol.ParseCredentialRequestResponseBytes(response)
	if err != nil {
		return Key{}, refused(err)
	}
	session, err := s.pending.take(parsed.Response.CollectedClientData.Challenge)
	if err != nil {
		return Key{}, err
	}
	var notFound error
	handler := func(id, _ []byte) (webauthn.User, error) {
		owner, err := find(id)
		if err != nil {
			notFound = err
			return nil, err
		}
		return newHolder(owner)
	}
	credential, err := s.rp.ValidateDiscoverableLogin(handler, *session, parsed)
	if notFound != nil {
		return Key{}, notFound
	}
	if err != nil {
		return Key{}, refused(err)
	}
	if credential.Authenticator.CloneWarning {
		return Key{}, ErrCopied
	}
	return newKey(credential)
}

// IsRefused says that an error is the answer's fault, not the service's.
func IsRefused(err error) bool {
	return errors.Is(err, ErrCeremony) || errors.Is(err, ErrResponse) || errors.Is(err, ErrCopied)
}
