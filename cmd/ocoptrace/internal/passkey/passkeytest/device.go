package passkeytest

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"errors"
	"strings"
)

// Flags of authenticator data (WebAuthn Level 3, section 6.1).
const (
	Present  = 0x01
	Verified = 0x04
	attested = 0x40
)

// ErrNoKey says that a device has no key for a site.
var ErrNoKey = errors.New("passkeytest: no key for this site")

// A Device has keys.
type Device struct {
	Origin  string // of the page that asks
	Site    string // that the keys are said to be for, if not the one that asks
	Flags   byte   // Present and Verified, unless they are bent
	Counter uint32 // of signatures; grows with each if it is not zero

	keys []key
}

type key struct {
	id, handle []byte
	private    *ecdsa.PrivateKey
}

// New is a device in front of a page.
func New(origin string) *Device { return &Device{Origin: origin, Flags: Present | Verified} }

var b64 = base64.RawURLEncoding

// asked are the options of a site, as far as a device needs them.
type asked struct {
	PublicKey struct {
		Challenge string `json:"challenge"`
		RPID      string `json:"rpId"`
		RP        struct {
			ID string `json:"id"`
		} `json:"rp"`
		User struct {
			ID string `json:"id"`
		} `json:"user"`
		Exclude []struct {
			ID string `json:"id"`
		} `json:"excludeCredentials"`
	} `json:"publicKey"`
}

// Create makes a key for what a site asks and returns the answer.
func (d *Device) Create(options []byte) ([]byte, error) {
	var a asked
	if err := json.Unmarshal(options, &a); err != nil {
		return nil, err
	}
	for _, known := range a.PublicKey.Exclude {
		for _, k := range d.keys {
			if known.ID == b64.EncodeToString(k.id) {
				return nil, errors.New("passkeytest: the device has a key of this owner")
			}
		}
	}
	k := key{id: make([]byte, 16)}
	rand.Read(k.id)
	var err error
	if k.handle, err = b64.DecodeString(a.PublicKey.User.ID); err != nil {
		return nil, err
	}
	if k.private, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return nil, err
	}
	d.keys = append(d.keys, k)
	return d.created(k, a)
}

func (d *Device) created(k key, a asked) ([]byte, error) {
	public, err := cose(k.private)
	if err != nil {
		return nil, err
	}
	data := d.data(a.PublicKey.RP.ID, attested)
	data = append(data, make([]byte, 16)...) // no make of device
	data = binary.BigEndian.AppendUint16(data, uint16(len(k.id)))
	data = append(append(data, k.id...), public...)
	object := cborMap(3, text("fmt"), text("none"), text("attStmt"), cborMap(0), text("authData"), octets(data))
	return json.Marshal(answer(k.id, map[string]any{
		"clientDataJSON":    b64.EncodeToString(d.client("webauthn.create", a.PublicKey.Challenge)),
		"attestationObject": b64.EncodeToString(object),
		"transports":        []string{"internal"},
	}))
}

// Get signs for what a site asks, with the key made last, and returns the
// answer. ErrNoKey.
func (d *Device) Get(options []byte) ([]byte, error) {
	var a asked
	if err := json.Unmarshal(options, &a); err != nil {
		return nil, err
	}
	if len(d.keys) == 0 {
		return nil, ErrNoKey
	}
	k := d.keys[len(d.keys)-1]
	if d.Counter > 0 {
		d.Counter++
	}
	data, client := d.data(a.PublicKey.RPID, 0), d.client("webauthn.get", a.PublicKey.Challenge)
	hash := sha256.Sum256(client)
	signed := sha256.Sum256(append(bytes.Clone(data), hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, k.private, signed[:])
	if err != nil {
		return nil, err
	}
	return json.Marshal(answer(k.id, map[string]any{
		"clientDataJSON":    b64.EncodeToString(client),
		"authenticatorData": b64.EncodeToString(data),
		"signature":         b64.EncodeToString(signature),
		"userHandle":        b64.EncodeToString(k.handle),
	}))
}

func answer(id []byte, response map[string]any) map[string]any {
	return map[string]any{
		"id": b64.EncodeToString(id), "rawId": b64.EncodeToString(id), "type": "public-key",
		"response": response, "clientExtensionResults": map[string]any{},
	}
}

// data is the authenticator data without a key.
func (d *Device) data(site string, flags byte) []byte {
	if d.Site != "" {
		site = d.Site
	}
	hash := sha256.Sum256([]byte(site))
	return binary.BigEndian.AppendUint32(append(hash[:], d.Flags|flags), d.Counter)
}

func (d *Device) client(kind, challenge string) []byte {
	text, _ := json.Marshal(map[string]any{
		"type": kind, "challenge": strings.TrimRight(challenge, "="), "origin": d.Origin, "crossOrigin": false,
	})
	return text
}
