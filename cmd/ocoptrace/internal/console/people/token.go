package people

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// tokenDays are the lifetimes to choose from.
var tokenDays = []int{30, 90, 180, 365}

// tokenBody is the form for a token.
type tokenBody struct {
	console.Common
	Form     *console.Form
	Scopes   []scopeRow
	Problems []string // of the scopes
}

type scopeRow struct {
	Name   account.Permission
	Text   string
	Chosen bool
}

// day is a day in words; "" for none.
func (v *visit) day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return v.Page.Date(ocop.DateOf(t))
}

func newToken(v *visit) error { return v.tokenPage(nil) }

func (v *visit) tokenPage(problems trace.Problems) (err error) {
	b := &tokenBody{Form: v.tokenForm()}
	for _, p := range v.User.Role.Permissions() {
		b.Scopes = append(b.Scopes, scopeRow{p, v.Page.T("may." + string(p)), slices.Contains(v.R.PostForm["scope"], string(p))})
	}
	status := http.StatusOK
	for _, p := range problems {
		status = http.StatusUnprocessableEntity
		if p.Field == "scope" {
			b.Problems = append(b.Problems, v.Page.Problem(p))
		}
	}
	b.Form.Blame(v.Page, problems)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("token", v.Page.T("account.token.title"), b, status)
}

func (v *visit) tokenForm() *console.Form {
	days := &console.Field{Name: "days", Label: "account.field.days", Type: "choice", Value: v.Value("days")}
	for _, n := range tokenDays {
		days.Options = append(days.Options, console.Option{Value: strconv.Itoa(n), Text: v.Page.T("account.days", n)})
	}
	if days.Value == "" {
		days.Value = "90"
	}
	return console.NewForm("token-",
		&console.Field{Name: "label", Label: "account.field.label", Hint: v.Page.T("account.field.label.token"), Type: "text", Max: account.MaxLabel, Value: v.Value("label")},
		days,
	)
}

func makeToken(v *visit) error {
	days, err := strconv.Atoi(v.Value("days"))
	if err != nil || !slices.Contains(tokenDays, days) {
		return web.Status(http.StatusBadRequest)
	}
	var scopes []account.Permission
	for _, s := range v.R.PostForm["scope"] {
		scopes = append(scopes, account.Permission(s))
	}
	secret, t, err := v.Accounts.MakeToken(v.Ctx(), v.User.Name, v.Value("label"), scopes, v.Now().Add(time.Duration(days)*24*time.Hour))
	if err != nil {
		problems, err := console.AccountProblems(err, "")
		if err != nil {
			return err
		}
		return v.tokenPage(problems)
	}
	return v.secret(&secretBody{
		Lead: v.Page.T("account.token.made.lead"), Label: v.Page.T("account.token.secret"), Secret: secret,
		Facts: []console.Shown{
			{Name: v.Page.T("account.field.label"), Text: t.Label},
			{Name: v.Page.T("account.may"), Text: v.mayText(t.Scopes)},
			{Name: v.Page.T("account.field.days"), Text: v.Page.T("account.token.ends", v.Page.Time(t.Ends))},
		},
		Warning: v.Page.T("account.token.warning"), Back: v.Page.To("/console/account") + "#tokens",
	}, v.Page.T("account.token.made"))
}

func sureToken(v *visit) error {
	all, err := v.Accounts.Tokens(v.Ctx(), v.User.Name)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(t account.Token) bool { return t.ID == v.Variable("id") })
	if i < 0 {
		return web.Status(http.StatusNotFound)
	}
	return v.sure(&sureBody{
		Lead:   v.Page.T("account.token.revoke.lead"),
		Action: v.Page.To("/console/account/tokens/" + all[i].ID + "/revoke"), Button: v.Page.T("account.token.revoke"),
		Back: v.Page.To("/console/account"),
	}, v.Page.T("account.token.revoke.title", all[i].Label))
}

func revokeToken(v *visit) error {
	err := v.Accounts.RevokeToken(v.Ctx(), v.User.Name, v.Variable("id"))
	if errors.Is(err, account.ErrNoToken) {
		return web.Status(http.StatusNotFound)
	}
	if err != nil {
		return err
	}
	return v.Redirect("/console/account", url.Values{"done": {"tokenRevoked"}})
}
