package console

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
)

// ledgerTemplates are those of the pages of ledgerRoutes.
var ledgerTemplates = []string{"blank", "leftovers"}

// ledgerRoutes registers the pages of what labels are counted by.
func (c *Console) ledgerRoutes(get, post func(string, http.HandlerFunc)) {
	get("/console/runs/{run}/void", c.signed(account.Producer, confirmVoid))
	post("/console/runs/{run}/status", c.signed(account.Producer, setStatus))
	get("/console/blank", c.signed(account.Producer, showBlank))
	post("/console/blank", c.signed(account.Producer, makeBlank))
	get("/console/claim", c.signed(account.Producer, newClaim))
	post("/console/claims", c.signed(account.Producer, stateClaim))
	get("/console/leftovers", c.signed(account.Producer, showLeftovers))
	post("/console/leftovers", c.signed(account.Producer, voidLeftovers))
	get("/console/leftovers/void", c.signed(account.Producer, confirmLeftovers))
	post("/console/closing", c.signed(account.Producer, setClosing))

	get("/console/allowances/new", c.signed(account.Officer, newAllowance))
	post("/console/allowances", c.signed(account.Officer, stateAllowance))
}
