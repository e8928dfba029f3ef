package web

import (
	"context"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/trace"

	"github.com/gorilla/mux"
)

// Config says what a Web works with.
type Config struct {
	Registry *trace.Registry
	Now      func() time.Time
	Logger   *slog.Logger // for errors that an operator has to see; nil: none
	Photos   http.Handler // answers the paths of package media; nil: there are no photos
	Report   string       // path of the form for reports, with kind, code, product and lot in its query; "": there is none
	Console  bool         // there are consoles at /console: link to them
	Lookups  Lookups      // nil: look-ups are not counted
	// Found is told what each look-up of a label said first, also where it could
	// not be answered. nil: nobody is.
	Found func(trace.Finding)
}

// A Web serves the public pages.
type Web struct {
	registry *trace.Registry
	now      func() time.Time
	logger   *slog.Logger
	console  bool
	lookups  Lookups
	found    func(trace.Finding)
	photos   http.Handler
	report   string
	router   *mux.Router // of all pages; nil before Routes
	layouts  map[string]*template.Template
	static   static
	cache    cache
}

// New makes the pages ready. It fails only if a file that the program carries
// is damaged.
func New(c Config) (*Web, error) {
	if err := locale.Load(); err != nil {
		return nil, err
	}
	w := &Web{registry: c.Registry, now: c.Now, logger: c.Logger, console: c.Console, lookups: c.Lookups, found: c.Found, photos: c.Photos, report: c.Report}
	if w.logger == nil {
		w.logger = slog.New(slog.DiscardHandler)
	}
	var err error
	if w.static, err = newStatic(); err != nil {
		return nil, err
	}
	w.layouts, err = parseTemplates()
	return w, err
}

// Routes registers the pages on a router that uses encoded paths, and its
// answers to unknown paths and methods unless it has some. Register what is
// to take precedence by its Accept header before.
func (web *Web) Routes(r *mux.Router) {
	web.router = r
	get := func(path string, h http.HandlerFunc) {
		r.HandleFunc(path, h).Methods(http.MethodGet, http.MethodHead)
	}
	get("/", web.home)
	get("/code", web.code)
	get("/x/{code}", web.counted(web.label))
	get("/x/{code}/check", web.checkLabel)
	if web.lookups != nil {
		r.HandleFunc("/x/{code}/place", web.place).Methods(http.MethodGet, http.MethodHead, http.MethodPost)
	}
	get("/batches/{product}/{lot}", web.batch)
	get("/batches/{product}/{lot}/check", web.checkBatch)
	get("/products/{product}", web.product)
	get("/entities/{entity}", web.entity)
	get("/points", web.points)
	get("/points/{point}", web.point)
	get("/static/{file}", web.file)
	if web.photos != nil {
		get("/media/{file}", web.photos.ServeHTTP)
	}
	if r.NotFoundHandler == nil {
		r.NotFoundHandler = http.HandlerFunc(web.notFound)
	}
	if r.MethodNotAllowedHandler == nil {
		r.MethodNotAllowedHandler = web.methodNotAllowed(r)
	}
}

// cached answers with the page that make makes, or made a moment ago for the
// same path, language and log.
func (web *Web) cached(w http.ResponseWriter, r *http.Request, make func(ctx context.Context, p *page) error) {
	web.cachedAs(w, r, r.URL.EscapedPath(), make)
}

// cachedAs is cached for a page that depends on more than its path: all of it
// is in target, in one form however it was asked for.
func (web *Web) cachedAs(w http.ResponseWriter, r *http.Request, target string, make func(ctx context.Context, p *page) error) {
	p := web.newPage(r)
	key := p.Lang() + p.keep() + " " + target
	gen := generation{web.registry.Published().Size, web.now().Unix() / 60}
	doc := web.cache.get(gen, key)
	if doc == nil {
		if err := make(r.Context(), p); err != nil {
			web.Error(w, r, err)
			return
		}
		var err error
		if doc, err = web.render(p); err != nil {
			web.Error(w, r, err)
			return
		}
		doc.cacheControl, doc.finding = "public, max-age=30", p.says()
		web.cache.put(gen, key, doc)
	}
	told(r, doc.finding)
	doc.serve(w, r, http.StatusOK)
}
