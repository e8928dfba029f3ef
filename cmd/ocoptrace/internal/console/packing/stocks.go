package packing

import (
	"errors"
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/stock"
)

// stocksBody is the catalogue with a producer's own stocks.
type stocksBody struct {
	console.Common
	Query   string
	Own     []stockCard
	Found   []stockCard
	Rest    int
	Undo    string // names the stock that was just removed to bring it back
	Problem string
}

func stockPath(id string) string { return "/console/stocks/" + url.PathEscape(id) }

func listStocks(v *visit) error { return v.stocksPage("", http.StatusOK) }

func (v *visit) stocksPage(problem string, status int) error {
	body := &stocksBody{Query: v.Value("q"), Undo: v.Value("undo"), Problem: problem}
	_, own, err := v.catalogue()
	if err != nil {
		return err
	}
	for _, s := range own {
		body.Own = append(body.Own, stockCard{
			Stock: s, Name: v.stockTitle(s), About: v.aboutStock(s), Path: v.Page.To(stockPath(s.ID)), Pic: pictureOf(s, 0, stock.Job{}, 96),
		})
	}
	if body.Found, body.Rest, err = v.cardsOf(body.Query, ""); err != nil {
		return err
	}
	body.Found = slices.DeleteFunc(body.Found, func(c stockCard) bool { return c.Own })
	for i, c := range body.Found {
		body.Found[i].Path = v.Page.Link("/console/stocks/new", url.Values{"of": {c.Stock.ID}})
	}
	if body.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("stocks", v.Page.T("console.stocks.title"), body, status)
}

// removeStock sets an own stock aside. The page offers to bring it back.
func removeStock(v *visit) error {
	undo, err := v.Press.Delete(v.Ctx(), press.Stocks, v.User.Entity, v.User.Name, v.Variable("stock"))
	if err != nil {
		return notThere(err)
	}
	return v.Redirect("/console/stocks", url.Values{"done": {"stockRemoved"}, "undo": {undo}})
}

func restoreStock(v *visit) error {
	err := v.Press.Restore(v.Ctx(), press.Stocks, v.User.Entity, v.Value("undo"))
	switch {
	case errors.Is(err, press.ErrTaken), errors.Is(err, press.ErrLimit), errors.Is(err, press.ErrNotFound):
		return v.stocksPage(v.Page.T("console.stocks.notRestored"), http.StatusConflict)
	case err != nil:
		return err
	}
	return v.Redirect("/console/stocks", url.Values{"done": {"stockRestored"}})
}

// stocksFile are the own stocks as a file, to keep or to hand on.
func stocksFile(v *visit) error {
	own, err := v.Press.Stocks(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	data, err := stock.Marshal(own...)
	if err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Disposition", `attachment; filename="stocks.json"`)
	h.Set("X-Content-Type-Options", "nosniff")
	_, err = v.W.Write(data)
	return err
}

// importStocks takes stocks from such a file: all, or none where one is at fault.
func importStocks(v *visit) error {
	data, err := v.Upload("file")
	if err != nil {
		return err
	}
	c, err := stock.Read(data)
	if err != nil {
		return v.stocksPage(v.Page.T("console.stocks.badFile", shortened(err.Error(), 300)), http.StatusUnprocessableEntity)
	}
	for _, s := range c.All() {
		if reserved(s.ID) {
			return v.stocksPage(v.Page.T("console.stocks.reserved", s.ID), http.StatusUnprocessableEntity)
		}
	}
	for _, s := range c.All() {
		err := v.Press.SaveStock(v.Ctx(), v.User.Entity, v.User.Name, s)
		if errors.Is(err, press.ErrLimit) || errors.Is(err, press.ErrDesign) {
			return v.stocksPage(v.Page.T("console.stocks.badFile", shortened(err.Error(), 300)), http.StatusUnprocessableEntity)
		}
		if err != nil {
			return err
		}
	}
	return v.Redirect("/console/stocks", url.Values{"done": {"stocksImported"}})
}

// shortened is the beginning of a text.
func shortened(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
