package storage

import "fmt"

// Limits of the contract. Sizes are bytes.
const (
	MaxKey     = 1024
	MaxValue   = 65535
	MaxTxPairs = 20000   // written by a transaction
	MaxTxBytes = 9 << 19 // keys and values written by a transaction: 4.5 MiB
)

// CheckKey returns ErrBadKey or ErrTooLarge for a key outside the contract.
// Engines call it in every method that takes a key.
func CheckKey(key []byte) error {
	switch {
	case len(key) == 0 || key[0] == '!':
		return fmt.Errorf("%w: %.40q", ErrBadKey, key)
	case len(key) > MaxKey:
		return fmt.Errorf("%w: a key of %d bytes, at most %d are allowed", ErrTooLarge, len(key), MaxKey)
	}
	return nil
}

// CheckPair is CheckKey, and ErrTooLarge for a value outside the contract.
func CheckPair(key, value []byte) error {
	if err := CheckKey(key); err != nil {
		return err
	}
	if len(value) > MaxValue {
		return fmt.Errorf("%w: a value of %d bytes, at most %d are allowed", ErrTooLarge, len(value), MaxValue)
	}
	return nil
}
