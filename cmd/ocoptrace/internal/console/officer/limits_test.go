package officer_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/report"

	"github.com/gorilla/mux"
)

// things are of province 15: what routes of every room name.
func things(t *testing.T, s *consoletest.Site) map[string]string {
	t.Helper()
	sent, err := s.Reports.Send(consoletest.Ctx, report.Report{
		Kind: report.Mismatch, Text: "Lô khác", Product: "gao-seng-cu", Entity: "htx-gao-ruong-mau", Province: "15", Lot: "ST-01",
	})
	consoletest.Check(t, err)
	inspector := s.SignIn(t, "thanh")
	form := inspector.Get("/console/findings/new?product=gao-seng-cu&lot=ST-01").Form(t, "/console/findings")
	for name, value := range map[string]string{
		"outcome": "mixed_lot", "text": "Bao bì ghi lô ST-02", "place": "market", "business": "Sạp bà Hai", "provinceCode": "15",
		"packs": "40", "sampled": "8", "authority": "Đội QLTT số 2",
	} {
		form.Set(name, value)
	}
	finding := inspector.Post("/console/findings", form).Path
	_, invitation, err := s.Accounts.Invite(consoletest.Ctx, account.User{Role: account.Owner, Entity: "htx-gao-ruong-mau"})
	consoletest.Check(t, err)
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", 5, "")
	consoletest.Check(t, err)
	return map[string]string{
		"entity": "htx-gao-ruong-mau", "product": "gao-seng-cu", "lot": "ST-01", "reference": sent.Reference, "name": "lan", "run": run.ID,
		"finding": strings.TrimPrefix(finding, "/console/findings/"), "id": invitation.ID, "photo": "0",
	}
}

// queries are what pages without variables are asked for, of province 15.
var queries = map[string]string{
	"/console/recognitions/new": "product=gao-seng-cu",
	"/console/changes/new":      "product=gao-seng-cu&number=83-829-28780-91-2022&change=withdrawn",
	"/console/recalls/new":      "product=gao-seng-cu&lot=ST-01&action=hold",
	"/console/allowances/new":   "product=gao-seng-cu&lot=ST-01",
}

// own are pages of whatever is the officer's: of nothing that a request names.
var own = []string{
	"/console", "/console/account", "/console/account/tokens/new", "/console/entities", "/console/entities/new", "/console/renewals",
	"/console/renewals.csv", "/console/renewals.xlsx", "/console/statistics", "/console/statistics.csv", "/console/communes",
	"/console/lists", "/console/lists/check", "/console/lists/errors.csv", "/console/lists/blank.csv", "/console/dossiers",
	"/console/findings", "/console/proposals", "/console/people", "/console/invitations/new", "/console/reports",
	"/console/allowances", "/console/more",
}

// ownPosts are deeds of whoever signs in, on what the form itself holds.
var ownPosts = []string{
	"/console/account/password", "/console/account/passkeys", "/console/account/passkeys/options", "/console/account/tokens",
	"/console/draft", "/console/draft/drop", "/console/lists/start", "/console/account/sessions/{id}/end",
}

// everywhere are pages of goods of every province, from the public log: markets
// sell them all.
var everywhere = []string{"/console/dossiers/{product}/{lot}", "/console/dossiers/{product}/{lot}/dossier.pdf"}

// For an officer of province 01 there is nothing of province 15, whatever the
// route: no page, no form, no deed. The table is that of the router, so that a
// new route of officers has to be looked at here.
func TestEveryRouteKeepsToTheProvince(t *testing.T) {
	s, cai, ha := openIn(t)
	values := things(t, s)
	size := s.Size(t)
	variable := regexp.MustCompile(`\{([a-z]+)\}`)
	form := url.Values{
		"key": {strings.Repeat("k", 22)}, "product": {"gao-seng-cu"}, "lot": {"ST-01"}, "action": {"hold"}, "reason": {"x"},
		"number": {"83-829-28780-91-2022"}, "change": {"withdrawn"}, "date": {"2026-11-23"}, "authority": {"x"}, "ground": {"ceased"},
		"instruction": {"x"}, "contact": {"x"}, "consented": {"2026-11-23"}, "role": {"owner"}, "entity": {"htx-gao-ruong-mau"},
		"answer": {"x"}, "state": {"closed"}, "count": {"1"}, "old": {"02761"}, "commune": {"Xã Bản Lầu"}, "communeCode": {"02764"},
		"provinceCode": {"15"}, "name": {"x"}, "kind": {"farm"}, "province": {"15"}, "from": {"2026-11-01"}, "lots": {"ST-01"},
	}
	check := func(method, route string) {
		path := variable.ReplaceAllStringFunc(route, func(name string) string {
			if value, known := values[strings.Trim(name, "{}")]; known {
				return url.PathEscape(value)
			}
			return "x" // of rooms that are no officer's
		})
		if q := queries[route]; q != "" {
			path += "?" + q
		}
		if method == http.MethodPost {
			if p := ha.Post(path, form); p.Status/100 != 4 && !slices.Contains(ownPosts, route) {
				t.Errorf("POST %s answers %d to an officer of another province", path, p.Status)
			}
			return
		}
		if slices.Contains(own, route) || slices.Contains(everywhere, route) {
			return
		}
		near, far := cai.Get(path).Status, ha.Get(path).Status
		if far != http.StatusForbidden && far != http.StatusNotFound {
			t.Errorf("%s answers %d to an officer of another province", path, far)
		}
		if near == http.StatusNotFound && !slices.Contains([]string{"{id}", "{photo}"}, variable.FindString(route)) && !strings.HasSuffix(route, "photo}") && !strings.HasSuffix(route, "/photo") {
			t.Errorf("%s is nothing: it tells nothing of limits", path)
		}
	}
	consoletest.Check(t, s.Router.Walk(func(r *mux.Route, _ *mux.Router, _ []*mux.Route) error {
		route, err := r.GetPathTemplate()
		methods, errMethods := r.GetMethods()
		if err == nil && errMethods == nil && strings.HasPrefix(route, "/console") {
			check(methods[0], route)
		}
		return nil
	}))
	if got := s.Size(t); got != size {
		t.Errorf("the log grew from %d to %d", size, got)
	}
}

// A list's province is the officer's, whatever the request says.
func TestListKeepsToTheProvince(t *testing.T) {
	s, _, ha := openIn(t)
	list := listHeader + "HTX Mẫu Mới,HTX,Xã Mường Khương,Gạo mẫu,I.2a,3,15-02761-91-2026,9/QĐ-UBND,UBND tỉnh Lào Cai,01/06/2026\n"
	form := ha.Get("/console/lists").Form(t, "/console/lists")
	form.Set("province", "15")
	p := ha.SendFiles("/console/lists", form, map[string][]byte{"file": []byte(list)})
	if p.Query.Get("province") != "01" {
		t.Fatalf("%d %s %v %v", p.Status, p.Path, p.Query, p.Problems(t))
	}
	query := p.Query
	query.Set("province", "15")
	p = ha.Get("/console/lists/check?" + query.Encode())
	if text := consoletest.Text(p.Parse(t)); !strings.Contains(text, "New rows0") || !strings.Contains(text, "Row 2") {
		t.Errorf("a place of another province is taken: %s", text)
	}
	query.Set("key", strings.Repeat("k", 22))
	size := s.Size(t)
	ha.Post("/console/lists/start", query)
	if entities, err := s.Entities(consoletest.Ctx); err != nil || s.Size(t) != size {
		t.Errorf("the log grew to %d, %d entities, %v", s.Size(t), len(entities), err)
	}
}
