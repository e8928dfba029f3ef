// Package events serves the pages on which a producer tells what happens to a
// batch, as events of EPCIS 2.0 (trace.Step), and reads what is told of it.
//
//	GET  /console/batches/PRODUCT/LOT/events       ?page: the events, newest first, whoever captured them
//	GET  /console/batches/PRODUCT/LOT/events/KIND  form of a step; check=1: what will be said
//	POST /console/batches/PRODUCT/LOT/events/KIND
//
// KIND is a trace.StepKind. The same step said twice is one event.
package events

import (
	"net/http"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct{ Console *console.Console }

// Pages are those of events. Their methods may be called concurrently.
type Pages struct{ Config }

type visit struct {
	*console.Visit
	*Pages
}

// New makes the pages ready. It fails only if a template that the program
// carries is damaged.
func New(c Config) (*Pages, error) {
	p := &Pages{c}
	c.Console.Add(p)
	return p, c.Console.Parse("events")
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	const path = "/console/batches/{product}/{lot}/events"
	get, post := console.Routes(r)
	signed := func(f func(*visit) error, may account.Permission) http.HandlerFunc {
		return p.Console.Signed(func(v *console.Visit) error { return f(&visit{v, p}) }, ofProducer(may)...)
	}
	get(path, signed(list, account.EventsQuery))
	get(path+"/{kind}", signed(edit, account.EventsCapture))
	post(path+"/{kind}", signed(state, account.EventsCapture))
}

// ofProducer are the roles of producers that have a permission.
func ofProducer(may account.Permission) []account.Role {
	return slices.DeleteFunc(account.Allowed(may), func(r account.Role) bool { return r != account.Owner && r != account.Packer })
}

// ownBatch is the batch of the path, which must be the user's producer's.
func (v *visit) ownBatch() (*trace.Batch, error) {
	if _, err := v.OwnProduct(v.Variable("product")); err != nil {
		return nil, err
	}
	b, err := v.Registry.Batch(v.Ctx(), v.Variable("product"), v.Variable("lot"))
	return b, console.Missing(err)
}

// kind is that of the path.
func (v *visit) kind() (trace.StepKind, error) {
	kind := trace.StepKind(v.Variable("kind"))
	if !slices.Contains(trace.StepKinds(), kind) {
		return "", web.Status(http.StatusNotFound)
	}
	return kind, nil
}

func pathOf(b *trace.Batch) string { return console.BatchPath(b.Product, b.Lot) + "/events" }
