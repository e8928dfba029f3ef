package scanning

import (
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/label/snapshot"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console *console.Console
}

// Pages are those of scanning. Their methods may be called concurrently.
type Pages struct {
	Config
	reading chan struct{} // photos under way: each takes memory and a processor
	library library
}

type visit struct {
	*console.Visit
	*Pages
}

// maxReading is how many photos are read at once; others wait.
const maxReading = 2

// New makes the pages ready. It fails only if a file that the program carries is
// damaged.
func New(c Config) (*Pages, error) {
	l, err := openLibrary()
	if err != nil {
		return nil, err
	}
	p := &Pages{Config: c, reading: make(chan struct{}, maxReading), library: l}
	c.Console.Add(p)
	return p, c.Console.Parse("scan")
}

// Path is where the page is.
const Path = "/scan"

// maxForm bounds what the form sends, in bytes: a photo and a text.
const maxForm = snapshot.MaxBytes + 1<<16

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	get(Path, p.Console.Open(p.visit(show)))
	post(Path, p.Console.OpenTo(maxForm, p.visit(send)))
	get(Path+"/{file}", p.serve)
}

func (p *Pages) visit(f func(*visit) error) func(*console.Visit) error {
	return func(v *console.Visit) error { return f(&visit{v, p}) }
}
