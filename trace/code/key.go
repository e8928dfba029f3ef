package code

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"hash"
	"sync"
)

// MaxCounter is the largest counter that has a code.
const MaxCounter = 1<<43 - 1

const (
	lowBits  = 28 // width of L
	highBits = 27 // width of H
	tailBits = 12 // zero bits after the counter
	rounds   = 10
	purpose  = "ocoptrace label code v1\x00"
)

// A Key makes codes from counters and recognises them. It may be used by
// several goroutines at once.
type Key struct {
	id   string
	macs sync.Pool // of *mac, each initialised with the round key
}

// mac is an HMAC and room for its input and output.
type mac struct {
	hash.Hash
	in  [5]byte
	out [sha256.Size]byte
}

// NewKey returns the key of a name and 32 secret bytes. Both must be kept as
// long as labels made with the key are on packs: with another id or secret its
// codes are unknown.
func NewKey(id string, secret [32]byte) *Key {
	derive := hmac.New(sha256.New, secret[:])
	derive.Write([]byte(purpose))
	derive.Write([]byte(id))
	roundKey := derive.Sum(nil)
	k := &Key{id: id}
	k.macs.New = func() any { return &mac{Hash: hmac.New(sha256.New, roundKey)} }
	return k
}

// ID returns the key's name.
func (k *Key) ID() string { return k.id }

// Code returns the code of a counter. It panics for a counter above
// MaxCounter: ranges are checked where they are issued.
func (k *Key) Code(counter uint64) Code {
	if counter > MaxCounter {
		panic(fmt.Sprintf("code: counter %d is above %d", counter, uint64(MaxCounter)))
	}
	return encode(k.permute(counter << tailBits))
}

// Counter returns the counter of a code that Code made; false for any other
// text, but for one valid code in 4,096 that was not made. So the caller looks
// whether the counter was issued.
func (k *Key) Counter(c Code) (uint64, bool) {
	number, ok := c.decode()
	if !ok {
		return 0, false
	}
	number = k.restore(number)
	return number >> tailBits, number%(1<<tailBits) == 0
}

// permute is P of the package comment, for numbers below 2^55.
func (k *Key) permute(number uint64) uint64 {
	m := k.macs.Get().(*mac)
	defer k.macs.Put(m)
	high, low := split(number)
	for r := byte(0); r < rounds; r += 2 {
		high ^= m.round(r, low) % (1 << highBits)
		low ^= m.round(r+1, high) % (1 << lowBits)
	}
	return join(high, low)
}

// restore is the inverse of permute.
func (k *Key) restore(number uint64) uint64 {
	m := k.macs.Get().(*mac)
	defer k.macs.Put(m)
	high, low := split(number)
	for r := byte(rounds); r > 0; r -= 2 {
		low ^= m.round(r-1, high) % (1 << lowBits)
		high ^= m.round(r-2, low) % (1 << highBits)
	}
	return join(high, low)
}

func split(number uint64) (high, low uint32) {
	return uint32(number >> lowBits), uint32(number % (1 << lowBits))
}

func join(high, low uint32) uint64 { return uint64(high)<<lowBits | uint64(low) }

// round is F of the package comment.
func (m *mac) round(r byte, x uint32) uint32 {
	m.in[0] = r
	binary.BigEndian.PutUint32(m.in[1:], x)
	m.Reset()
	m.Write(m.in[:])
	return binary.BigEndian.Uint32(m.Sum(m.out[:0]))
}
