package packing

import (
	"net/http"
	"slices"
	"sync"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console *console.Console
	Press   *press.Press // nil: nothing is printed, and its pages are not there
}

// Pages are about labels: how they are printed, and how they are counted. Their
// methods may be called concurrently.
type Pages struct {
	Config
	sendings sendings
	logos    sync.Mutex // held while a picture is read, which takes much memory
	looks    looks
	ordering ordering
}

// A visit is one request being answered.
type visit struct {
	*console.Visit
	*Pages
}

// New makes the pages ready, and has the pages of producers lead to them. It
// fails only if a template that the program carries is damaged.
func New(c Config) (*Pages, error) {
	p := &Pages{Config: c}
	c.Console.Add(p)
	c.Console.Unkept("/console/templates/preview")
	if c.Press != nil {
		c.Console.Nav(
			console.Link{Path: "/console/queue", Text: "console.queue.title", Roles: account.Allowed(account.LabelsPrint)},
			console.Link{Path: "/console/jobs", Text: "console.jobs.title", Roles: account.Allowed(account.LabelsPrint)},
		)
	}
	c.Console.Nav(console.Link{Path: "/console/leftovers", Text: "console.leftovers.title", Roles: account.Allowed(account.LabelsActivate)})
	names := slices.Concat(ledgerTemplates, templateTemplates, printTemplates)
	return p, c.Console.Parse(names...)
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	p.ledgerRoutes(get, post)
	if p.Press != nil {
		p.printRoutes(get, post)
		p.templateRoutes(get, post)
	}
}

// signed answers requests of users of some roles.
func (p *Pages) signed(f func(*visit) error, roles ...account.Role) http.HandlerFunc {
	return p.Console.Signed(p.visit(f), roles...)
}

// upload is signed for forms that may send files.
func (p *Pages) upload(f func(*visit) error, roles ...account.Role) http.HandlerFunc {
	return p.Console.SignedTo(maxUpload, p.visit(f), roles...)
}

func (p *Pages) visit(f func(*visit) error) func(*console.Visit) error {
	return func(v *console.Visit) error { return f(&visit{v, p}) }
}
