package inspector

import (
	"net/http"
	"net/url"
	"slices"
	"sync"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/tally"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console  *console.Console
	Findings *inspection.Book
	Photos   *media.Media
	Reports  *report.Book
	Lookups  *tally.Tallies
	Reader   Reader
}

// A Reader is what reads QR symbols in a browser that cannot, by its paths.
type Reader struct{ Script, Wasm string }

// Pages are of an inspector. Their methods may be called concurrently.
type Pages struct {
	Config
	packing sync.Mutex // held while a pack is made
}

// A visit is one request being answered.
type visit struct {
	*console.Visit
	*Pages
}

// readers may read dossiers.
var readers = []account.Role{account.Inspector, account.Officer, account.Auditor}

// reportReaders may read a report whole, where its goods are their concern.
var reportReaders = []account.Role{account.Inspector, account.Officer}

// New makes the pages ready, and gives inspectors their first page. It fails
// only if a template that the program carries is damaged.
func New(c Config) (*Pages, error) {
	p := &Pages{Config: c}
	c.Console.Add(p)
	c.Console.Home("inspect.home", p.visit(search), account.Inspector)
	c.Console.Nav(
		console.Link{Path: findPath, Text: "inspect.home", Roles: []account.Role{account.Officer, account.Auditor}},
		console.Link{Path: findingsPath, Text: "inspect.findings", Roles: account.Allowed(account.Inspect)},
		console.Link{Path: proposalsPath, Text: "inspect.proposals", Roles: account.Allowed(account.Recall)},
	)
	return p, c.Console.Parse("inspect", "inspected", "finding-new", "findings", "finding", "proposals", "inspector")
}

// findPath is where dossiers are looked for.
const findPath = "/console/dossiers"

// dossierPath is that of the dossier of a batch, for Page.To or Link.
func dossierPath(product, lot string) string {
	return findPath + "/" + url.PathEscape(product) + "/" + url.PathEscape(lot)
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	get(findPath, p.signed(search, readers...))
	get(findPath+"/{product}/{lot}", p.signed(showDossier, readers...))
	get(findPath+"/{product}/{lot}/dossier.pdf", p.signed(printDossier, readers...))

	inspect, decide := account.Allowed(account.Inspect), account.Allowed(account.Recall)
	both := slices.Concat(inspect, decide)
	one := findingsPath + "/{finding}"
	get(findingsPath, p.signed(listFindings, both...))
	get(findingsPath+"/new", p.signed(newFinding, inspect...))
	post(findingsPath, p.Console.SignedTo(findingLimit, p.visit(saveFinding), inspect...))
	get(one, p.signed(showFinding, both...))
	get(one+"/photos/{photo}", p.signed(showPhoto, both...))
	get(one+"/minutes.pdf", p.signed(printMinutes, both...))
	get(one+"/close", p.signed(closeFinding, inspect...))
	post(one+"/close", p.signed(stateClosing, inspect...))
	get(appPath, p.Console.Open(p.visit(showApp)))
	get(appPath+"worker.js", p.Console.Open(p.visit(sendWorker)))
	get(appPath+"manifest.webmanifest", p.Console.Open(p.visit(sendManifest)))
	get(appPath+"{icon:icon-[a-z0-9-]+\\.png}", p.Console.Open(p.visit(sendIcon)))
	post(syncPath, p.Console.SignedTo(sentLimit, p.visit(takeSent), inspect...))
	get(syncPath+"/{finding}", p.signed(showSent, inspect...))
	get(packPath, p.signed(sendPack, inspect...))
	get(proposalsPath, p.signed(listProposals, decide...))
	post(one+"/refusal", p.signed(refuse, decide...))
}

// signed answers requests of users of some roles.
func (p *Pages) signed(f func(*visit) error, roles ...account.Role) http.HandlerFunc {
	return p.Console.Signed(p.visit(f), roles...)
}

func (p *Pages) visit(f func(*visit) error) func(*console.Visit) error {
	return func(v *console.Visit) error { return f(&visit{v, p}) }
}
