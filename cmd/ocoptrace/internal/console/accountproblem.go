package console

import (
	"errors"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/passkey"
	"ocoptrace/trace"
)

// accountProblems are what a person can mend about an account, with the key of
// its text and the field that it is at.
var accountProblems = []struct {
	err        error
	field, key string
}{
	{account.ErrName, "name", "loginName"},
	{account.ErrTaken, "name", "loginTaken"},
	{account.ErrLabel, "label", "label"},
	{account.ErrTooMany, "label", "accountFull"},
	{account.ErrScope, "scope", "scope"},
	{passkey.ErrCeremony, "label", "passkey"},
	{passkey.ErrResponse, "label", "passkey"},
}

// AccountProblems tells what is wrong with what was entered from other errors.
// password is what was entered as one.
func AccountProblems(err error, password string) (trace.Problems, error) {
	var wait *account.WaitError
	switch {
	case errors.As(err, &wait):
		return trace.Problems{{Field: "current", Key: "passwordWait", Args: []any{int64(wait.For/time.Second) + 1}}}, nil
	case errors.Is(err, account.ErrPassword) && len([]rune(password)) < account.MinPassword:
		return trace.Problems{{Field: "password", Key: "passwordShort", Args: []any{account.MinPassword}}}, nil
	case errors.Is(err, account.ErrPassword):
		return trace.Problems{{Field: "password", Key: "passwordUnfit"}}, nil
	}
	for _, p := range accountProblems {
		if errors.Is(err, p.err) {
			return trace.Problems{{Field: p.field, Key: p.key}}, nil
		}
	}
	return nil, err
}
