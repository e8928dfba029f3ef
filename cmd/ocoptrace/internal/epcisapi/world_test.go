package epcisapi

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/capture"
	"ocoptrace/cmd/ocoptrace/internal/server"
	"ocoptrace/cmd/ocoptrace/internal/subscription"
	"ocoptrace/trace/epcis"
	"ocoptrace/trace/tracetest"
)

// A world is a registry with a batch, three accounts with tokens and the binding
// over them.
type world struct {
	*tracetest.World
	http.Handler
	api                     *API
	lan, minh, auditor, old string // tokens: of two accounts of the entity, of one that only queries, and of another scope
}

const entity = "htx-gao-ruong-mau"

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{World: tracetest.New(t)}
	w.Rice(t)
	accounts := account.New(account.Config{Store: w.Store, Now: w.Clock.Now, Random: rand.Reader})
	token := func(u account.User, scopes ...account.Permission) string {
		if _, err := accounts.User(t.Context(), u.Name); err != nil {
			if err := accounts.Add(t.Context(), u, "một mật khẩu thật dài"); err != nil {
				t.Fatal(err)
			}
		}
		secret, _, err := accounts.MakeToken(t.Context(), u.Name, "máy", scopes, w.Clock.Now().Add(300*24*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	owner := account.User{Name: "lan", Role: account.Owner, Entity: entity}
	w.lan = token(owner, account.EventsCapture, account.EventsQuery)
	w.old = token(owner, account.BatchIssue)
	w.minh = token(account.User{Name: "minh", Role: account.Packer, Entity: entity}, account.EventsCapture, account.EventsQuery)
	w.auditor = token(account.User{Name: "thanh", Role: account.Auditor}, account.EventsQuery)
	w.api = New(Config{
		Registry: w.Registry, Accounts: accounts, Now: w.Clock.Now,
		Jobs: capture.New(capture.Config{Store: w.Store, Registry: w.Registry, Now: w.Clock.Now, Random: rand.Reader}),
		Book: subscription.New(subscription.Config{Store: w.Store, Registry: w.Registry, Now: w.Clock.Now, Random: rand.Reader, Plain: true, Client: http.DefaultClient}),
	})
	r := server.NewRouter()
	w.api.Routes(r)
	w.Handler = r
	return w
}

// do sends a request with a token; headers are given as "Name: value".
func (w *world) do(token, method, path, body string, headers ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	if body != "" {
		r.Header.Set("Content-Type", typeJSON)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	answer := httptest.NewRecorder()
	w.ServeHTTP(answer, r)
	return answer
}

// want holds an answer against a status.
func want(t testing.TB, answer *httptest.ResponseRecorder, status int) *httptest.ResponseRecorder {
	t.Helper()
	if answer.Code != status {
		t.Fatalf("status %d, want %d: %s", answer.Code, status, answer.Body)
	}
	return answer
}

// failed holds an answer against a status and an exception of the standard.
func failed(t testing.TB, answer *httptest.ResponseRecorder, status int, exception string) problem {
	t.Helper()
	var p problem
	if err := json.Unmarshal(answer.Body.Bytes(), &p); err != nil || answer.Header().Get("Content-Type") != typeProblem {
		t.Fatalf("no problem: %d %s %v", answer.Code, answer.Body, err)
	}
	if answer.Code != status || p.Status != status || p.Type != "epcisException:"+exception || p.Title == "" || p.Detail == "" {
		t.Errorf("%d %+v, want %d %s", answer.Code, p, status, exception)
	}
	return p
}

const context2 = `["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ocop":"https://tx.example.vn/ns/"}]`

func document(events ...string) string {
	return `{"@context":` + context2 + `,"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-23T00:00:00Z","epcisBody":{"eventList":[` +
		strings.Join(events, ",") + `]}}`
}

// Five events, one of each type of the standard.
var fiveEvents = []string{
	`{"type":"ObjectEvent","eventTime":"2026-11-20T08:00:00.250+07:00","eventTimeZoneOffset":"+07:00","quantityList":[{"epcClass":"https://tx.example.vn/01/09520000000011/10/ST-01","quantity":100.50,"uom":"KGM"}],"action":"ADD","bizStep":"commissioning","disposition":"active","persistentDisposition":{"set":["completeness_verified"]},"certificationInfo":"https://certs.example.vn/17","readPoint":{"id":"https://id.gs1.org/414/9521234000013"},"bizLocation":{"id":"https://tx.example.vn/loc/htx-gao-ruong-mau"},"ilmd":{"cbvmda:lotNumber":"ST-01","ocop:stars": 4.0 },"ocop:note":{"vi":"Ruộng \u1eadc","n":[1.0, 2]}}`,
	`{"type":"TransformationEvent","eventTime":"2026-11-20T09:00:00+07:00","eventTimeZoneOffset":"+07:00","eventID":"urn:uuid:0b6a2bb4-58a2-4a6c-a14c-5b1cd7b1c0d2","inputQuantityList":[{"epcClass":"https://tx.example.vn/class/thoc.T-1","quantity":150,"uom":"KGM"}],"outputQuantityList":[{"epcClass":"https://tx.example.vn/01/09520000000011/10/ST-01","quantity":100.50,"uom":"KGM"}],"transformationID":"https://tx.example.vn/bt/htx.x1","bizStep":"commissioning"}`,
	`{"type":"AggregationEvent","eventTime":"2026-11-20T10:00:00+07:00","eventTimeZoneOffset":"+07:00","parentID":"https://tx.example.vn/obj/htx.thung-1","childEPCs":["https://tx.example.vn/01/09520000000011/10/ST-01/21/A1"],"childQuantityList":[{"epcClass":"https://tx.example.vn/01/09520000000011/10/ST-01","quantity":24}],"action":"ADD","bizStep":"packing"}`,
	`{"type":"TransactionEvent","eventTime":"2026-11-21T10:00:00+07:00","eventTimeZoneOffset":"+07:00","bizTransactionList":[{"type":"po","bizTransaction":"https://tx.example.vn/bt/htx.PO-1"}],"epcList":["https://tx.example.vn/obj/htx.thung-1"],"action":"ADD"}`,
	`{"type":"AssociationEvent","eventTime":"2026-11-20T11:00:00+07:00","eventTimeZoneOffset":"+07:00","parentID":"https://tx.example.vn/obj/htx.thung-1","childEPCs":["https://tx.example.vn/obj/htx.nhiet-ke"],"action":"ADD","bizStep":"installing","sensorElementList":[{"sensorReport":[{"type":"Temperature","value":4.50,"uom":"CEL"}]}]}`,
}

// captured sends a document and waits for its job.
func (w *world) captured(t testing.TB, token, doc string, headers ...string) jobView {
	t.Helper()
	answer := want(t, w.do(token, "POST", "/epcis/capture", doc, headers...), http.StatusAccepted)
	if err := w.api.Jobs.RunOnce(context.Background()); err != nil {
		t.Fatal(err)
	}
	return w.jobAt(t, token, answer.Header().Get("Location"))
}

func (w *world) jobAt(t testing.TB, token, location string) (v jobView) {
	t.Helper()
	answer := want(t, w.do(token, "GET", strings.TrimPrefix(location, tracetest.BaseURL), ""), http.StatusOK)
	if err := json.Unmarshal(answer.Body.Bytes(), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// queried is the document that answers a query.
func (w *world) queried(t testing.TB, path string) (epcis.Document, *httptest.ResponseRecorder) {
	t.Helper()
	answer := want(t, w.do(w.auditor, "GET", path, ""), http.StatusOK)
	d, err := epcis.ParseDocument(answer.Body.Bytes())
	if err != nil {
		t.Fatalf("%s: %v: %s", path, err, answer.Body)
	}
	return d, answer
}
