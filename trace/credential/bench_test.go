package credential

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"strings"
	"testing"
)

// benchDoc has about the size of a batch statement, with Vietnamese text.
var benchDoc = strings.Replace(testDoc, `"empty":{}`,
	`"description":"`+strings.Repeat("Gạo Séng Cù trồng ở xã Mường Vi, gặt tháng chín. ", 16)+`","organizationID":"htx-muong-vi"`, 1)

// The ed25519 cases are the floor that the others stand on.
func BenchmarkRecord(b *testing.B) {
	ctx, s := context.Background(), testSigner()
	record := signed(b, benchDoc, s)
	keys := keysOf(s)
	v, err := Verify(record, keys)
	if err != nil {
		b.Fatal(err)
	}
	signature, err := SignJWT(ctx, record, s)
	if err != nil {
		b.Fatal(err)
	}
	jwt, err := JWT(record, signature)
	if err != nil {
		b.Fatal(err)
	}
	message := bytes.Repeat([]byte{1}, 64)
	bare := ed25519.Sign(testKey(1), message)
	key := testKey(1)
	for _, c := range []struct {
		name string
		work func() error
	}{
		{"ed25519.Sign", func() error { ed25519.Sign(key, message); return nil }},
		{"Sign", func() error { _, err := Sign(ctx, v.Document, s, testTime); return err }},
		{"SignJWT", func() error { _, err := SignJWT(ctx, record, s); return err }},
		{"JWT", func() error { _, err := JWT(record, signature); return err }},
		{"ed25519.Verify", func() error { return verify(s.Public(), message, bare, s.Method()) }},
		{"Verify", func() error { _, err := Verify(record, keys); return err }},
		{"VerifyJWT", func() error { _, err := VerifyJWT(jwt, keys); return err }},
		{"Canonicalize/canonical", func() error { _, err := Canonicalize(v.Document); return err }},
		{"Canonicalize/other", func() error { _, err := Canonicalize([]byte(benchDoc)); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(record)))
			for b.Loop() {
				if err := c.work(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
