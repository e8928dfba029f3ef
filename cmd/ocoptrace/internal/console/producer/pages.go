package producer

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console  *console.Console
	Printing bool // labels can be printed
}

// Pages are of a producer: products and new batches. Their
// methods may be called concurrently.
type Pages struct {
	Config
}

// A visit is one request being answered.
type visit struct {
	*console.Visit
	*Pages
}

// New makes the pages ready, and gives producers their first page. It fails
// only if a template that the program carries is damaged.
func New(c Config) (*Pages, error) {
	p := &Pages{c}
	c.Console.Add(p)
	c.Console.Home("console.home.title", p.visit(home), console.Makers...)
	c.Console.Unkept("/console/batches/new", "/console/batches/preview")
	return p, c.Console.Parse("producer", "new", "review")
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	get("/console/batches/new", p.signed(newBatch, console.Makers...))
	post("/console/batches/new", p.signed(newBatch, console.Makers...))
	post("/console/batches/preview", p.signed(previewBatch, console.Makers...))
	post("/console/batches", p.signed(issueBatch, console.Makers...))
}

// signed answers requests of users of some roles.
func (p *Pages) signed(f func(*visit) error, roles ...account.Role) http.HandlerFunc {
	return p.Console.Signed(p.visit(f), roles...)
}

func (p *Pages) visit(f func(*visit) error) func(*console.Visit) error {
	return func(v *console.Visit) error { return f(&visit{v, p}) }
}
