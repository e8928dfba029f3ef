package console

import (
	"html/template"
	"io"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"

	"github.com/gorilla/mux"
)

// Config says what a Console works with.
type Config struct {
	Registry *trace.Registry
	Accounts *account.Accounts
	Press    *press.Press // nil: nothing is printed, and its pages are not there
	Web      *web.Web
	Now      func() time.Time
	Random   io.Reader                      // may be read by several goroutines at once
	Client   func(*http.Request) netip.Addr // who asks; nil: the other end of the connection
}

// A Console serves the pages of those who sign in. Its methods may be called
// concurrently.
type Console struct {
	Config
	templates map[string]*template.Template
	cross     *http.CrossOriginProtection
	secure    bool // the service is reached by HTTPS
	sendings  sendings
	logos     sync.Mutex // held while a picture is read, which takes much memory
	looks     looks
	ordering  ordering
}

var templateNames = []string{"signin", "producer", "new", "batch", "confirm", "form", "officer", "product"}

// New makes the pages ready. It fails only if a template that the program
// carries is damaged, or the registry's base URL is.
func New(c Config) (*Console, error) {
	if c.Client == nil {
		c.Client = remote
	}
	console := &Console{
		Config: c, templates: make(map[string]*template.Template), cross: http.NewCrossOriginProtection(),
		secure: strings.HasPrefix(c.Registry.BaseURL(), "https://"),
	}
	if err := console.cross.AddTrustedOrigin(c.Registry.BaseURL()); err != nil {
		return nil, err
	}
	for _, name := range slices.Concat(templateNames, ledgerTemplates, templateTemplates, printTemplates) {
		t, err := web.ParseFrame(funcs, "console-parts", "console-"+name)
		if err != nil {
			return nil, err
		}
		console.templates[name] = t
	}
	return console, nil
}

// funcs give a part of a template, besides what it shows, the page around it.
var funcs = template.FuncMap{
	"show":   func(p *web.Page, f *form) any { return inPage{Page: p, Form: f} },
	"told":   func(p *web.Page, s *trace.Scan) any { return inPage{Page: p, V: p.Verdict(s)} },
	"span":   spanText,
	"book":   func(p *web.Page, changes []changeView) any { return inPage{Page: p, V: changes} },
	"judged": func(p *web.Page, verdict any) any { return inPage{Page: p, V: verdict} },
}

type inPage struct {
	Page *web.Page
	Form *form
	V    any
}

// spanText names a stretch of labels.
func spanText(p *web.Page, from, to int64) string {
	if from == to {
		return p.T("console.span.one", from)
	}
	return p.T("console.span", from, to)
}

// remote is the address at the other end of the connection; the zero Addr if
// it has none.
func remote(r *http.Request) netip.Addr {
	ap, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	return ap.Addr()
}

// Routes registers the pages on a router that uses encoded paths.
func (c *Console) Routes(r *mux.Router) {
	get := func(path string, h http.HandlerFunc) {
		r.HandleFunc(path, h).Methods(http.MethodGet, http.MethodHead)
	}
	post := func(path string, h http.HandlerFunc) {
		r.HandleFunc(path, h).Methods(http.MethodPost)
	}
	get("/signin", c.open(signinForm))
	post("/signin", c.open(signin))
	post("/signout", c.signed("", signout))
	get("/console", c.signed("", home))

	const batch = "/console/batches/{product}/{lot}"
	get("/console/batches/new", c.signed(account.Producer, newBatch))
	post("/console/batches", c.signed(account.Producer, issueBatch))
	get(batch, c.signed(account.Producer, showBatch))
	c.ledgerRoutes(get, post)

	get("/console/products/{product}", c.signed(account.Officer, showProduct))
	get("/console/recalls/new", c.signed(account.Officer, newRecall))
	post("/console/recalls", c.signed(account.Officer, stateRecall))
	get("/console/changes/new", c.signed(account.Officer, newChange))
	post("/console/changes", c.signed(account.Officer, stateChange))

	if c.Press != nil {
		c.printRoutes(get, post)
		c.templateRoutes(get, post)
	}
}
