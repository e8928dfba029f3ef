package passkeytest

import (
	"crypto/ecdsa"
	"encoding/binary"
)

// The little of CBOR (RFC 8949) that keys are written in.

func head(major byte, n int) []byte {
	switch {
	case n < 24:
		return []byte{major<<5 | byte(n)}
	case n < 256:
		return []byte{major<<5 | 24, byte(n)}
	}
	return binary.BigEndian.AppendUint16([]byte{major<<5 | 25}, uint16(n))
}

func integer(n int) []byte {
	if n < 0 {
		return head(1, -1-n)
	}
	return head(0, n)
}

func octets(b []byte) []byte { return append(head(2, len(b)), b...) }

func text(s string) []byte { return append(head(3, len(s)), s...) }

// cborMap is a map of so many pairs of keys and values.
func cborMap(pairs int, items ...[]byte) []byte {
	m := head(5, pairs)
	for _, item := range items {
		m = append(m, item...)
	}
	return m
}

// cose is the public part of a key (RFC 9053, section 7.1.1): EC2, ES256, P-256.
func cose(private *ecdsa.PrivateKey) ([]byte, error) {
	point, err := private.PublicKey.Bytes()
	if err != nil {
		return nil, err
	}
	return cborMap(5, integer(1), integer(2), integer(3), integer(-7), integer(-1), integer(1),
		integer(-2), octets(point[1:33]), integer(-3), octets(point[33:])), nil
}
