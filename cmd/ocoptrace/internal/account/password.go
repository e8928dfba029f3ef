package account

import (
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Lengths of passwords, in characters.
const (
	MinPassword = 10
	MaxPassword = 200
)

// checkPassword returns ErrPassword with what is wrong.
func checkPassword(name, password string) error {
	n := utf8.RuneCountInString(norm.NFC.String(password))
	different := make(map[rune]bool)
	for _, r := range password {
		different[r] = true
	}
	switch {
	case !utf8.ValidString(password):
		return fmt.Errorf("%w: it is not UTF-8 text", ErrPassword)
	case n < MinPassword:
		return fmt.Errorf("%w: it has %d characters, at least %d are needed", ErrPassword, n, MinPassword)
	case n > MaxPassword:
		return fmt.Errorf("%w: it has %d characters, at most %d are allowed", ErrPassword, n, MaxPassword)
	case len(different) < 5:
		return fmt.Errorf("%w: it has only %d different characters, at least 5 are needed", ErrPassword, len(different))
	case strings.Contains(strings.ToLower(password), name):
		return fmt.Errorf("%w: it contains the login name", ErrPassword)
	}
	return nil
}

// costs of Argon2id.
type costs struct {
	memory  uint32 // KiB
	passes  uint32
	threads uint8
}

var today = costs{memory: 19 << 10, passes: 2, threads: 1}

const (
	saltLen = 16
	keyLen  = 32
)

// maxCosts bounds what a stored hash may ask for, so that a damaged one cannot
// take the memory.
var maxCosts = costs{memory: 256 << 10, passes: 16, threads: 4}

var errHash = errors.New("account: a stored password hash is damaged")

func (c costs) key(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.passes, c.memory, c.threads, keyLen)
}

func (a *Accounts) hash(password string) (string, error) {
	salt := make([]byte, saltLen)
	if _, err := io.ReadFull(a.random, salt); err != nil {
		return "", err
	}
	return formatHash(today, salt, today.key(password, salt)), nil
}

const hashFormat = "$argon2id$v=19$m=%d,t=%d,p=%d$"

func formatHash(c costs, salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf(hashFormat+"%s$%s", c.memory, c.passes, c.threads, b64.EncodeToString(salt), b64.EncodeToString(key))
}

func parseHash(hash string) (c costs, salt, key []byte, err error) {
	if _, err := fmt.Sscanf(hash, hashFormat, &c.memory, &c.passes, &c.threads); err != nil {
		return c, nil, nil, errHash
	}
	parts := strings.Split(hash, "$")
	if len(parts) != 6 {
		return c, nil, nil, errHash
	}
	salt, errSalt := base64.RawStdEncoding.Strict().DecodeString(parts[4])
	key, errKey := base64.RawStdEncoding.Strict().DecodeString(parts[5])
	fits := c.passes > 0 && c.threads > 0 && c.memory <= maxCosts.memory && c.passes <= maxCosts.passes && c.threads <= maxCosts.threads
	if errSalt != nil || errKey != nil || len(key) != keyLen || !fits || formatHash(c, salt, key) != hash {
		return c, nil, nil, errHash
	}
	return c, salt, key, nil
}

// matches says whether a hash is of a password, and whether it was made with
// today's costs.
func matches(hash, password string) (ok, current bool, err error) {
	c, salt, key, err := parseHash(hash)
	if err != nil {
		return false, false, err
	}
	return subtle.ConstantTimeCompare(c.key(password, salt), key) == 1, c == today, nil
}

// nobody is the hash that is checked for a name that does not exist.
var nobody = formatHash(today, make([]byte, saltLen), make([]byte, keyLen))
