package inspection

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
)

func sent(t *testing.T, text string) Sent {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	public, err := key.PublicKey.Bytes()
	check(t, err)
	sum := sha256.Sum256([]byte(text))
	r, s, err := ecdsa.Sign(rand.Reader, key, sum[:])
	check(t, err)
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	return Sent{public, []byte(text), signature}
}

// What a device signed is read; what is changed on its way is not, nor what only
// the service can say.
func TestSent(t *testing.T) {
	const text = `{"key":"kkkkkkkkkkkkkkkkkkkkkk","product":"gao","lot":"ST-01","day":"2026-11-25","deviceAt":"2026-11-25T07:00:00Z","by":"hai","closing":{"at":"2026-11-25T07:00:00Z","by":"x","minutes":"1","minutesDigest":"","statement":"urn:uuid:1"}}`
	s := sent(t, text)
	w, err := s.Open()
	check(t, err)
	if w.Lot != "ST-01" || w.DeviceAt.IsZero() || w.By != "" || w.Closing != nil || w.Device != s.Device() {
		t.Errorf("read %+v", w)
	}
	for i := range text {
		changed := Sent{s.Key, []byte(text), s.Signature}
		changed.Text[i] ^= 1
		if _, err := changed.Open(); !errors.Is(err, ErrSignature) {
			t.Fatalf("byte %d changed: %v", i, err)
		}
	}
	if _, err := (Sent{sent(t, text).Key, s.Text, s.Signature}).Open(); !errors.Is(err, ErrSignature) {
		t.Error("another device's key:", err)
	}
	for _, bad := range []string{"", "{}", `{"key":"short"}`, text + "{}", text + strings.Repeat(" ", MaxSent), `{"key":"kkkkkkkkkkkkkkkkkkkkkk","unknown":1}`} {
		if _, err := sent(t, bad).Open(); !errors.Is(err, ErrText) {
			t.Errorf("%.40q: %v", bad, err)
		}
	}
	if _, err := (Sent{}).Open(); !errors.Is(err, ErrSignature) {
		t.Error("nothing:", err)
	}
}

func TestRegister(t *testing.T) {
	b, _ := open()
	s := sent(t, "{}")
	check(t, b.Register(ctx, s, "thanh"))
	check(t, b.Register(ctx, s, "thanh"))
	if err := b.Register(ctx, s, "hai"); !errors.Is(err, ErrDevice) {
		t.Error("another account's:", err)
	}
}

// Photos are those that were signed, whole and in order.
func TestBelong(t *testing.T) {
	one, two := []byte("một"), []byte("hai")
	w, err := sent(t, `{"key":"kkkkkkkkkkkkkkkkkkkkkk","photos":["`+Digest(one)+`","`+Digest(two)+`"],"sent":{"key":"eA=="}}`).Open()
	check(t, err)
	if w.Photos != nil || len(w.Sent.Key) != 65 {
		t.Errorf("the device says what only the service can: %v, %v", w.Photos, w.Sent.Key)
	}
	check(t, w.Belong([][]byte{one, two}))
	for _, files := range [][][]byte{nil, {one}, {two, one}, {one, one}, {one, two, two}, {one, []byte("hai ")}} {
		if err := w.Belong(files); !errors.Is(err, ErrPhotos) {
			t.Errorf("%q: %v", files, err)
		}
	}
}
