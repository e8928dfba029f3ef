package consoletest

import (
	"context"
	"crypto/rand"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/console/events"
	"ocoptrace/cmd/ocoptrace/internal/console/inspector"
	"ocoptrace/cmd/ocoptrace/internal/console/links"
	"ocoptrace/cmd/ocoptrace/internal/console/officer"
	"ocoptrace/cmd/ocoptrace/internal/console/packing"
	"ocoptrace/cmd/ocoptrace/internal/console/people"
	"ocoptrace/cmd/ocoptrace/internal/console/producer"
	"ocoptrace/cmd/ocoptrace/internal/console/reporting"
	"ocoptrace/cmd/ocoptrace/internal/console/scanning"
	"ocoptrace/cmd/ocoptrace/internal/console/signin"
	"ocoptrace/cmd/ocoptrace/internal/dossier"
	"ocoptrace/cmd/ocoptrace/internal/draft"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/job"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/passkey"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/resolver"
	"ocoptrace/cmd/ocoptrace/internal/tally"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace/code"
	"ocoptrace/trace/tracetest"

	"github.com/gorilla/mux"
)

// Password is that of all users.
const Password = "đồng lúa chín vàng"

// Nowhere is no address.
var Nowhere netip.Addr

// Ctx never ends.
var Ctx = context.Background()

// A Site is a registry with its public pages and consoles.
type Site struct {
	*tracetest.World
	Accounts *account.Accounts
	Trail    *audit.Trail
	Dossiers *dossier.Dossiers
	Media    *media.Media
	Reports  *report.Book
	Lookups  *tally.Tallies
	Jobs     *job.Jobs
	Upkeep   *upkeep.Config // what the operator's page looks at
	Frame    *console.Console
	Router   *mux.Router // with the pages of the frame
	server   *httptest.Server
	Press    *press.Press
	Maker    *lineMaker
	Sender   *lineSender
}

// Open serves the rice cooperative's registry and another producer's, with the
// users "lan" and "minh" of each and the officer "hoa".
func Open(t *testing.T) *Site {
	t.Helper()
	w := tracetest.New(t)
	w.Rice(t)
	w.State(t, otherEntity(), otherProduct())
	keys, err := passkey.New(w.Registry.BaseURL(), "OCOP", w.Clock.Now)
	Check(t, err)
	s := &Site{
		World:    w,
		Accounts: account.New(account.Config{Store: w.Store, Now: w.Clock.Now, Random: rand.Reader, Passkeys: keys}),
		Media:    media.New(media.Config{Store: w.Store, Now: w.Clock.Now}),
		Reports:  report.New(report.Config{Store: w.Store, Now: w.Clock.Now, Random: rand.Reader}),
		Trail:    audit.New(audit.Config{Store: w.Store, Now: w.Clock.Now}),
	}
	s.Lookups = tally.New(tally.Config{Store: w.Store, Now: w.Clock.Now, Random: rand.Reader, Subject: s.subject})
	for _, u := range []account.User{
		{Name: "lan", Role: account.Owner, Entity: "htx-gao-ruong-mau"},
		{Name: "minh", Role: account.Owner, Entity: Other},
		{Name: "hoa", Role: account.Officer},
		{Name: "tam", Role: account.Packer, Entity: "htx-gao-ruong-mau"},
		{Name: "quan", Role: account.Admin},
		{Name: "thanh", Role: account.Inspector},
		{Name: "kiem", Role: account.Auditor},
	} {
		Check(t, s.Accounts.Add(Ctx, u, Password))
	}
	pages, err := web.New(web.Config{Registry: w.Registry, Now: w.Clock.Now, Console: true, Photos: s.Media, Report: reporting.Path})
	Check(t, err)
	s.openPress(t)
	s.frame(t, pages)
	s.server = httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { s.Router.ServeHTTP(w, r) }))
	t.Cleanup(s.server.Close)
	return s
}

// frame makes the frame and its rooms.
func (s *Site) frame(t *testing.T, pages *web.Web) {
	t.Helper()
	s.Jobs = job.New(job.Config{Store: s.Store, Now: s.Clock.Now})
	t.Cleanup(s.Jobs.Close)
	c, err := console.New(console.Config{Registry: s.Registry, Accounts: s.Accounts, Trail: s.Trail, Web: pages, Drafts: draft.New(draft.Config{Store: s.Store, Now: s.Clock.Now}), Now: s.Clock.Now, Random: rand.Reader})
	Check(t, err)
	r := mux.NewRouter().UseEncodedPath()
	s.Frame, s.Router = c, r
	s.furnish(t, c)
	Check(t, c.Routes(r))
	pages.Routes(r)
}

// Reopen serves the site anew, as after a break: what the service kept in mind
// is gone, what it stored is there. Nothing may be asked of it meanwhile.
func (s *Site) Reopen(t *testing.T) {
	t.Helper()
	s.Jobs.Close()
	s.frame(t, s.Frame.Web)
	Check(t, s.Jobs.Resume(Ctx))
}

// subject is what a label is on.
func (s *Site) subject(ctx context.Context, c code.Code) (product, lot string, err error) {
	t, err := s.ResolveCode(ctx, c.String())
	return t.Product, t.Lot, err
}

// furnish gives the frame all its rooms.
func (s *Site) furnish(t *testing.T, c *console.Console) {
	t.Helper()
	_, err := signin.New(signin.Config{Console: c})
	Check(t, err)
	_, err = producer.New(producer.Config{Console: c, Printing: true, Printers: s.printers, Media: s.Media, Reports: s.Reports, Lookups: s.Lookups, Jobs: s.Jobs})
	Check(t, err)
	_, err = packing.New(packing.Config{Console: c, Press: s.Press})
	Check(t, err)
	_, err = officer.New(s.officerConfig(c))
	Check(t, err)
	script, wasm, err := scanning.Reader()
	Check(t, err)
	_, err = inspector.New(inspector.Config{
		Console: c, Findings: inspection.New(inspection.Config{Store: s.Store, Now: s.Clock.Now}), Photos: s.Media,
		Reports: s.Reports, Lookups: s.Lookups, Reader: inspector.Reader{Script: script, Wasm: wasm},
	})
	Check(t, err)
	_, err = people.New(people.Config{Console: c})
	Check(t, err)
	_, err = events.New(events.Config{Console: c})
	Check(t, err)
	_, err = links.New(links.Config{Console: c, Resolver: resolver.New(resolver.Config{Registry: s.Registry})})
	Check(t, err)
	s.furnishOperator(t, c)
	_, err = scanning.New(scanning.Config{Console: c})
	Check(t, err)
	_, err = reporting.New(reporting.Config{Console: c, Reports: s.Reports, Media: s.Media})
	Check(t, err)
}

// Check ends the test on an error.
func Check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// Size is the number of records in the log.
func (s *Site) Size(t *testing.T) int64 {
	t.Helper()
	cp, err := s.Publish(Ctx)
	Check(t, err)
	return cp.Size
}

// A Browser keeps cookies and follows redirects within the site.
type Browser struct {
	t    *testing.T
	base string
	*http.Client
	Header http.Header // sent with every request
}

// Browser is one in which nobody is signed in.
func (s *Site) Browser(t *testing.T) *Browser {
	t.Helper()
	client := s.server.Client()
	jar, err := cookiejar.New(nil)
	Check(t, err)
	own := *client
	own.Jar = jar
	return &Browser{t, s.server.URL, &own, http.Header{"Accept-Language": {"en"}}}
}

// SignIn is a browser in which a user is signed in.
func (s *Site) SignIn(t *testing.T, name string) *Browser {
	t.Helper()
	b := s.Browser(t)
	p := b.Post("/signin", url.Values{"name": {name}, "password": {Password}})
	if p.Status != http.StatusOK || p.Path != "/console" && p.Path != "/console/account" {
		t.Fatalf("signing in as %s leads to %d %s", name, p.Status, p.Path)
	}
	return b
}

// A Answer page is an answer, after redirects.
type Answer struct {
	Status int
	Path   string
	Query  url.Values
	Header http.Header
	Body   string
}

// Get asks for a page.
func (b *Browser) Get(path string) *Answer {
	b.t.Helper()
	return b.Send(http.MethodGet, path, nil)
}

// Post sends a form.
func (b *Browser) Post(path string, form url.Values) *Answer {
	b.t.Helper()
	return b.Send(http.MethodPost, path, form)
}

// Send does either.
func (b *Browser) Send(method, path string, form url.Values) *Answer {
	b.t.Helper()
	req, err := http.NewRequest(method, b.base+path, strings.NewReader(form.Encode()))
	Check(b.t, err)
	for name, values := range b.Header {
		req.Header[name] = values
	}
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if req.Header.Get("Sec-Fetch-Site") == "" {
			req.Header.Set("Sec-Fetch-Site", "same-origin")
		}
	}
	return b.do(req)
}

func (b *Browser) do(req *http.Request) *Answer {
	b.t.Helper()
	resp, err := b.Do(req)
	Check(b.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	Check(b.t, err)
	u := resp.Request.URL
	return &Answer{resp.StatusCode, u.EscapedPath(), u.Query(), resp.Header, string(body)}
}

// SendRaw sends a form of nothing with the browser's headers alone.
func (b *Browser) SendRaw(method, path string) *Answer {
	b.t.Helper()
	req, err := http.NewRequest(method, b.base+path, strings.NewReader("key="+strings.Repeat("k", 22)))
	Check(b.t, err)
	for name, values := range b.Header {
		if values[0] != "" {
			req.Header[name] = values
		}
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := b.Do(req)
	Check(b.t, err)
	defer resp.Body.Close()
	return &Answer{Status: resp.StatusCode, Path: resp.Request.URL.EscapedPath()}
}
