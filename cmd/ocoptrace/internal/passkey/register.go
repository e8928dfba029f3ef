package passkey

import (
	"encoding/json"
	"fmt"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// Register begins to give an owner one more key. It returns the options for the
// browser.
func (s *Site) Register(o Owner) (options []byte, err error) {
	h, err := newHolder(o)
	if err != nil {
		return nil, err
	}
	known := webauthn.Credentials(h.credentials).CredentialDescriptors()
	creation, session, err := s.rp.BeginRegistration(h, webauthn.WithExclusions(known))
	if err != nil {
		return nil, fmt.Errorf("passkey: %w", err)
	}
	s.pending.add(session)
	return json.Marshal(creation)
}

// Registered is the key that the browser's answer tells of, and the handle it
// was made for. A key of an owner is to be stored only if the handle is the
// owner's. ErrCeremony, ErrResponse.
func (s *Site) Registered(response []byte) (Key, []byte, error) {
	parsed, err := protocol.ParseCredentialCreationResponseBytes(response)
	if err != nil {
		return Key{}, nil, refused(err)
	}
	session, err := s.pending.take(parsed.Response.CollectedClientData.Challenge)
	if err != nil {
		return Key{}, nil, err
	}
	h := &holder{Owner: Owner{Handle: session.UserID}}
	credential, err := s.rp.CreateCredential(h, *session, parsed)
	if err != nil {
		return Key{}, nil, refused(err)
	}
	key, err := newKey(credential)
	return key, session.UserID, err
}

// refused is ErrResponse with what the library found.
func refused(err error) error {
	var found *protocol.Error
	if e, ok := err.(*protocol.Error); ok {
		found = e
	}
	if found != nil && found.DevInfo != "" {
		return fmt.Errorf("%w: %s: %.200s", ErrResponse, found.Details, found.DevInfo)
	}
	return fmt.Errorf("%w: %.200s", ErrResponse, err.Error())
}
