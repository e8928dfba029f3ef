package inspector_test

import (
	"net/http"
	"net/url"
	"strconv"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/ocop"
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
		{"thanh", "?since=x", 400, 0}, {"thanh", "?since=1&day=2026-13-01&state=x", 400, 0}, {"far", "?province=15&since=1&day=2026-11-01&state=x", 403, 0},
		{"thanh", "?since=1&day=2026-11-01&state=x", 200, 2}, // not one that the log gives: a whole one
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

// A device that has a pack gets what is new since.
func TestPackSince(t *testing.T) {
	s := consoletest.Open(t)
	_, err := s.Publish(consoletest.Ctx)
	consoletest.Check(t, err)
	keys := credential.KeyMap{}
	for _, method := range s.Registry.Service().IssuerKeys {
		keys[method], err = credential.KeyOf(method)
		consoletest.Check(t, err)
	}
	b := s.SignIn(t, "thanh")
	have, err := pack.Open([]byte(b.Get("/console/inspector/pack?province=15").Body), keys)
	consoletest.Check(t, err)
	s.State(t, &trace.Recall{Product: "gao-seng-cu", Lot: "ST-01", Action: trace.ActionHold, Reason: "Chờ", Instruction: "Đừng bán", Contact: "0900 000 007", Date: ocop.DateOf(s.Clock.Now())})
	_, err = s.Publish(consoletest.Ctx)
	consoletest.Check(t, err)
	since, err := have.Since()
	consoletest.Check(t, err)
	query := url.Values{"province": {"15"}, "since": {strconv.FormatInt(since.Size, 10)}, "day": {since.Day.String()}, "state": {since.State}}
	d, err := pack.OpenDelta([]byte(b.Get("/console/inspector/pack?"+query.Encode()).Body), keys)
	consoletest.Check(t, err)
	p, err := d.Apply(have)
	consoletest.Check(t, err)
	if found := p.ByLot("", "ST-01"); len(found) != 1 || p.Batches[found[0]].Stopped != "hold" {
		t.Errorf("the hold is not in %+v", p.Batches)
	}
}
