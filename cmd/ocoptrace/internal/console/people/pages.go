package people

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console *console.Console
}

// Pages are about accounts. Their methods may be called concurrently.
type Pages struct {
	Config
}

// A visit is one request being answered.
type visit struct {
	*console.Visit
	*Pages
}

// New makes the pages ready. It fails only if a template that the program
// carries is damaged.
func New(c Config) (*Pages, error) {
	p := &Pages{c}
	c.Console.Add(p)
	c.Console.Unkept(keptByAccounts...)
	c.Console.Nav(
		console.Link{Path: "/console/people", Text: "people.title", Roles: []account.Role{account.Officer, account.Owner}},
		console.Link{Path: "/console/audit", Text: "audit.title", Roles: []account.Role{account.Admin}},
	)
	c.Console.Home("people.title", p.visit(showPeople), account.Admin)
	c.Console.Home("audit.title", p.visit(showAudit), account.Auditor)
	return p, c.Console.Parse("account", "token", "secret", "people", "person", "sure", "audit")
}

// keptByAccounts are the pages whose changes package account keeps in the audit
// trail, with what they are done to.
var keptByAccounts = []string{
	"/console/account/password", "/console/account/passkeys/options", "/console/account/passkeys", "/console/account/passkeys/{id}/remove",
	"/console/account/sessions/{id}/end", "/console/account/tokens", "/console/account/tokens/{id}/revoke",
	"/console/invitations", "/console/invitations/{id}/withdraw",
	"/console/people/{name}/role", "/console/people/{name}/again", "/console/people/{name}/signout", "/console/people/{name}/remove",
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	p.ownRoutes(get, post)

	people := func(f func(*visit) error) http.HandlerFunc { return p.allowed(account.People, f) }
	get("/console/people", people(showPeople))
	get("/console/invitations/new", people(newInvitation))
	post("/console/invitations", people(invite))
	post("/console/invitations/{id}/withdraw", people(withdraw))
	get("/console/people/{name}", people(showPerson))
	post("/console/people/{name}/role", people(changeRole))
	post("/console/people/{name}/again", people(inviteAgain))
	post("/console/people/{name}/signout", people(signOutPerson))
	get("/console/people/{name}/remove", people(sureRemove))
	post("/console/people/{name}/remove", people(removePerson))

	get("/console/audit", p.allowed(account.AuditRead, showAudit))
	get("/console/audit.csv", p.allowed(account.AuditRead, auditFile))
}

// ownRoutes are the pages of everyone's own account.
func (p *Pages) ownRoutes(get, post func(string, http.HandlerFunc)) {
	own := func(f func(*visit) error) http.HandlerFunc { return p.Console.Signed(p.visit(f)) }
	get("/console/account", own(showAccount))
	post("/console/account/password", own(changePassword))
	post("/console/account/passkeys/options", own(askPasskey))
	post("/console/account/passkeys", own(addPasskey))
	get("/console/account/passkeys/{id}/remove", own(surePasskey))
	post("/console/account/passkeys/{id}/remove", own(removePasskey))
	post("/console/account/sessions/{id}/end", own(endSession))
	get("/console/account/tokens/new", own(newToken))
	post("/console/account/tokens", own(makeToken))
	get("/console/account/tokens/{id}/revoke", own(sureToken))
	post("/console/account/tokens/{id}/revoke", own(revokeToken))
}

// allowed answers requests of users who may do something.
func (p *Pages) allowed(may account.Permission, f func(*visit) error) http.HandlerFunc {
	return p.Console.Signed(p.visit(f), account.Allowed(may)...)
}

func (p *Pages) visit(f func(*visit) error) func(*console.Visit) error {
	return func(v *console.Visit) error { return f(&visit{v, p}) }
}
