package reporting

import (
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/report"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console *console.Console
	Reports *report.Book
	Media   *media.Media
}

// Pages are those of reporting. Their methods may be called concurrently.
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
	c.Console.Nav(console.Link{Path: officePath, Text: "report.nav", Roles: offices, Count: p.waiting})
	return p, c.Console.Parse("report", "reported", "reports", "reportanswer")
}

// Path is where the form is. Its query names what is reported.
const Path = "/report"

// maxForm bounds what the form sends, in bytes: a photo and texts.
const maxForm = media.MaxBytes + 1<<20

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	get(Path, p.Console.Open(p.visit(showForm)))
	post(Path, p.Console.OpenTo(maxForm, p.visit(send)))
	get(Path+"/{reference}", p.Console.Open(p.visit(showReport)))
	get(officePath, p.Console.Signed(p.visit(listReports), offices...))
	get(officePath+"/{reference}", p.Console.Signed(p.visit(showConcern), offices...))
	get(officePath+"/{reference}/photo", p.Console.Signed(p.visit(showPhoto), offices...))
	post(officePath+"/{reference}/answer", p.Console.Signed(p.visit(answer), offices...))
}

func (p *Pages) visit(f func(*visit) error) func(*console.Visit) error {
	return func(v *console.Visit) error { return f(&visit{v, p}) }
}
