package officer

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

// Pages are of an officer: recognitions, and recalls of batches. Their
// methods may be called concurrently.
type Pages struct {
	Config
}

// A visit is one request being answered.
type visit struct {
	*console.Visit
	*Pages
}

// New makes the pages ready, and gives officers their first page. It fails only
// if a template that the program carries is damaged.
func New(c Config) (*Pages, error) {
	p := &Pages{c}
	c.Console.Add(p)
	c.Console.Home("console.officer.home", p.visit(searchProducts), account.Officer)
	return p, c.Console.Parse("officer", "product")
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	get("/console/products/{product}", p.signed(showProduct, account.Officer))
	get("/console/recalls/new", p.signed(newRecall, account.Officer))
	post("/console/recalls", p.signed(stateRecall, account.Officer))
	get("/console/changes/new", p.signed(newChange, account.Officer))
	post("/console/changes", p.signed(stateChange, account.Officer))
}

// signed answers requests of users of some roles.
func (p *Pages) signed(f func(*visit) error, roles ...account.Role) http.HandlerFunc {
	return p.Console.Signed(p.visit(f), roles...)
}

func (p *Pages) visit(f func(*visit) error) func(*console.Visit) error {
	return func(v *console.Visit) error { return f(&visit{v, p}) }
}
