package arrows

// A room says what a package of this module may import of this module.
type room struct {
	uses  []string // rooms; "x/..." is x and all below it
	tests []string // what its tests may import besides
	help  bool     // for tests only: no program contains it
}

// rooms are all packages, by their folder in the module.
var rooms = map[string]room{
	"assets":           {tests: []string{"trace/gs1", "trace/code", "trace/ocop"}},
	"label":            {tests: []string{"assets", "label/labeltest"}},
	"label/stock":      {uses: []string{"label"}, tests: []string{"assets"}},
	"label/layout":     {uses: []string{"label"}, tests: []string{"assets", "label/..."}},
	"label/pdf":        {uses: []string{"label"}, tests: []string{"assets", "label/..."}},
	"label/raster":     {uses: []string{"label"}, tests: []string{"assets", "label/..."}},
	"label/picture":    {uses: []string{"label", "label/raster"}, tests: []string{"assets", "label/..."}},
	"label/thermal":    {uses: []string{"label", "label/raster"}, tests: []string{"assets", "label/..."}},
	"label/proof":      {uses: []string{"label", "label/..."}, tests: []string{"assets"}},
	"label/snapshot":   {tests: []string{"label"}},
	"label/labeltest":  {help: true},
	"storage":          {tests: []string{"storage/storagetest"}},
	"trace/code":       {},
	"trace/credential": {},
	"trace/gs1":        {},
	"trace/ocop":       {},
	"trace/epcis":      {uses: []string{"trace/gs1"}},

	"storage/badger":      {uses: []string{"storage"}, tests: []string{"storage/storagetest"}},
	"storage/storagetest": {uses: []string{"storage"}, help: true},

	"trace/translog": {
		uses:  []string{"storage"},
		tests: []string{"storage/storagetest", "storage/badger"},
	},
	"trace/translog/mirror": {
		uses:  []string{"storage", "trace/translog"},
		tests: []string{"storage/storagetest"},
	},
	"trace/translog/witness": {
		uses:  []string{"storage", "trace/translog"},
		tests: []string{"storage/storagetest", "storage/badger", "trace/translog/mirror"},
	},
	"trace/pack":  {uses: []string{"trace/code", "trace/credential", "trace/ocop"}},
	"trace/place": {uses: []string{"storage", "trace/ocop"}, tests: []string{"storage/storagetest"}},
	"trace": {
		uses:  []string{"storage", "trace/..."},
		tests: []string{"storage/storagetest", "storage/badger", "assets"},
	},
	"trace/tracetest": {
		uses: []string{"storage", "storage/storagetest", "trace", "trace/..."},
		help: true,
	},

	"cmd/ocoptrace/internal/account": {
		uses:  []string{"storage", "cmd/ocoptrace/internal/audit", "cmd/ocoptrace/internal/passkey"},
		tests: []string{"storage/storagetest", "cmd/ocoptrace/internal/passkey/passkeytest"},
	},
	"cmd/ocoptrace/internal/audit": {
		uses:  []string{"storage"},
		tests: []string{"storage/storagetest"},
	},
	"cmd/ocoptrace/internal/passkey": {
		tests: []string{"cmd/ocoptrace/internal/passkey/passkeytest"},
	},
	"cmd/ocoptrace/internal/passkey/passkeytest": {
		help: true,
	},
	"cmd/ocoptrace/internal/metrics": {
		uses:  []string{"trace", "cmd/ocoptrace/internal/upkeep"},
		tests: []string{"trace/tracetest"},
	},
	"cmd/ocoptrace/internal/upkeep": {
		uses:  []string{"storage", "trace", "trace/translog", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/audit"},
		tests: []string{"trace/tracetest"},
	},
	"cmd/ocoptrace/internal/control": {}, // the registry is passed as an interface
	"cmd/ocoptrace/internal/keyfile": {uses: []string{"trace/code", "trace/credential"}},
	"cmd/ocoptrace/internal/locale":  {uses: []string{"trace", "trace/ocop", "assets"}},
	"cmd/ocoptrace/internal/printing": {
		uses:  []string{"trace", "trace/ocop", "label", "label/...", "assets", "cmd/ocoptrace/internal/locale"},
		tests: []string{"storage/...", "trace/...", "label/labeltest"},
	},
	"cmd/ocoptrace/internal/send":       {tests: []string{"label/labeltest"}}, // looks for a scheduler of CUPS
	"cmd/ocoptrace/internal/chart":      {},
	"cmd/ocoptrace/internal/media":      {uses: []string{"storage", "trace"}, tests: []string{"storage/storagetest"}},
	"cmd/ocoptrace/internal/draft":      {uses: []string{"storage"}, tests: []string{"storage/storagetest"}},
	"cmd/ocoptrace/internal/job":        {uses: []string{"storage"}, tests: []string{"storage/storagetest"}},
	"cmd/ocoptrace/internal/inspection": {uses: []string{"storage", "trace", "trace/ocop"}, tests: []string{"storage/storagetest"}},
	"cmd/ocoptrace/internal/paper":      {uses: []string{"label", "label/pdf", "assets"}, tests: []string{"label/labeltest"}},
	"cmd/ocoptrace/internal/statistics": {uses: []string{"trace", "trace/ocop"}, tests: []string{"trace/tracetest"}},
	"cmd/ocoptrace/internal/tally":      {uses: []string{"storage", "trace/code", "trace/ocop"}, tests: []string{"storage/storagetest"}},
	"cmd/ocoptrace/internal/report":     {uses: []string{"storage", "trace", "trace/ocop"}, tests: []string{"storage/storagetest"}},
	"cmd/ocoptrace/internal/table":      {uses: []string{"trace", "trace/ocop"}},
	"cmd/ocoptrace/internal/press": {
		uses: []string{
			"storage", "trace", "trace/ocop", "label", "label/...", "cmd/ocoptrace/internal/printing",
			"cmd/ocoptrace/internal/send", "cmd/ocoptrace/internal/locale",
		},
		tests: []string{"storage/...", "trace/...", "label/labeltest", "assets"},
	},
	"cmd/ocoptrace/internal/sample": {
		uses:  []string{"trace", "trace/ocop"},
		tests: []string{"assets", "trace/tracetest"},
	},
	"cmd/ocoptrace/internal/web": {
		uses:  []string{"trace/...", "label", "assets", "cmd/ocoptrace/internal/locale", "cmd/ocoptrace/internal/export", "cmd/ocoptrace/internal/media", "cmd/ocoptrace/internal/resolver"},
		tests: []string{"storage/...", "trace/tracetest", "label/labeltest"},
	},
	"cmd/ocoptrace/internal/console": {
		uses: []string{
			"trace/...", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/audit", "cmd/ocoptrace/internal/draft",
			"cmd/ocoptrace/internal/passkey", "cmd/ocoptrace/internal/web",
		},
		tests: []string{"storage", "cmd/ocoptrace/internal/console/consoletest"},
	},
	"cmd/ocoptrace/internal/console/inspector": {
		uses: []string{
			"assets", "trace/...", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console", "cmd/ocoptrace/internal/inspection",
			"cmd/ocoptrace/internal/locale", "cmd/ocoptrace/internal/media", "cmd/ocoptrace/internal/paper", "cmd/ocoptrace/internal/report", "cmd/ocoptrace/internal/tally", "cmd/ocoptrace/internal/web",
		},
		tests: []string{"cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console/consoletest"},
	},
	"cmd/ocoptrace/internal/console/events": {
		uses:  []string{"trace/...", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console", "cmd/ocoptrace/internal/web"},
		tests: []string{"cmd/ocoptrace/internal/console/consoletest"},
	},
	"cmd/ocoptrace/internal/console/links": {
		uses: []string{
			"trace", "trace/gs1", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console", "cmd/ocoptrace/internal/resolver",
			"cmd/ocoptrace/internal/web",
		},
		tests: []string{"cmd/ocoptrace/internal/console/consoletest"},
	},
	"cmd/ocoptrace/internal/console/people": {
		uses: []string{
			"trace", "trace/ocop", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/audit",
			"cmd/ocoptrace/internal/console", "cmd/ocoptrace/internal/web",
		},
		tests: []string{"cmd/ocoptrace/internal/console/consoletest", "cmd/ocoptrace/internal/passkey/passkeytest"},
	},
	"cmd/ocoptrace/internal/console/signin": {
		uses:  []string{"trace", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console", "cmd/ocoptrace/internal/web"},
		tests: []string{"cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console/consoletest", "cmd/ocoptrace/internal/passkey/passkeytest"},
	},
	"cmd/ocoptrace/internal/console/packing": {
		uses: []string{
			"trace/...", "label", "label/...", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console",
			"cmd/ocoptrace/internal/press", "cmd/ocoptrace/internal/printing", "cmd/ocoptrace/internal/web",
		},
		tests: []string{"cmd/ocoptrace/internal/console/consoletest"},
	},
	"cmd/ocoptrace/internal/console/producer": {
		uses: []string{
			"trace/...", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console", "cmd/ocoptrace/internal/draft", "cmd/ocoptrace/internal/job",
			"cmd/ocoptrace/internal/media", "cmd/ocoptrace/internal/report", "cmd/ocoptrace/internal/table", "cmd/ocoptrace/internal/tally", "cmd/ocoptrace/internal/web",
		},
		tests: []string{"cmd/ocoptrace/internal/console/consoletest", "cmd/ocoptrace/internal/press"},
	},
	"cmd/ocoptrace/internal/roster": {
		uses:  []string{"trace", "trace/ocop", "trace/place", "cmd/ocoptrace/internal/table"},
		tests: []string{"trace/tracetest"},
	},
	"cmd/ocoptrace/internal/dossier": {
		uses:  []string{"storage", "trace", "trace/ocop", "trace/place", "cmd/ocoptrace/internal/audit"},
		tests: []string{"storage/storagetest"},
	},
	"cmd/ocoptrace/internal/console/operator": {
		uses:  []string{"cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console", "cmd/ocoptrace/internal/upkeep", "cmd/ocoptrace/internal/web"},
		tests: []string{"trace", "cmd/ocoptrace/internal/console/consoletest"},
	},
	"cmd/ocoptrace/internal/console/officer": {
		uses: []string{
			"trace/...", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console", "cmd/ocoptrace/internal/web",
			"cmd/ocoptrace/internal/dossier", "cmd/ocoptrace/internal/draft", "cmd/ocoptrace/internal/job", "cmd/ocoptrace/internal/roster", "cmd/ocoptrace/internal/table",
			"cmd/ocoptrace/internal/statistics", "cmd/ocoptrace/internal/chart", "cmd/ocoptrace/internal/paper", "cmd/ocoptrace/internal/report", "cmd/ocoptrace/internal/tally",
		},
		tests: []string{"cmd/ocoptrace/internal/console/consoletest"},
	},
	"cmd/ocoptrace/internal/console/reporting": {
		uses: []string{
			"trace", "trace/ocop", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/console", "cmd/ocoptrace/internal/media",
			"cmd/ocoptrace/internal/report", "cmd/ocoptrace/internal/web",
		},
		tests: []string{"cmd/ocoptrace/internal/console/consoletest"},
	},
	"cmd/ocoptrace/internal/console/scanning": {
		uses: []string{
			"trace", "trace/code", "label/snapshot", "assets", "cmd/ocoptrace/internal/console", "cmd/ocoptrace/internal/locale", "cmd/ocoptrace/internal/web",
		},
		tests: []string{"label", "cmd/ocoptrace/internal/console/consoletest"},
	},
	"cmd/ocoptrace/internal/console/consoletest": {
		uses: []string{
			"cmd/ocoptrace/internal/inspection",
			"trace/...", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/audit", "cmd/ocoptrace/internal/console/...", "cmd/ocoptrace/internal/draft", "cmd/ocoptrace/internal/job",
			"cmd/ocoptrace/internal/dossier", "cmd/ocoptrace/internal/media", "cmd/ocoptrace/internal/passkey", "cmd/ocoptrace/internal/press",
			"cmd/ocoptrace/internal/report", "cmd/ocoptrace/internal/resolver", "cmd/ocoptrace/internal/statistics", "cmd/ocoptrace/internal/tally", "cmd/ocoptrace/internal/upkeep", "cmd/ocoptrace/internal/web",
		},
		help: true,
	},
	"cmd/ocoptrace/internal/accept": {},
	"cmd/ocoptrace/internal/export": {
		uses:  []string{"trace", "trace/ocop", "cmd/ocoptrace/internal/media", "cmd/ocoptrace/internal/table"},
		tests: []string{"trace/credential", "trace/tracetest", "cmd/ocoptrace/internal/server"},
	},
	"cmd/ocoptrace/internal/resolver": {
		uses:  []string{"trace", "trace/code", "trace/gs1", "cmd/ocoptrace/internal/accept", "cmd/ocoptrace/internal/locale"},
		tests: []string{"trace/epcis", "trace/ocop", "trace/tracetest", "cmd/ocoptrace/internal/server"},
	},
	"cmd/ocoptrace/internal/api": {
		uses:  []string{"trace/...", "label", "cmd/ocoptrace/internal/accept", "cmd/ocoptrace/internal/locale"},
		tests: []string{"storage/...", "trace/tracetest", "assets", "cmd/ocoptrace/internal/export", "cmd/ocoptrace/internal/resolver", "cmd/ocoptrace/internal/server"},
	},
	"cmd/ocoptrace/internal/capture":      {uses: []string{"storage", "trace", "trace/epcis"}, tests: []string{"trace/tracetest", "storage/storagetest"}},
	"cmd/ocoptrace/internal/subscription": {uses: []string{"storage", "trace", "trace/epcis"}, tests: []string{"trace/tracetest"}},
	"cmd/ocoptrace/internal/epcisapi": {
		uses: []string{
			"trace", "trace/epcis", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/capture", "cmd/ocoptrace/internal/subscription",
		},
		tests: []string{"storage", "storage/badger", "trace/tracetest", "cmd/ocoptrace/internal/server"},
	},
	"cmd/ocoptrace/internal/server": {},
	"cmd/ocoptrace/internal/arrows": {},
	"cmd/ocoptrace/internal/orders": {
		uses:  []string{"trace", "trace/ocop", "cmd/ocoptrace/internal/account", "cmd/ocoptrace/internal/audit"},
		tests: []string{"trace/tracetest", "cmd/ocoptrace/internal/api", "cmd/ocoptrace/internal/server"},
	},
	"cmd/ocoptrace": {
		uses:  []string{"trace/...", "storage", "storage/badger", "label", "label/...", "assets", "cmd/ocoptrace/internal/..."},
		tests: []string{"storage/storagetest", "trace/tracetest", "label/labeltest"},
	},
}

// emptyNames are folder names that say nothing of what the package provides.
var emptyNames = []string{
	"base", "common", "core", "helper", "helpers", "lib", "misc", "models",
	"pkg", "services", "shared", "types", "util", "utils",
}
