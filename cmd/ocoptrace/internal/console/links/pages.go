// Package links serves the pages on which a producer keeps the links that it
// gives to those who resolve the GS1 Digital Links of its products, batches and
// places, and of itself (trace.ResolverLink).
//
//	GET  /console/links                the links, those that are ended too
//	GET  /console/links/new            ?about&lot: form; check=1: what will be said
//	POST /console/links
//	GET  /console/links/preview        ?about&lot: all links, the service's too, as a resolver gives them
//	GET  /console/links/LINK           form; check=1: what will be said
//	GET  /console/links/LINK/end       what will be said
//	POST /console/links/LINK
//
// about is "entity", "product/ID" or "point/ID"; only what has a GTIN or GLN can
// be chosen, for nothing else has a Digital Link. What a link is about does not
// change.
package links

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/resolver"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console  *console.Console
	Resolver *resolver.Resolver // for the preview
}

// Pages are those of links. Their methods may be called concurrently.
type Pages struct{ Config }

type visit struct {
	*console.Visit
	*Pages
}

const path = "/console/links"

// New makes the pages ready. It fails only if a template that the program
// carries is damaged.
func New(c Config) (*Pages, error) {
	p := &Pages{c}
	c.Console.Add(p)
	return p, c.Console.Parse("links", "linkset")
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	signed := func(f func(*visit) error) http.HandlerFunc {
		return p.Console.Signed(func(v *console.Visit) error { return f(&visit{v, p}) }, account.Allowed(account.ProductChange)...)
	}
	get(path, signed(list))
	get(path+"/new", signed(edit))
	post(path, signed(state))
	get(path+"/preview", signed(preview))
	get(path+"/{link}", signed(edit))
	get(path+"/{link}/end", signed(askEnd))
	post(path+"/{link}", signed(state))
}
