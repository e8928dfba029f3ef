package inspector

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"

	"ocoptrace/assets"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/trace/ocop"
)

// appPath is the scope of the installed application. Its pages are the same for
// everybody and ask for no session, so that they can be kept on the device; what
// they fetch does.
const appPath = "/inspector/"

// appBody is the page of the application.
type appBody struct {
	console.Common
	Texts    map[string]string // by key, with {0} for what is filled in
	Keys     []string          // verification methods that may sign packs
	Pack     string            // where packs are fetched
	Sync     string            // where findings are sent
	Origin   string
	Scripts  []string // beside that of the page, in their order
	Reader   Reader
	Adverse  []string // codes of outcomes that have to be told in words
	Outcomes []console.Option
	Places   []console.Option
	All      []console.Option // provinces
	Levels   []console.Option // of sampling
	Steps    map[string][]ocop.SampleStep
	Most     int // photos of a finding
	Side     int // pixels of the longer side of one
	Bytes    int // of one
}

// appScripts are the scripts of the application, in their order.
var appScripts = []string{"inspector-pack", "inspector-photos", "camera", "inspector"}

// appPolicy lets the page use its scripts, what reads symbols (WebAssembly), and
// this service.
const appPolicy = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; manifest-src 'self'"

// appTexts are the keys of texts that the script says.
var appTexts = []string{
	"app.age", "app.age.old", "app.badCode", "app.batch", "app.chance", "app.checked", "app.codeOnly", "app.conflict", "app.days", "app.end.past",
	"app.fetch.failed", "app.fetch.signin", "app.fetching", "app.forbidden", "app.found", "app.holds", "app.index", "app.key", "app.labels", "app.none", "app.notChecked", "app.notKept",
	"app.online", "app.offline", "app.produced", "app.queue", "app.queue.none", "app.ready", "app.recalled", "app.refused", "app.saved", "app.sent",
	"app.stars", "app.stars.none", "app.stars.then", "app.state.active", "app.state.open", "app.state.voided", "app.unknown", "app.unsupported", "app.wiped",
	"inspect.state.valid", "inspect.state.expired", "inspect.state.extended", "inspect.state.withdrawn", "inspect.state.notYet", "date.useBy", "date.bestBefore",
	"console.quantity", "inspect.maker", "console.field.contact",
	"app.current", "app.mend", "app.mending", "app.full", "app.needText", "app.needReason", "app.needProposal", "app.tooManySampled", "app.queue.photos", "app.draft", "app.plan", "app.plan.none",
}

// showApp answers with the page.
func showApp(v *visit) error {
	s := v.Registry.Service()
	b := &appBody{
		Texts: make(map[string]string, len(appTexts)), Keys: s.IssuerKeys, Pack: packPath, Sync: syncPath, Origin: s.Origin,
		Outcomes: v.outcomeOptions(), Places: v.options(ocop.InspectionPlaces()), Reader: v.Reader, Levels: v.levelOptions(0),
		Steps: make(map[string][]ocop.SampleStep), Most: inspection.MaxPhotos, Side: media.MaxSide, Bytes: sentPhoto,
	}
	for _, o := range ocop.Outcomes(v.Today()) {
		if o.Adverse || o.Code.Code == "other" {
			b.Adverse = append(b.Adverse, o.Code.Code)
		}
	}
	for _, level := range ocop.SamplingLevels() {
		b.Steps[level] = ocop.SampleSteps(v.Today(), level)
	}
	for _, key := range appTexts {
		b.Texts[key] = v.Page.T(key, "{0}", "{1}", "{2}", "{3}")
	}
	b.All = append(b.All, console.Option{Text: v.Page.T("inspect.choose")})
	for _, p := range ocop.Provinces() {
		b.All = append(b.All, console.Option{Value: p.Code, Text: p.FullName()})
	}
	v.Web.Scripted(v.Page, appScripts[0])
	for _, name := range appScripts[1:] {
		b.Scripts = append(b.Scripts, v.scriptPath(name))
	}
	v.Page.Policy = appPolicy
	v.W.Header().Set("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
	return v.Show("inspector", v.Page.T("app.title"), b, http.StatusOK)
}

// appFiles are what the device keeps.
func (v *visit) appFiles() []string {
	files := []string{v.Page.Style, v.Page.Mark, v.Reader.Script, v.Reader.Wasm}
	for _, name := range appScripts {
		files = append(files, v.scriptPath(name))
	}
	for _, lang := range locale.Languages {
		files = append(files, appPath+"?lang="+lang, appPath+"manifest.webmanifest?lang="+lang)
	}
	return append(files, iconPaths()...)
}

// scriptPath is where one of assets/scripts is.
func (v *visit) scriptPath(name string) string {
	page := *v.Page
	v.Web.Scripted(&page, name)
	return page.Script
}

// sendWorker answers with the service worker: the program's own, and what it is
// to keep. It changes when any of that does.
func sendWorker(v *visit) error {
	code, err := assets.Scripts.ReadFile("scripts/inspector-worker.js")
	if err != nil {
		return err
	}
	files, err := json.Marshal(v.appFiles())
	if err != nil {
		return err
	}
	sum := sha256.New()
	sum.Write(files)
	sum.Write([]byte(appPolicy))
	for _, lang := range locale.Languages {
		texts, err := assets.Locales.ReadFile("locales/" + lang + ".json")
		if err != nil {
			return err
		}
		sum.Write(texts)
	}
	page, err := assets.Templates.ReadFile("templates/console-inspector.html")
	if err != nil {
		return err
	}
	sum.Write(page)
	v.W.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	v.W.Header().Set("Content-Security-Policy", "default-src 'none'; connect-src 'self'") // a worker's own policy
	v.W.Header().Set("X-Content-Type-Options", "nosniff")
	_, err = v.W.Write([]byte("const FILES = " + string(files) + ";\nconst VERSION = \"" + hex.EncodeToString(sum.Sum(nil)[:8]) + "\";\n" + string(code)))
	return err
}

// sendManifest answers with the web app manifest (W3C Web Application Manifest).
func sendManifest(v *visit) error {
	text, err := json.Marshal(map[string]any{
		"name": v.Page.T("app.title"), "short_name": v.Page.T("app.short"), "lang": v.Page.Lang(), "start_url": appPath + "?lang=" + v.Page.Lang(),
		"scope": appPath, "display": "standalone", "background_color": "#fbf9f4", "theme_color": "#1a5a47", "icons": v.appIcons(),
	})
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "application/manifest+json")
	_, err = v.W.Write(text)
	return err
}

// told answers a script with what became of a finding.
func (v *visit) told(status int, answer map[string]string) error {
	text, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	v.W.Header().Set("Content-Type", "application/json")
	v.W.Header().Set("X-Content-Type-Options", "nosniff")
	v.W.WriteHeader(status)
	_, err = v.W.Write(text)
	return err
}
