package packing

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/label/stock"
)

// stockCard is a stock to choose, by its picture.
type stockCard struct {
	Stock  stock.Stock
	Name   string
	About  string // maker and codes, or how many on a sheet
	Own    bool
	Lately bool
	Chosen bool
	Pic    sheetPicture
	Path   string // of the page that changes an own stock
}

// stocksShown is how many stocks a page shows.
const stocksShown = 24

// sheetPicture is a sheet to scale, as paths of SVG with a view box in mm.
type sheetPicture struct {
	W, H         float64 // CSS pixels
	Box          string
	PageW, PageH float64
	Labels       string // outlines
	First        string // that of the first label in the job's order; "" where none is marked
}

// pictureOf draws a stock within a square of some CSS pixels. With a job the
// label that it begins with is marked.
func pictureOf(s stock.Stock, start int, j stock.Job, side float64) sheetPicture {
	j.Stock = s
	scale := side / max(s.PageW, s.PageH, 1)
	p := sheetPicture{
		W: whole(s.PageW * scale), H: whole(s.PageH * scale), PageW: s.PageW, PageH: s.PageH,
		Box: "0 0 " + mm(s.PageW) + " " + mm(s.PageH),
	}
	if s.PerPage() < 1 || s.PerPage() > maxDrawn {
		return p
	}
	var b strings.Builder
	for _, r := range j.Rects() {
		path := outline(s, r)
		if b.WriteString(path); r.Position == start {
			p.First = path
		}
	}
	p.Labels = b.String()
	return p
}

// maxDrawn is how many labels of a sheet are drawn one by one.
const maxDrawn = 600

// outline is the path of a label: a rectangle, or an ellipse.
func outline(s stock.Stock, r stock.Rectangle) string {
	if s.Shape == stock.Round || s.Shape == stock.Oval {
		arc := "a" + mm(r.W/2) + " " + mm(r.H/2) + " 0 0 1 "
		return "M" + mm(r.X) + " " + mm(r.Y+r.H/2) + arc + mm(r.W) + " 0" + arc + mm(-r.W) + " 0z"
	}
	return "M" + mm(r.X) + " " + mm(r.Y) + "h" + mm(r.W) + "v" + mm(r.H) + "h" + mm(-r.W) + "z"
}

// mm is a length in a path, to a tenth of a millimetre.
func mm(n float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(n, 'f', 1, 64), ".0")
}

func whole(n float64) float64 { return float64(max(int(n+0.5), 1)) }

// cardsOf are the stocks that answer to a query: own ones and those printed on
// lately first where nothing is asked for.
func (v *visit) cardsOf(query, chosen string) (cards []stockCard, rest int, err error) {
	all, own, err := v.catalogue()
	if err != nil {
		return nil, 0, err
	}
	lately := v.lately()
	for _, s := range all.Search(query) {
		card := stockCard{
			Stock: s, Name: v.stockTitle(s), About: v.aboutStock(s), Chosen: s.ID == chosen, Lately: slices.Contains(lately, s.ID),
			Own: slices.ContainsFunc(own, func(o stock.Stock) bool { return o.ID == s.ID }),
		}
		cards = append(cards, card)
	}
	if strings.TrimSpace(query) == "" {
		slices.SortStableFunc(cards, func(a, b stockCard) int { return cardRank(a) - cardRank(b) })
	}
	if len(cards) > stocksShown {
		cards, rest = cards[:stocksShown], len(cards)-stocksShown
	}
	for i := range cards {
		cards[i].Pic = pictureOf(cards[i].Stock, 0, stock.Job{}, 96)
	}
	return cards, rest, nil
}

// cardRank puts first what is chosen, then what was used lately, then own stocks.
func cardRank(c stockCard) int {
	switch {
	case c.Chosen:
		return 0
	case c.Lately:
		return 1
	case c.Own:
		return 2
	}
	return 3
}

// howMany says how many labels are on a sheet, or side by side on a roll.
func (v *visit) howMany(s stock.Stock) string {
	if s.Roll {
		return v.Page.T("console.stock.across", s.PerPage())
	}
	return v.Page.T("console.stock.count", s.PerPage())
}

// aboutStock is a line below the name.
func (v *visit) aboutStock(s stock.Stock) string {
	if s.Maker == "" {
		return v.howMany(s)
	}
	codes := s.Codes[:min(len(s.Codes), 4)]
	return strings.TrimSpace(s.Maker + " " + strings.Join(codes, ", "))
}

// showStocks lets a stock be chosen by its picture.
func (v *visit) showStocks(p *plan) error {
	b, err := v.step(p, "stock", "start", "corner", "down")
	if err != nil {
		return err
	}
	b.Query = v.Value("q")
	if b.Stocks, b.Rest, err = v.cardsOf(b.Query, p.Stock.ID); err != nil {
		return err
	}
	return v.Show("labels-stock", v.Page.T("console.print.stock"), b, http.StatusOK)
}
