package producer

import (
	"context"
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/draft"
	"ocoptrace/cmd/ocoptrace/internal/job"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/tally"

	"github.com/gorilla/mux"
)

// Config says what Pages work with.
type Config struct {
	Console  *console.Console
	Printing bool // labels can be printed
	// Printers is how many printers an entity has set up; nil where none can be.
	Printers func(ctx context.Context, entity string) (int, error)
	Media    *media.Media
	Reports  *report.Book
	Lookups  *tally.Tallies
	Jobs     *job.Jobs
}

// Pages are of a producer: products and new batches. Their
// methods may be called concurrently.
type Pages struct {
	Config
}

// A visit is one request being answered.
type visit struct {
	*console.Visit
	*Pages
}

// New makes the pages ready, and gives producers their first page. It fails
// only if a template that the program carries is damaged.
func New(c Config) (*Pages, error) {
	p := &Pages{c}
	c.Console.Add(p)
	c.Console.Home("console.home.title", p.visit(home), console.Makers...)
	c.Console.Unkept("/console/batches/new", "/console/batches/preview", "/console/entity", "/console/goods/new", "/console/goods/{product}", diaryRoute+"/new", "/console/guide", "/console/points/new", "/console/points/{point}")
	for _, in := range []*intake{batchIntake, goodsIntake} {
		c.Console.Unkept(in.path, in.path+"/check", in.path+"/errors")
		c.Jobs.Do(in.form, in.work(c.Console.Registry, c.Console.Now))
	}
	c.Console.Nav(console.Link{Path: "/console/reported", Text: "console.reported.title", Roles: console.Makers, Count: p.openReports})
	return p, c.Console.Parse("producer", "new", "review", "own", "diary", "ownreports", "import", "importcheck", "points", "lookups")
}

// Routes registers the pages on a router that uses encoded paths.
func (p *Pages) Routes(r *mux.Router) {
	get, post := console.Routes(r)
	get("/console/batches/new", p.signed(newBatch, console.Makers...))
	post("/console/batches/new", p.signed(newBatch, console.Makers...))
	post("/console/batches/preview", p.signed(previewBatch, console.Makers...))
	post("/console/guide", p.signed(hideGuide, console.Makers...))
	get("/console/reported", p.signed(showReported, console.Makers...))
	get("/console/reported/{reference}/photo", p.signed(showReportedPhoto, console.Makers...))
	get("/console/lookups", p.signed(showLookups, console.Makers...))
	p.intakeRoutes(r, batchIntake, account.Allowed(account.BatchIssue))
	p.intakeRoutes(r, goodsIntake, account.Allowed(account.ProductChange))
	p.ownRoutes(r)
	post("/console/batches", p.signed(issueBatch, console.Makers...))
}

// intakeRoutes registers the pages of an intake.
func (p *Pages) intakeRoutes(r *mux.Router, in *intake, roles []account.Role) {
	get, post := console.Routes(r)
	of := func(f func(*importing) error) func(*visit) error {
		return func(v *visit) error { return f(&importing{v, in}) }
	}
	get(in.path, p.signed(of(showImport), roles...))
	post(in.path, p.Console.SignedTo(draft.MaxFile+console.MaxForm, p.visit(of(sendImport)), roles...))
	post(in.path+"/check", p.signed(of(checkImport), roles...))
	post(in.path+"/errors", p.signed(of(importErrors), roles...))
	post(in.path+"/state", p.signed(of(stateImport), roles...))
}

// diaryRoute is the path of the diary of a batch, for the router.
const diaryRoute = "/console/batches/{product}/{lot}/diary"

// photoForm bounds a form that sends a photo.
const photoForm = media.MaxBytes + console.MaxForm

// ownRoutes registers the pages of what those may change who may change
// products.
func (p *Pages) ownRoutes(r *mux.Router) {
	get, post := console.Routes(r)
	owners := account.Allowed(account.ProductChange)
	both := func(path string, f func(*visit) error) {
		get(path, p.signed(f, owners...))
		post(path, p.Console.SignedTo(photoForm, p.visit(f), owners...))
	}
	diarists := account.Allowed(account.Diary)
	get(diaryRoute, p.signed(showDiary, console.Makers...))
	get(diaryRoute+"/new", p.signed(editDiary, diarists...))
	post(diaryRoute+"/new", p.Console.SignedTo(photoForm, p.visit(editDiary), diarists...))
	post(diaryRoute, p.signed(stateDiary, diarists...))
	both("/console/entity", editEntity)
	post("/console/entity/state", p.signed(stateEntity, owners...))
	get("/console/points", p.signed(showPoints, console.Makers...))
	both("/console/points/new", editPoint)
	post("/console/points", p.signed(statePoint, owners...))
	both("/console/points/{point}", editPoint)
	post("/console/points/{point}/state", p.signed(statePoint, owners...))
	both("/console/goods/new", editGoods)
	post("/console/goods", p.signed(stateGoods, owners...))
	both("/console/goods/{product}", editGoods)
	post("/console/goods/{product}/state", p.signed(stateGoods, owners...))
}

// signed answers requests of users of some roles.
func (p *Pages) signed(f func(*visit) error, roles ...account.Role) http.HandlerFunc {
	return p.Console.Signed(p.visit(f), roles...)
}

func (p *Pages) visit(f func(*visit) error) func(*console.Visit) error {
	return func(v *console.Visit) error { return f(&visit{v, p}) }
}
