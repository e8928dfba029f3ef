package console

import (
	"io"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/draft"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"

	"github.com/gorilla/mux"
)

// Config says what a Console works with.
type Config struct {
	Registry *trace.Registry
	Accounts *account.Accounts
	Trail    *audit.Trail
	Web      *web.Web
	Drafts   *draft.Drafts
	Now      func() time.Time
	Random   io.Reader                      // may be read by several goroutines at once
	Client   func(*http.Request) netip.Addr // who asks; nil: the other end of the connection
}

// A Console is the frame of the pages of those who sign in. Its rooms are made
// one after the other, before anything is served; from then on its methods may
// be called concurrently.
type Console struct {
	Config
	Secure    bool // the service is reached by HTTPS
	templates templates
	homes     map[account.Role]firstPage
	links     []Link
	groups    []Group
	rooms     []Room
	cross     *http.CrossOriginProtection
	unkept    []string // paths of POST pages that the audit trail does not have
	acts      []string // names of what the others do
}

// Makers are the roles of those who act for a producer.
var Makers = []account.Role{account.Owner, account.Packer}

// New makes the frame ready. It fails only if a template that the program
// carries is damaged, or the registry's base URL is.
func New(c Config) (*Console, error) {
	if c.Client == nil {
		c.Client = remote
	}
	console := &Console{
		Config: c, Secure: strings.HasPrefix(c.Registry.BaseURL(), "https://"),
		templates: make(templates), homes: make(map[account.Role]firstPage), cross: http.NewCrossOriginProtection(),
	}
	if err := console.cross.AddTrustedOrigin(c.Registry.BaseURL()); err != nil {
		return nil, err
	}
	return console, console.Parse("confirm", "form", "more")
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

// A Room has pages in the frame.
type Room interface {
	// Routes registers the pages on a router that uses encoded paths.
	Routes(*mux.Router)
}

// Add has the frame serve the pages of a room too, after those of the rooms
// before it.
func (c *Console) Add(r Room) { c.rooms = append(c.rooms, r) }

// Routes registers all pages on a router that uses encoded paths: the first
// page, and those of the rooms. It fails only if the path of a page is no
// template.
func (c *Console) Routes(r *mux.Router) error {
	get, _ := Routes(r)
	get(homePath, c.Signed(c.showHome))
	get(morePath, c.Signed(showMore))
	c.draftRoutes(r)
	for _, room := range c.rooms {
		room.Routes(r)
	}
	return c.collectActions(r)
}

// Routes registers pages of a room on a router that uses encoded paths: what
// get says answers GET and HEAD, what post says answers POST.
func Routes(r *mux.Router) (get, post func(path string, h http.HandlerFunc)) {
	get = func(path string, h http.HandlerFunc) {
		r.HandleFunc(path, h).Methods(http.MethodGet, http.MethodHead)
	}
	post = func(path string, h http.HandlerFunc) {
		r.HandleFunc(path, h).Methods(http.MethodPost)
	}
	return get, post
}
