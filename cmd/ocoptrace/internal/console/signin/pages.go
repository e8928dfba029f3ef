package signin

import (
	"ocoptrace/cmd/ocoptrace/internal/console"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console *console.Console
}

// Pages are where people sign in and out. Their
// methods may be called concurrently.
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
	c.Console.Unkept("/signout")
	return p, c.Console.Parse("signin", "invitation")
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	get("/signin", p.Console.Open(p.visit(signinForm)))
	post("/signin", p.Console.Open(p.visit(signin)))
	post("/signin/passkey/options", p.Console.Open(p.visit(askSignIn)))
	post("/signin/passkey", p.Console.Open(p.visit(signinByKey)))
	post("/signout", p.Console.Signed(p.visit(signout)))

	get("/invitation/{secret}", p.Console.Open(p.visit(showInvitation)))
	post("/invitation/{secret}", p.Console.Open(p.visit(acceptInvitation)))
	post("/invitation/{secret}/passkey/options", p.Console.Open(p.visit(askAccept)))
	post("/invitation/{secret}/passkey", p.Console.Open(p.visit(acceptByKey)))
}

func (p *Pages) visit(f func(*visit) error) func(*console.Visit) error {
	return func(v *console.Visit) error { return f(&visit{v, p}) }
}
