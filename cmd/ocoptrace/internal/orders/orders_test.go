package orders

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/api"
	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/server"
	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

// A world is a registry with a batch of rice, an owner of its entity, and the API.
type world struct {
	*tracetest.World
	t        *testing.T
	accounts *account.Accounts
	trail    *audit.Trail
	handler  http.Handler
	entity   string
	spec     map[string]any
}

var ctx = context.Background()

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{World: tracetest.New(t), t: t}
	w.entity = w.Rice(t).Entity
	w.State(t,
		&trace.Entity{ID: "htx-khac", Name: "HTX Khác Mẫu", EntityKind: "cooperative", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15", Sample: true},
		&trace.Product{ID: "mat-khac", Entity: "htx-khac", Name: "Mật khác", Group: "I.2a", Taxonomy: "26/2026", Sample: true})
	w.accounts = account.New(account.Config{Store: w.Store, Now: w.Clock.Now, Random: rand.Reader})
	w.check(w.accounts.Add(ctx, account.User{Name: "lan", Role: account.Owner, Entity: w.entity}, "đồng lúa chín vàng"))
	w.trail = audit.New(audit.Config{Store: w.Store, Now: w.Clock.Now})
	errors, err := api.New(api.Config{Registry: w.Registry})
	w.check(err)
	a, err := New(Config{Registry: w.Registry, Accounts: w.accounts, Trail: w.trail, Fail: errors.Fail, Status: errors.Status})
	w.check(err)
	router := server.NewRouter()
	a.Routes(router)
	w.handler = router
	w.check(json.Unmarshal(w.ask("GET", Path+"/openapi.json", "", "").Body.Bytes(), &w.spec))
	return w
}

func (w *world) check(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) token(scopes ...account.Permission) string {
	w.t.Helper()
	secret, _, err := w.accounts.MakeToken(ctx, "lan", "kho", scopes, w.Clock.Now().Add(time.Hour))
	w.check(err)
	return secret
}

// ask sends a request and holds the answer against the description.
func (w *world) ask(method, path, token, body string, headers ...string) *httptest.ResponseRecorder {
	w.t.Helper()
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	w.handler.ServeHTTP(answer, r)
	if w.spec != nil {
		w.described(method, r.URL.Path, answer)
	}
	return answer
}

// want fails the test where an answer has another status.
func (w *world) want(status int, answer *httptest.ResponseRecorder) map[string]any {
	w.t.Helper()
	if answer.Code != status {
		w.t.Fatalf("status %d, want %d: %s", answer.Code, status, answer.Body)
	}
	var body map[string]any
	w.check(json.Unmarshal(answer.Body.Bytes(), &body))
	return body
}

const anOrder = `{"product":"gao-seng-cu","produced":"2026-11-23","quantity":20,"lot":"API-1","unit":"túi"}`

// A program issues a batch, orders its labels, reads them and their count; what
// it sends again is done once.
func TestOrders(t *testing.T) {
	w := newWorld(t)
	token := w.token(account.BatchIssue, account.LabelsPrint)
	again := []string{"Idempotency-Key", "don-1"}
	first := w.want(201, w.ask("POST", Path+"/batches", token, anOrder, again...))
	second := w.want(200, w.ask("POST", Path+"/batches", token, anOrder, again...))
	if first["record"] != second["record"] || second["again"] != true || first["again"] != false {
		t.Errorf("%v, then %v", first, second)
	}
	if b := first["batch"].(map[string]any); b["lot"] != "API-1" || b["productName"] == "" || b["entity"] != w.entity {
		t.Errorf("the batch is %v", b)
	}
	w.want(422, w.ask("POST", Path+"/batches", token, anOrder)) // the lot is taken
	free := w.want(201, w.ask("POST", Path+"/batches", token, `{"product":"gao-seng-cu","produced":"2026-11-23","quantity":20}`))
	if lot := free["batch"].(map[string]any)["lot"]; lot == "" || lot == "API-1" {
		t.Errorf("the next free lot is %v", lot)
	}
	const labels = `{"product":"gao-seng-cu","lot":"API-1","count":12}`
	run := w.want(201, w.ask("POST", Path+"/runs", token, labels, again...))
	if r := w.want(200, w.ask("POST", Path+"/runs", token, labels, again...)); r["run"] != run["run"] {
		t.Errorf("runs %v and %v", run, r)
	}
	w.want(422, w.ask("POST", Path+"/runs", token, labels)) // more labels than packs
	list := w.want(200, w.ask("GET", Path+"/runs/"+run["run"].(string)+"/labels?from=3&to=12", token, ""))
	all := list["labels"].([]any)
	if len(all) != 10 || all[0].(map[string]any)["number"] != 3.0 {
		t.Fatalf("the labels are %v", list)
	}
	scan, err := w.ScanCode(ctx, all[9].(map[string]any)["code"].(string))
	if err != nil || scan.Label.Number != 12 {
		t.Errorf("the last label is %v, %v", scan, err)
	}
	ledger := w.want(200, w.ask("GET", Path+"/ledger/gao-seng-cu/API-1", token, ""))
	if ledger["declared"] != 20.0 || ledger["open"] != 12.0 || ledger["room"] != 8.0 {
		t.Errorf("the ledger is %v", ledger)
	}
	w.want(422, w.ask("GET", Path+"/runs/"+run["run"].(string)+"/labels?from=3&to=13", token, ""))
	w.want(422, w.ask("GET", Path+"/runs/"+run["run"].(string)+"/labels?from=x", token, ""))
	w.kept("batches gao-seng-cu/API-1", "batches gao-seng-cu/"+free["batch"].(map[string]any)["lot"].(string), "labels gao-seng-cu/API-1")
}

// kept holds the audit trail's entries of the API against those that are wanted.
func (w *world) kept(want ...string) {
	w.t.Helper()
	var got []string
	w.check(w.trail.Each(ctx, audit.Filter{Who: "lan"}, func(e audit.Entry) error {
		if e.From == audit.API {
			got = append(got, e.Did+" "+e.To)
		}
		return nil
	}))
	if !slices.Equal(got, want) {
		w.t.Errorf("the trail has %q, want %q", got, want)
	}
}

// Nothing is done without a token that is for it, for another's goods, or from a
// body that is not as described.
func TestRefused(t *testing.T) {
	w := newWorld(t)
	both := w.token(account.BatchIssue, account.LabelsPrint)
	diary := w.token(account.Diary)
	_, err := w.Publish(ctx)
	w.check(err)
	size := w.Published().Size
	for name, c := range map[string]struct {
		method, path, token, body string
		status                    int
	}{
		"no token":         {"POST", "/batches", "", anOrder, 401},
		"another token":    {"POST", "/batches", "oct_" + strings.Repeat("0", 49), anOrder, 401},
		"another scope":    {"POST", "/batches", diary, anOrder, 403},
		"labels, no scope": {"POST", "/runs", diary, `{"product":"gao-seng-cu","lot":"ST-01","count":1}`, 403},
		"ledger, no scope": {"GET", "/ledger/gao-seng-cu/ST-01", diary, "", 403},
		"list, no token":   {"GET", "/runs/k1-0/labels", "", "", 401},
		"another's goods":  {"POST", "/batches", both, `{"product":"mat-khac","produced":"2026-11-23","quantity":1,"unit":"chai"}`, 404},
		"no such product":  {"POST", "/batches", both, `{"product":"khong-co","produced":"2026-11-23","quantity":1}`, 404},
		"no such lot":      {"GET", "/ledger/gao-seng-cu/XX", both, "", 404},
		"no such run":      {"GET", "/runs/k9-0/labels", both, "", 404},
		"no lot to label":  {"POST", "/runs", both, `{"product":"gao-seng-cu","lot":"XX","count":1}`, 404},
		"no object":        {"POST", "/batches", both, `nothing`, 422},
		"unknown member":   {"POST", "/batches", both, `{"product":"gao-seng-cu","entity":"htx-khac"}`, 422},
		"of another type":  {"POST", "/batches", both, `{"product":"gao-seng-cu","quantity":"20"}`, 422},
		"more behind":      {"POST", "/batches", both, anOrder + `{}`, 422},
		"too few":          {"POST", "/batches", both, `{"product":"gao-seng-cu"}`, 422},
		"too large":        {"POST", "/batches", both, `{"product":"` + strings.Repeat("x", maxBody) + `"}`, 413},
	} {
		answer := w.ask(c.method, Path+c.path, c.token, c.body)
		if answer.Code != c.status {
			t.Errorf("%s: status %d, want %d: %s", name, answer.Code, c.status, answer.Body)
		}
		if challenge := answer.Header().Get("WWW-Authenticate"); (c.status == 401 || c.status == 403) != strings.HasPrefix(challenge, "Bearer ") {
			t.Errorf("%s: WWW-Authenticate %q", name, challenge)
		}
	}
	if _, err := w.Publish(ctx); err != nil || w.Published().Size != size {
		t.Errorf("something was stated: %d, %d, %v", size, w.Published().Size, err)
	}
	w.want(422, w.ask("POST", Path+"/batches", both, anOrder, "Idempotency-Key", "một khoá"))
	w.kept()
}
