package operator

import (
	"context"
	"io"
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console *console.Console
	Dir     string // the data directory, as it is named on the machine
	Look    func(context.Context) (upkeep.Status, error)
	// Backup writes one, and keeps that it was made, in the name of who acts in
	// the context.
	Backup func(context.Context, io.Writer) error
}

// Pages are of those who run the service. Their methods may be called
// concurrently.
type Pages struct {
	Config
}

// A visit is one request being answered.
type visit struct {
	*console.Visit
	*Pages
}

const (
	path       = "/console/operation"
	backupPath = path + "/backup"
)

// New makes the pages ready. It fails only if a template that the program
// carries is damaged.
func New(c Config) (*Pages, error) {
	p := &Pages{c}
	c.Console.Add(p)
	c.Console.Unkept(backupPath) // package upkeep keeps it
	c.Console.Nav(console.Link{Path: path, Text: "operate.title", Roles: account.Allowed(account.Operate)})
	return p, c.Console.Parse("operation")
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	get(path, p.signed(show))
	post(backupPath, p.signed(backup))
}

// signed answers requests of those who may run the service.
func (p *Pages) signed(f func(*visit) error) http.HandlerFunc {
	return p.Console.Signed(func(v *console.Visit) error { return f(&visit{v, p}) }, account.Allowed(account.Operate)...)
}
