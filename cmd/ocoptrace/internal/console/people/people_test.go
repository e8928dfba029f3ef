package people_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/passkey/passkeytest"
)

const fresh = "mùa vàng trên núi cao"

// link is the path of the link that a page shows once.
func link(t *testing.T, p *consoletest.Answer) string {
	t.Helper()
	p.Sound(t)
	found := regexp.MustCompile(`https://[^/]+(/invitation/[A-Za-z0-9_-]{43})<`).FindStringSubmatch(p.Body)
	if p.Status != http.StatusOK || found == nil {
		t.Fatalf("%d %s: no link:\n%s", p.Status, p.Path, p.Body)
	}
	return found[1]
}

// invited is the link of an invitation that a user makes.
func invited(t *testing.T, s *consoletest.Site, who string, form url.Values) string {
	t.Helper()
	return link(t, s.SignIn(t, who).Post("/console/invitations", form))
}

// An owner invites a packing worker, who comes in, works, and is removed.
func TestInvitedWorker(t *testing.T) {
	s := consoletest.Open(t)
	owner := s.SignIn(t, "lan")
	page := owner.Get("/console/invitations/new")
	page.Sound(t)
	form := page.Form(t, "/console/invitations")
	form.Set("role", "packer")
	path := link(t, owner.Post("/console/invitations", form))
	list := owner.Get("/console/people")
	list.Sound(t)
	if !strings.Contains(list.Body, "Packing worker") || strings.Contains(list.Body, path) {
		t.Error("the list of people", list.Body)
	}

	worker := s.Browser(t)
	page = worker.Get(path)
	page.Sound(t)
	form = page.FormWith(t, path, "password")
	form.Set("name", "Lan")
	form.Set("password", fresh)
	form.Set("repeat", fresh+"!")
	if p := worker.Post(path, form); p.Status != http.StatusUnprocessableEntity || p.Problems(t)["repeat"] == "" || strings.Contains(p.Body, fresh) {
		t.Error(p.Status, p.Problems(t))
	}
	form.Set("repeat", fresh)
	p := worker.Post(path, form)
	p.Sound(t)
	if p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Problems(t)["name"], "taken") || p.FormWith(t, path, "password").Get("name") != "Lan" {
		t.Error(p.Status, p.Problems(t))
	}
	form.Set("name", "hoang")
	if p = worker.Post(path, form); p.Path != "/console" || !strings.Contains(p.Body, "Your account is ready.") {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	if p = s.Browser(t).Get(path); p.Status != http.StatusNotFound || !strings.Contains(p.Body, "no longer open") {
		t.Error("the link a second time:", p.Status)
	}
	p.Sound(t)
	if p = worker.Get("/console/leftovers"); p.Status != http.StatusOK {
		t.Error("a worker at the labels:", p.Status)
	}
	if p = worker.Get("/console/people"); p.Status != http.StatusForbidden {
		t.Error("a worker at the people:", p.Status)
	}

	sure := owner.Get("/console/people/hoang/remove")
	sure.Sound(t)
	owner.Post("/console/people/hoang/remove", sure.Form(t, "/console/people/hoang/remove"))
	if p = worker.Get("/console"); p.Path != "/signin" {
		t.Error("a removed worker is at", p.Path)
	}
}

// Nobody invites, sees or changes whom it is not theirs to.
func TestReach(t *testing.T) {
	s := consoletest.Open(t)
	officer := account.User{Name: "son-la", Role: account.Officer, Province: "14"}
	consoletest.Check(t, s.Accounts.Add(consoletest.Ctx, officer, consoletest.Password))
	for _, c := range []struct {
		who, role, entity string
		status            int
	}{
		{"lan", "packer", "", 200}, {"lan", "owner", "", 200}, {"lan", "packer", consoletest.Other, 200}, // to lan's own entity
		{"lan", "admin", "", 422}, {"lan", "officer", "", 422}, {"lan", "nonsense", "", 422},
		{"hoa", "owner", "htx-gao-ruong-mau", 200}, {"hoa", "packer", "htx-gao-ruong-mau", 422}, {"hoa", "admin", "", 422},
		{"hoa", "owner", "", 422}, {"hoa", "owner", "khong-co", 422}, {"hoa", "owner", "mẫu", 422}, {"hoa", "owner", "giò chả", 200},
		{"son-la", "owner", "htx-gao-ruong-mau", 422},
		{"quan", "inspector", "", 200}, {"quan", "packer", "htx-gao-ruong-mau", 422}, {"quan", "owner", "", 422},
		{"tam", "packer", "", 403}, {"kiem", "packer", "", 403}, {"thanh", "packer", "", 403},
	} {
		p := s.SignIn(t, c.who).Post("/console/invitations", url.Values{"role": {c.role}, "entity": {c.entity}})
		if p.Status != c.status {
			t.Errorf("%s invites %s of %q: %d, want %d", c.who, c.role, c.entity, p.Status, c.status)
		}
		if p.Status == http.StatusUnprocessableEntity {
			p.Sound(t)
		}
	}
	all, err := s.Accounts.Invitations(consoletest.Ctx)
	consoletest.Check(t, err)
	var lans string // an invitation that minh has nothing to do with
	for _, i := range all {
		if i.By != "lan" {
			continue
		}
		if lans = i.ID; i.Invited.Entity != "htx-gao-ruong-mau" {
			t.Errorf("lan invited %v", i.Invited)
		}
	}
	minh := s.SignIn(t, "minh")
	if p := minh.Post("/console/invitations/"+lans+"/withdraw", nil); p.Status != http.StatusNotFound {
		t.Error("another's invitation is withdrawn:", p.Status)
	}
	for _, path := range []string{"/console/people/lan", "/console/people/tam", "/console/people/minh", "/console/people/nobody", "/console/people/tam/remove"} {
		if p := minh.Get(path); p.Status != http.StatusNotFound {
			t.Errorf("minh at %s: %d", path, p.Status)
		}
	}
	for _, path := range []string{"/console/people/tam/role", "/console/people/tam/again", "/console/people/tam/signout", "/console/people/tam/remove"} {
		if p := minh.Post(path, url.Values{"role": {"admin"}}); p.Status != http.StatusNotFound {
			t.Errorf("minh at %s: %d", path, p.Status)
		}
	}
	if p := s.SignIn(t, "lan").Post("/console/people/tam/role", url.Values{"role": {"admin"}}); p.Status != http.StatusForbidden {
		t.Error("an owner gives a role:", p.Status)
	}
	if body := minh.Get("/console/people").Body; strings.Contains(body, "tam") || strings.Contains(body, "quan") {
		t.Error("minh sees others")
	}
}

// An admin changes a role, ends sessions and gives a link for another password.
func TestAdmin(t *testing.T) {
	s := consoletest.Open(t)
	admin, packer := s.SignIn(t, "quan"), s.SignIn(t, "tam")
	page := admin.Get("/console/people/tam")
	page.Sound(t)
	form := page.Form(t, "/console/people/tam/role")
	form.Set("role", "owner")
	form.Set("entity", "không có ở đâu")
	if p := admin.Post("/console/people/tam/role", form); p.Status != http.StatusUnprocessableEntity || p.Problems(t)["entity"] == "" || p.Form(t, "/console/people/tam/role").Get("role") != "owner" {
		t.Error(p.Status, p.Problems(t))
	}
	form.Set("role", "inspector")
	form.Set("province", "15")
	if p := admin.Post("/console/people/tam/role", form); p.Path != "/console/people/tam" || !strings.Contains(p.Body, "Lào Cai") {
		t.Error(p.Status, p.Path, p.Body)
	}
	if p := packer.Get("/console"); p.Path != "/signin" {
		t.Error("the session of before holds:", p.Path)
	}
	path := link(t, admin.Post("/console/people/tam/again", nil))
	b := s.Browser(t)
	page = b.Get(path)
	page.Sound(t)
	again := page.Form(t, path)
	again.Set("password", fresh)
	again.Set("repeat", fresh)
	if p := b.Post(path, again); p.Path != "/console" {
		t.Error(p.Status, p.Path)
	}
	if p := admin.Post("/console/people/tam/signout", nil); p.Path != "/console/people/tam" {
		t.Error(p.Status, p.Path)
	}
	if p := b.Get("/console"); p.Path != "/signin" {
		t.Error("signed out everywhere, and at", p.Path)
	}
	if p := admin.Get("/console/people/quan"); p.Status != http.StatusNotFound {
		t.Error("an admin manages itself:", p.Status)
	}
}

func TestPassword(t *testing.T) {
	s := consoletest.Open(t)
	b, other := s.SignIn(t, "lan"), s.SignIn(t, "lan")
	page := b.Get("/console/account")
	page.Sound(t)
	form := page.Form(t, "/console/account/password")
	send := func(current, password, repeat string) *consoletest.Answer {
		form.Set("current", current)
		form.Set("password", password)
		form.Set("repeat", repeat)
		return b.Post("/console/account/password", form)
	}
	for _, c := range []struct{ current, password, repeat, field string }{
		{"sai mật khẩu", fresh, fresh, "current"}, {consoletest.Password, fresh, "khác", "repeat"},
		{consoletest.Password, "ngắn", "ngắn", "password"}, {consoletest.Password, "aaaaaaaaaaaa", "aaaaaaaaaaaa", "password"},
	} {
		p := send(c.current, c.password, c.repeat)
		p.Sound(t)
		if p.Status != http.StatusUnprocessableEntity || p.Problems(t)[c.field] == "" || strings.Contains(p.Body, fresh) {
			t.Errorf("%v: %d %v", c, p.Status, p.Problems(t))
		}
	}
	if p := send(consoletest.Password, fresh, fresh); p.Path != "/console/account" || !strings.Contains(p.Body, "The password is changed.") {
		t.Error(p.Status, p.Path)
	}
	if p := other.Get("/console"); p.Path != "/signin" {
		t.Error("the session elsewhere holds:", p.Path)
	}
	_, err := s.Accounts.Authenticate(consoletest.Ctx, consoletest.Nowhere, "lan", fresh)
	consoletest.Check(t, err)
}

func TestSessions(t *testing.T) {
	s := consoletest.Open(t)
	b, other := s.SignIn(t, "lan"), s.SignIn(t, "lan")
	page := b.Get("/console/account")
	var ends []string
	for _, f := range consoletest.Elements(page.Parse(t), "form") {
		if action := consoletest.Attr(f, "action"); strings.HasSuffix(action, "/end") {
			ends = append(ends, action)
		}
	}
	if len(ends) != 1 {
		t.Fatalf("sessions to end: %q", ends)
	}
	minh := s.SignIn(t, "minh")
	minh.Post(ends[0], nil)
	if p := other.Get("/console"); p.Path != "/console" {
		t.Error("another ended it:", p.Path)
	}
	b.Post(ends[0], nil)
	if p := other.Get("/console"); p.Path != "/signin" {
		t.Error("it goes on:", p.Path)
	}
	if p := b.Get("/console"); p.Path != "/console" {
		t.Error("this one ended too:", p.Path)
	}
}

func TestToken(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	page := b.Get("/console/account/tokens/new")
	page.Sound(t)
	form := page.FormOf(t, "/console/account/tokens", "scope")
	form.Del("scope")
	p := b.Post("/console/account/tokens", form)
	p.Sound(t)
	if p.Status != http.StatusUnprocessableEntity || p.Problems(t)["label"] == "" {
		t.Error(p.Status, p.Problems(t))
	}
	form.Set("label", "cân ở kho")
	if p = b.Post("/console/account/tokens", form); p.Status != http.StatusUnprocessableEntity || !strings.Contains(p.Body, "Choose at least one.") {
		t.Error(p.Status)
	}
	form["scope"] = []string{"diary", "recall"}
	if p = b.Post("/console/account/tokens", form); p.Status != http.StatusUnprocessableEntity {
		t.Error("a scope that is not the user's:", p.Status)
	}
	form["scope"] = []string{"diary", "labels.print"}
	p = b.Post("/console/account/tokens", form)
	p.Sound(t)
	secret := regexp.MustCompile(`oct_[0-9A-Za-z]{49}`).FindString(p.Body)
	g, err := s.Accounts.Token(consoletest.Ctx, "Bearer "+secret)
	consoletest.Check(t, err)
	if !g.May(account.Diary) || g.May(account.BatchIssue) {
		t.Errorf("%v", g)
	}
	page = b.Get("/console/account")
	if strings.Contains(page.Body, secret) || !strings.Contains(page.Body, "cân ở kho") {
		t.Error("the list of tokens")
	}
	revoke := page.Link(t, "/revoke")
	if p = s.SignIn(t, "minh").Get(revoke); p.Status != http.StatusNotFound {
		t.Error("another's token:", p.Status)
	}
	sure := b.Get(revoke)
	sure.Sound(t)
	b.Post(revoke, sure.Form(t, revoke))
	if _, err := s.Accounts.Token(consoletest.Ctx, "Bearer "+secret); err == nil {
		t.Error("the token holds")
	}
}

func TestPasskey(t *testing.T) {
	s := consoletest.Open(t)
	b, phone := s.SignIn(t, "lan"), passkeytest.New(s.BaseURL())
	options := b.Post("/console/account/passkeys/options", nil)
	response, err := phone.Create([]byte(options.Body))
	consoletest.Check(t, err)
	p := b.Post("/console/account/passkeys", url.Values{"label": {""}, "response": {string(response)}})
	p.Sound(t)
	if p.Status != http.StatusUnprocessableEntity || p.Problems(t)["label"] == "" {
		t.Error(p.Status, p.Problems(t))
	}
	p = b.Post("/console/account/passkeys", url.Values{"label": {"điện thoại"}, "response": {string(response)}})
	if p.Status != http.StatusOK || !strings.Contains(p.Body, "The passkey is added.") {
		t.Error(p.Status, p.Body)
	}
	p = b.Post("/console/account/passkeys", url.Values{"label": {"lần nữa"}, "response": {string(response)}})
	if p.Status != http.StatusUnprocessableEntity {
		t.Error("the same answer twice:", p.Status)
	}
	remove := b.Get("/console/account").Link(t, "/remove")
	sure := b.Get(remove)
	sure.Sound(t)
	if p = b.Post(remove, sure.Form(t, remove)); !strings.Contains(p.Body, "The passkey is removed.") {
		t.Error(p.Status)
	}
	if p = b.Get(remove); p.Status != http.StatusNotFound {
		t.Error(p.Status)
	}
}

// The trail is read by those who may, filtered, and as a file; that somebody
// took the file is in it.
func TestAudit(t *testing.T) {
	s := consoletest.Open(t)
	s.SignIn(t, "lan").Post("/console/closing", url.Values{"time": {"17:30"}})
	for who, status := range map[string]int{"lan": 403, "hoa": 403, "tam": 403, "thanh": 403, "kiem": 200, "quan": 200} {
		for _, path := range []string{"/console/audit", "/console/audit.csv"} {
			if p := s.SignIn(t, who).Get(path); p.Status != status {
				t.Errorf("%s at %s: %d", who, path, p.Status)
			}
		}
	}
	b := s.SignIn(t, "kiem")
	p := b.Get("/console/audit?since=&until=&who=lan&did=closing&to=")
	p.Sound(t)
	if !strings.Contains(p.Body, "1 act.") || !strings.Contains(p.Body, "Set the closing time") {
		t.Error(p.Body)
	}
	file := b.Get(p.Link(t, "audit.csv"))
	lines := strings.Split(strings.TrimSpace(file.Body), "\n")
	if len(lines) != 2 || lines[0] != "time,who,from,did,to" || !strings.HasSuffix(lines[1], ",lan,console,closing,") || !strings.HasPrefix(file.Header.Get("Content-Type"), "text/csv") {
		t.Errorf("%q, %v", lines, file.Header)
	}
	p = b.Get("/console/audit?since=&who=kiem&did=audit")
	if !strings.Contains(p.Body, "Downloaded the audit trail") {
		t.Error("that the file was taken is not in the trail")
	}
	p = b.Get("/console/audit?since=hôm+qua")
	p.Sound(t)
	if p.Status != http.StatusUnprocessableEntity || p.Problems(t)["since"] == "" {
		t.Error(p.Status, p.Problems(t))
	}
	if p = b.Get("/console/audit?since=2020-01-01&until=2020-01-02"); !strings.Contains(p.Body, "There are no such acts.") {
		t.Error(p.Body)
	}
}

// Pages that show a secret, and the secrets of others' links, stay out of the
// trail and of every list.
func TestSecretsStayOut(t *testing.T) {
	s := consoletest.Open(t)
	path := invited(t, s, "quan", url.Values{"role": {"auditor"}})
	secret := path[strings.LastIndex(path, "/")+1:]
	admin := s.SignIn(t, "quan")
	for _, page := range []string{"/console/people", "/console/audit?since=", "/console/audit.csv?since="} {
		if strings.Contains(admin.Get(page).Body, secret) {
			t.Errorf("%s has the secret", page)
		}
	}
}

func TestLanguages(t *testing.T) {
	s := consoletest.Open(t)
	for who, paths := range map[string][]string{
		"quan": {"/console", "/console/account", "/console/account/tokens/new", "/console/invitations/new", "/console/people/lan", "/console/people/lan/remove", "/console/audit"},
		"lan":  {"/console/people", "/console/account", "/console/invitations/new"},
		"hoa":  {"/console/people", "/console/people/lan"},
	} {
		b := s.SignIn(t, who)
		for _, path := range paths {
			vi, en := b.Get(path+"?lang=vi"), b.Get(path+"?lang=en")
			vi.Sound(t)
			if slices.Contains([]int{vi.Status, en.Status}, http.StatusNotFound) || !strings.Contains(vi.Body, `lang="vi"`) || vi.Body == en.Body {
				t.Errorf("%s at %s: %d, %d", who, path, vi.Status, en.Status)
			}
		}
	}
}

// An officer of a province sees and manages the people of its producers alone.
func TestPeopleOfAProvince(t *testing.T) {
	s := consoletest.Open(t)
	consoletest.Check(t, s.Accounts.Add(consoletest.Ctx, account.User{Name: "lao-cai", Role: account.Officer, Province: "15"}, consoletest.Password))
	b := s.SignIn(t, "lao-cai")
	body := b.Get("/console/people").Body
	for name, want := range map[string]bool{"lan": true, "tam": true, "minh": false, "hoa": false, "quan": false, "kiem": false} {
		if got := strings.Contains(body, "<strong>"+name+"</strong>"); got != want {
			t.Errorf("%s is listed: %v", name, got)
		}
		status := map[bool]int{true: http.StatusOK, false: http.StatusNotFound}[want]
		if p := b.Get("/console/people/" + name); p.Status != status {
			t.Errorf("the page of %s: %d", name, p.Status)
		}
	}
}
