package inspector_test

import (
	"net/http"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/pack"
)

// An inspector gets a pack of the province and of its producers; one of a
// province gets no other's.
func TestPack(t *testing.T) {
	s := consoletest.Open(t)
	_, err := s.Publish(consoletest.Ctx)
	consoletest.Check(t, err)
	keys := credential.KeyMap{}
	for _, method := range s.Registry.Service().IssuerKeys {
		key, err := credential.KeyOf(method)
		consoletest.Check(t, err)
		keys[method] = key
	}
	for name, province := range map[string]string{"near": "15", "far": "01"} {
		consoletest.Check(t, s.Accounts.Add(consoletest.Ctx, account.User{Name: name, Role: account.Inspector, Province: province}, consoletest.Password))
	}
	for _, c := range []struct {
		user, query string
		status, has int // entities
	}{
		{"near", "", 200, 1}, {"near", "?province=15", 200, 1}, {"near", "?province=01", 403, 0}, {"near", "?province=15,01", 403, 0},
		{"near", "?entities=htx-gao-ruong-mau", 200, 1}, {"far", "?entities=htx-gao-ruong-mau", 403, 0}, {"thanh", "?entities=khong", 404, 0},
		{"thanh", "?province=15", 200, 1}, {"thanh", "", 200, 2}, {"thanh", "?province=777", 400, 0}, {"thanh", "?province=15&entities=x", 400, 0},
		{"hoa", "", 403, 0}, {"lan", "", 403, 0},
	} {
		a := s.SignIn(t, c.user).Get("/console/inspector/pack" + c.query)
		if a.Status != c.status {
			t.Errorf("%s %q: %d, want %d", c.user, c.query, a.Status, c.status)
		}
		if c.status != http.StatusOK {
			continue
		}
		p, err := pack.Open([]byte(a.Body), keys)
		if err != nil || len(p.Entities) != c.has {
			t.Errorf("%s %q: %v, %+v", c.user, c.query, err, p)
		}
	}
}
