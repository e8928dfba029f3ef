package officer

import (
	"context"
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/dossier"
	"ocoptrace/cmd/ocoptrace/internal/draft"
	"ocoptrace/cmd/ocoptrace/internal/job"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/statistics"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/trace/place"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console  *console.Console
	Dossiers *dossier.Dossiers
	Jobs     *job.Jobs
	Book     *statistics.Book
	Reports  *report.Book
	Lookups  *tally.Tallies
	Units    func(context.Context) ([]place.Unit, error) // the communes that were imported
}

// Pages are of an officer: entities, recognitions, and recalls of batches. Their
// methods may be called concurrently.
type Pages struct {
	Config
}

// maxList bounds a list that is sent, in bytes; a province's list of 3,500 rows
// has about one million.
const maxList = draft.MaxFile + 64<<10

// A visit is one request being answered.
type visit struct {
	*console.Visit
	*Pages
}

// officers are the roles of these pages.
var officers = []account.Role{account.Officer}

// New makes the pages ready, and gives officers their first page. It fails only
// if a template that the program carries is damaged.
func New(c Config) (*Pages, error) {
	p := &Pages{c}
	c.Console.Add(p)
	c.Jobs.Do(listJob, p.takeList)
	c.Console.Home("console.officer.home", p.visit(searchProducts), officers...)
	c.Console.Nav(
		console.Link{Path: "/console/entities", Text: "officer.entities.nav", Roles: officers, Main: true},
		console.Link{Path: "/console/renewals", Text: "renewals.nav", Roles: officers, Main: true},
		console.Link{Path: "/console/statistics", Text: "statistics.nav", Roles: officers, Main: true},
		console.Link{Path: "/console/lists", Text: "list.nav", Roles: officers},
		console.Link{Path: "/console/communes", Text: "merge.title", Roles: officers},
	)
	c.Console.Groups(
		console.Group{Text: "console.nav.register", Paths: []string{"/console/entities", "/console/lists", "/console/renewals", "/console/communes"}},
		console.Group{Text: "console.nav.market", Paths: []string{"/console/dossiers", "/console/findings", "/console/proposals", "/console/reports"}},
		console.Group{Text: "console.nav.office", Paths: []string{"/console/statistics", "/console/people", "/console/audit"}},
	)
	c.Console.Unkept("/console/entities/{entity}/products/new", "/console/entities/{entity}/dossier", "/console/entities/{entity}/dossier/delete", "/console/lists")
	return p, c.Console.Parse("officer", "product", "entities", "entity", "private", "erase", "list", "listcheck", "renewals", "statistics")
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	page := func(path string, f func(*visit) error) { get(path, p.signed(f)) }
	act := func(path string, f func(*visit) error) { post(path, p.signed(f)) }
	page("/console/entities", listEntities)
	page("/console/entities/new", editEntity)
	act("/console/entities", stateEntity)
	page("/console/entities/{entity}", showEntity)
	act("/console/entities/{entity}", stateEntity)
	page("/console/entities/{entity}/change", editEntity)
	page("/console/entities/{entity}/dossier", showDossier)
	act("/console/entities/{entity}/dossier", saveDossier)
	page("/console/entities/{entity}/dossier/delete", sureDossier)
	act("/console/entities/{entity}/dossier/delete", deleteDossier)
	page("/console/entities/{entity}/products/new", newProduct)
	act("/console/entities/{entity}/products/new", checkProduct)
	act("/console/entities/{entity}/products", stateProduct)
	page("/console/products/{product}", showProduct)
	page("/console/products/{product}/evidence.pdf", showEvidence)
	page("/console/recognitions/new", newRecognition)
	act("/console/recognitions", stateRecognition)
	page("/console/changes/new", newChange)
	act("/console/changes", stateChange)
	page("/console/renewals", listRenewals)
	page("/console/renewals.csv", renewalFile("gia-han-ocop.csv"))
	page("/console/renewals.xlsx", renewalFile("gia-han-ocop.xlsx"))
	page("/console/statistics", officeStatistics)
	page("/console/statistics.csv", statisticsFile(true))
	get("/statistics", p.Console.Open(p.visit(publicStatistics)))
	get("/statistics.csv", p.Console.Open(p.visit(statisticsFile(false))))
	page("/console/communes", editMerger)
	act("/console/communes", stateMerger)
	page("/console/lists", showLists)
	post("/console/lists", p.Console.SignedTo(maxList, p.visit(sendList), officers...))
	page("/console/lists/check", checkList)
	page("/console/lists/errors.csv", listErrors)
	page("/console/lists/blank.csv", blankList)
	act("/console/lists/start", startList)
	page("/console/recalls/new", newRecall)
	act("/console/recalls", stateRecall)
}

// signed answers requests of officers.
func (p *Pages) signed(f func(*visit) error) http.HandlerFunc {
	return p.Console.Signed(p.visit(f), officers...)
}

func (p *Pages) visit(f func(*visit) error) func(*console.Visit) error {
	return func(v *console.Visit) error { return f(&visit{v, p}) }
}
