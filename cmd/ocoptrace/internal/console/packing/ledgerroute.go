package packing

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
)

// ledgerTemplates are those of the pages of ledgerRoutes.
var ledgerTemplates = []string{"batch", "blank", "leftovers"}

// ledgerRoutes registers the pages of what labels are counted by.
func (p *Pages) ledgerRoutes(get, post func(string, http.HandlerFunc)) {
	get("/console/batches/{product}/{lot}", p.signed(showBatch, console.Makers...))
	get("/console/runs/{run}/void", p.signed(confirmVoid, console.Makers...))
	post("/console/runs/{run}/status", p.signed(setStatus, console.Makers...))
	get("/console/blank", p.signed(showBlank, console.Makers...))
	post("/console/blank", p.signed(makeBlank, console.Makers...))
	get("/console/claim", p.signed(newClaim, console.Makers...))
	post("/console/claims", p.signed(stateClaim, console.Makers...))
	get("/console/leftovers", p.signed(showLeftovers, console.Makers...))
	post("/console/leftovers", p.signed(voidLeftovers, console.Makers...))
	get("/console/leftovers/void", p.signed(confirmLeftovers, console.Makers...))
	post("/console/closing", p.signed(setClosing, console.Makers...))

	get("/console/allowances/new", p.signed(newAllowance, account.Officer))
	post("/console/allowances", p.signed(stateAllowance, account.Officer))
}
