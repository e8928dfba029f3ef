package passkey

import (
	"encoding/json"
	"fmt"

	"github.com/go-webauthn/webauthn/webauthn"
)

// HandleLen is the length of an owner's handle in bytes.
const HandleLen = 32

// An Owner is who has passkeys.
type Owner struct {
	Handle []byte // random, of HandleLen, the same for all keys of the owner
	Name   string // that devices show when a key is chosen
	Keys   []Key  // those there are
}

// A Key is one passkey.
type Key struct {
	ID     []byte          // up to 1,023 bytes, unique in the world
	Record json.RawMessage // what there is to know of it
}

// holder is an Owner as the library takes it.
type holder struct {
	Owner
	credentials []webauthn.Credential
}

func newHolder(o Owner) (*holder, error) {
	h := &holder{Owner: o}
	for _, key := range o.Keys {
		var c webauthn.Credential
		if err := json.Unmarshal(key.Record, &c); err != nil {
			return nil, fmt.Errorf("passkey: a stored key is damaged: %w", err)
		}
		h.credentials = append(h.credentials, c)
	}
	return h, nil
}

func (h *holder) WebAuthnID() []byte                         { return h.Handle }
func (h *holder) WebAuthnName() string                       { return h.Name }
func (h *holder) WebAuthnDisplayName() string                { return h.Name }
func (h *holder) WebAuthnCredentials() []webauthn.Credential { return h.credentials }

func newKey(c *webauthn.Credential) (Key, error) {
	record, err := json.Marshal(c)
	return Key{c.ID, record}, err
}
