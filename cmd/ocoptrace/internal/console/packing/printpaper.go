package packing

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

const (
	stocksCookie = "ocoptrace-stocks"
	stocksAge    = 365 * 24 * 3600 // s
	stocksKept   = 6
)

// lately are the ids of the stocks that were printed on, the last one first.
func (v *visit) lately() []string {
	cookie, err := v.R.Cookie(stocksCookie)
	if err != nil {
		return nil
	}
	ids := strings.Split(cookie.Value, ".")
	return ids[:min(len(ids), stocksKept)]
}

// remember keeps a stock for the next time.
func (v *visit) remember(s stock.Stock) {
	ids := append([]string{s.ID}, slices.DeleteFunc(v.lately(), func(id string) bool { return id == s.ID })...)
	http.SetCookie(v.W, &http.Cookie{
		Name: stocksCookie, Value: strings.Join(ids[:min(len(ids), stocksKept)], "."), Path: "/console", MaxAge: stocksAge,
		HttpOnly: true, Secure: v.Secure, SameSite: http.SameSiteLaxMode,
	})
}

// readStock reads the stock and the place on it: that of the last time, from
// where the last job ended, where nothing is said.
func (v *visit) readStock(p *plan) error {
	all, _, err := v.catalogue()
	if err != nil {
		return err
	}
	for _, id := range append([]string{v.Value("stock")}, v.lately()...) {
		if s, err := all.Find(id); err == nil {
			p.Stock = s
			break
		}
	}
	if p.Stock.ID == "" {
		return nil
	}
	p.Job = stock.Job{
		Stock: p.Stock, Corner: stock.Corner(v.Value("corner")), Down: v.Value("down") != "", CutMarks: v.Value("cut") != "", Copies: 1,
	}
	if typed := v.Value("copies"); typed != "" {
		n, problems := console.ReadNumber("copies", typed)
		if len(problems) == 0 && (n < 1 || n > stock.MaxCopies) {
			problems = trace.Problems{{Field: "copies", Key: "outOfRange", Args: []any{n, 1, stock.MaxCopies}}}
		}
		p.Job.Copies, p.problems = int(min(max(n, 1), stock.MaxCopies)), append(p.problems, problems...)
	}
	if err := v.readStart(p); err != nil {
		return err
	}
	p.problems = console.Besides(p.problems, stockProblems(v, p.Job.Check()))
	return nil
}

// readStart reads where the first label goes: a place of the sheet that was
// tapped, or a position in the job's order.
func (v *visit) readStart(p *plan) error {
	if cell, err := strconv.Atoi(v.Value("cell")); err == nil {
		for _, r := range p.Job.Rects() {
			if cellOf(p.Stock, r) == cell {
				p.Job.Start = r.Position
				return nil
			}
		}
	}
	if typed := v.Value("start"); typed != "" {
		n, problems := console.ReadNumber("start", typed)
		p.Job.Start, p.problems = int(min(n, 1<<20)), append(p.problems, problems...)
		return nil
	}
	at, err := v.Press.Planned(v.Ctx(), v.User.Entity, p.Stock.ID)
	if err != nil {
		return err
	}
	job, err := at.Continue(p.Job)
	if errors.Is(err, press.ErrPosition) { // counted in another order, which the page of places shows
		p.Job.Start = 1
		return nil
	}
	p.Job = job
	return err
}

// usedCells are the labels of the part-used sheet that are gone, however they
// were counted.
func (v *visit) usedCells(s stock.Stock) (map[int]bool, error) {
	at, err := v.Press.Planned(v.Ctx(), v.User.Entity, s.ID)
	used := make(map[int]bool)
	for _, r := range (stock.Job{Stock: s, Corner: at.Count.Corner, Down: at.Count.Down}).Rects() {
		if r.Position < at.Next && at.Next <= s.PerPage() {
			used[cellOf(s, r)] = true
		}
	}
	return used, err
}

// cellOf numbers a label by where it lies, row by row from the top left.
func cellOf(s stock.Stock, r stock.Rectangle) int {
	col, row := 0, 0
	if s.PitchX > 0 {
		col = int((r.X-s.MarginLeft)/s.PitchX + 0.5)
	}
	if s.PitchY > 0 {
		row = int((r.Y-s.MarginTop)/s.PitchY + 0.5)
	}
	return row*s.Cols + col + 1
}

// stockProblems are faults of a stock or a job in the words of a form.
func stockProblems(v *visit, faults stock.Problems) (all trace.Problems) {
	for _, f := range faults {
		p := trace.Problem{Field: f.Field, Key: stockKeys[f.Key]}
		for _, arg := range f.Args {
			if n, ok := arg.(float64); ok {
				arg = v.decimalText(n)
			}
			p.Args = append(p.Args, arg)
		}
		all = append(all, p)
	}
	return all
}

var stockKeys = map[string]string{
	stock.KeyRange:     "stockRange",
	stock.KeyNeeded:    "required",
	stock.KeyText:      "stockText",
	stock.KeyID:        "badID",
	stock.KeyUnknown:   "stockUnknown",
	stock.KeyBeyond:    "stockBeyond",
	stock.KeyOverlap:   "stockOverlap",
	stock.KeyNoRoom:    "stockNoRoom",
	stock.KeyNotRound:  "stockNotRound",
	stock.KeyRollRow:   "stockRollRow",
	stock.KeySheetOnly: "stockSheetOnly",
	stock.KeyMany:      "stockMany",
	stock.KeyDuplicate: "stockDuplicate",
}
