package account

import (
	"bytes"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

func makeToken(t *testing.T, a *Accounts, c *clock, life time.Duration, scopes ...Permission) (string, Token) {
	t.Helper()
	secret, token, err := a.MakeToken(ctx, "lan", "cân điện tử", scopes, c.Now().Add(life))
	check(t, err)
	return secret, token
}

func TestToken(t *testing.T) {
	a, c := lan(t)
	secret, token := makeToken(t, a, c, 48*time.Hour, LabelsPrint, BatchIssue, LabelsPrint)
	if !regexp.MustCompile(`^oct_[0-9A-Za-z]{49}$`).MatchString(secret) {
		t.Errorf("token %q", secret)
	}
	g, err := a.Token(ctx, "bearer "+secret)
	check(t, err)
	if g.User.Name != "lan" || !g.May(BatchIssue) || !g.May(LabelsPrint) || g.May(Diary) || g.May(Recall) {
		t.Errorf("grant %v", g)
	}
	c.pass(24 * time.Hour)
	_, err = a.Token(ctx, "Bearer "+secret)
	check(t, err)
	all, err := a.Tokens(ctx, "lan")
	check(t, err)
	day := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	if len(all) != 1 || all[0].ID != token.ID || !all[0].Used.Equal(day) || !slices.Equal(all[0].Scopes, []Permission{BatchIssue, LabelsPrint}) {
		t.Errorf("tokens %v", all)
	}
}

func TestTokenEnds(t *testing.T) {
	for name, end := range map[string]func(a *Accounts, c *clock, id string) error{
		"time":    func(_ *Accounts, c *clock, _ string) error { c.pass(48 * time.Hour); return nil },
		"revoked": func(a *Accounts, _ *clock, id string) error { return a.RevokeToken(ctx, "lan", id) },
		"removed": func(a *Accounts, _ *clock, _ string) error { return a.Remove(ctx, "lan") },
		"another of the name": func(a *Accounts, c *clock, _ string) error {
			return replaceUser(a, c, "")
		},
		"another role": func(a *Accounts, _ *clock, _ string) error {
			return a.SetRole(ctx, User{"lan", Owner, "htx-khac", ""})
		},
	} {
		t.Run(name, func(t *testing.T) {
			a, c := lan(t)
			secret, token := makeToken(t, a, c, 48*time.Hour, Diary)
			_, err := a.Token(ctx, "Bearer "+secret)
			check(t, err)
			check(t, end(a, c, token.ID))
			_, err = a.Token(ctx, "Bearer "+secret)
			is(t, err, ErrNoToken)
			is(t, second(a.Tokens(ctx, "lan")), nil)
		})
	}
}

func TestTokenRefused(t *testing.T) {
	a, c := lan(t)
	now := c.Now()
	for _, c := range []struct {
		label  string
		scopes []Permission
		ends   time.Time
		want   error
	}{
		{"", []Permission{Diary}, now.Add(time.Hour), ErrLabel},
		{strings.Repeat("ế", MaxLabel+1), []Permission{Diary}, now.Add(time.Hour), ErrLabel},
		{"a\x00b", []Permission{Diary}, now.Add(time.Hour), ErrLabel},
		{"a\u202eb", []Permission{Diary}, now.Add(time.Hour), ErrLabel},
		{"cân", nil, now.Add(time.Hour), ErrScope},
		{"cân", []Permission{Diary, Recall}, now.Add(time.Hour), ErrScope},
		{"cân", []Permission{"everything"}, now.Add(time.Hour), ErrScope},
		{"cân", []Permission{Diary}, now, ErrExpiry},
		{"cân", []Permission{Diary}, now.Add(MaxTokenLife + 1), ErrExpiry},
	} {
		_, _, err := a.MakeToken(ctx, "lan", c.label, c.scopes, c.ends)
		is(t, err, c.want)
	}
	_, _, err := a.MakeToken(ctx, "minh", "cân", []Permission{Diary}, now.Add(time.Hour))
	is(t, err, ErrNoUser)
	is(t, a.RevokeToken(ctx, "lan", "nonsense"), ErrNoToken)
	is(t, second(a.Tokens(ctx, "lan")), nil)
}

func TestTokensAreBounded(t *testing.T) {
	a, c := lan(t)
	for range MaxTokens {
		makeToken(t, a, c, time.Hour, Diary)
	}
	_, _, err := a.MakeToken(ctx, "lan", "một nữa", []Permission{Diary}, c.Now().Add(time.Hour))
	is(t, err, ErrTooMany)
	c.pass(time.Hour) // those that have ended make room
	makeToken(t, a, c, time.Hour, Diary)
	if n := rows(t, a, tokenPrefix); n != 1 {
		t.Errorf("%d tokens are stored", n)
	}
}

// A user does not revoke the tokens nor end the sessions of another.
func TestOthersRows(t *testing.T) {
	a, c := lan(t)
	check(t, a.Add(ctx, User{"minh", Auditor, "", ""}, right))
	secret, token := makeToken(t, a, c, time.Hour, Diary)
	session, _, err := a.SignIn(ctx, market, "lan", right)
	check(t, err)
	is(t, a.RevokeToken(ctx, "minh", token.ID), ErrNoToken)
	is(t, a.EndSession(ctx, "minh", SittingID(session)), ErrNoSession)
	_, err = a.Token(ctx, "Bearer "+secret)
	check(t, err)
	_, err = a.Session(ctx, session)
	check(t, err)
}

// A token with any sign changed, cut or added is none, and is told without a
// look into the store.
func TestTamperedTokens(t *testing.T) {
	a, c := lan(t)
	secret, _ := makeToken(t, a, c, time.Hour, Diary)
	var bad []string
	for i := range secret {
		for _, sign := range []byte("0Za_") {
			if changed := secret[:i] + string(sign) + secret[i+1:]; changed != secret {
				bad = append(bad, changed)
			}
		}
		bad = append(bad, secret[:i], secret[:i]+secret[i+1:], secret[:i]+"0"+secret[i:])
	}
	for _, s := range bad {
		if WellFormedToken(s) {
			t.Errorf("%q is well formed", s)
		}
		_, err := a.Token(ctx, "Bearer "+s)
		is(t, err, ErrNoToken)
	}
	for _, header := range []string{"", "Bearer", "Bearer ", secret, "Basic " + secret, "Bearer  " + secret, "Bearer " + secret + " ", "Bearer " + formatToken(make([]byte, 32))} {
		_, err := a.Token(ctx, header)
		is(t, err, ErrNoToken)
	}
}

// FuzzTokenForm reads a token's digits back as the number they are of.
func FuzzTokenForm(f *testing.F) {
	f.Add(make([]byte, 32))
	f.Add([]byte(strings.Repeat("\xff", 32)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) != 32 {
			return
		}
		s := formatToken(b)
		if !WellFormedToken(s) {
			t.Fatalf("%q", s)
		}
		// The digits of math/big are 0-9, a-z, A-Z.
		swapped := strings.Map(func(r rune) rune {
			switch {
			case r >= 'a':
				return r - 'a' + 'A'
			case r >= 'A':
				return r - 'A' + 'a'
			}
			return r
		}, s[len(tokenMark):][:tokenDigits])
		n, ok := new(big.Int).SetString(swapped, 62)
		if !ok || n.Cmp(new(big.Int).SetBytes(b)) != 0 {
			t.Fatalf("%x is %s", b, s)
		}
	})
}

// Tokens that another program computed (CRC-32 of zlib), so that others can
// check theirs.
func TestTokenVectors(t *testing.T) {
	counting := make([]byte, 32)
	for i := range counting {
		counting[i] = byte(i)
	}
	for want, random := range map[string][]byte{
		"oct_00000000000000000000000000000000000000000002slMp7": make([]byte, 32),
		"oct_003aUlTJC7tjlCTQj2uNU3MFagCXG9LRKRcwGkBIDlf3ENbdJ": counting,
		"oct_yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp110RObp": bytes.Repeat([]byte{0xff}, 32),
	} {
		if got := formatToken(random); got != want {
			t.Errorf("%x: %s, want %s", random, got, want)
		}
	}
}
