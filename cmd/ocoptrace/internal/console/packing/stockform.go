package packing

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// stockBody is the form of an own stock with its picture.
type stockBody struct {
	console.Common
	Form    *console.Form
	Pic     *sheetPicture // nil where there is nothing to draw
	About   string
	Path    string // of a stock that is kept; "" for a new one
	Show    string // where the form is shown with its picture
	Checked bool
}

// stockLengths are the fields that are lengths, in the order of the form.
var stockLengths = []string{
	"pageW", "pageH", "labelW", "labelH", "marginLeft", "marginTop", "pitchX", "pitchY", "gap", "radius", "insetX", "insetY",
}

// lengthsOf are a stock's lengths by field.
func lengthsOf(s *stock.Stock) map[string]*float64 {
	return map[string]*float64{
		"pageW": &s.PageW, "pageH": &s.PageH, "labelW": &s.LabelW, "labelH": &s.LabelH, "marginLeft": &s.MarginLeft, "marginTop": &s.MarginTop,
		"pitchX": &s.PitchX, "pitchY": &s.PitchY, "gap": &s.Gap, "radius": &s.Radius, "insetX": &s.InsetX, "insetY": &s.InsetY,
	}
}

// newStock shows the form of a new stock: empty, a copy of another, or as it was
// just filled in.
func newStock(v *visit) error {
	if v.R.Form.Has("labelW") {
		s, problems := v.stockEntered()
		return v.stockForm(s, "", problems)
	}
	s := stock.Stock{PageW: 210, PageH: 297, Cols: 1, Rows: 1}
	if of, err := v.findStock(v.Value("of")); err == nil {
		s = of
		s.ID, s.Name, s.Maker, s.Codes, s.Source, s.Uneven = "", stock.Name{}, "", nil, "", ""
	}
	return v.stockForm(s, "", nil)
}

func editStock(v *visit) error {
	s, err := v.ownStock(v.Variable("stock"))
	if err != nil {
		return err
	}
	if v.R.Form.Has("labelW") {
		entered, problems := v.stockEntered()
		return v.stockForm(entered, s.ID, problems)
	}
	return v.stockForm(s, s.ID, nil)
}

func (v *visit) ownStock(id string) (stock.Stock, error) {
	own, err := v.Press.Stocks(v.Ctx(), v.User.Entity)
	if err != nil {
		return stock.Stock{}, err
	}
	i := slices.IndexFunc(own, func(s stock.Stock) bool { return s.ID == id })
	if i < 0 {
		return stock.Stock{}, notThere(press.ErrNotFound)
	}
	return own[i], nil
}

// stockEntered is the stock that a form describes, and what is wrong with it.
func (v *visit) stockEntered() (stock.Stock, trace.Problems) {
	s := stock.Stock{
		ID: v.Value("id"), Name: stock.Name{Vi: strings.TrimSpace(v.Value("name")), En: strings.TrimSpace(v.Value("nameEn"))},
		Maker: strings.TrimSpace(v.Value("maker")), Roll: v.Value("kind") == "roll", Shape: stock.Shape(v.Value("shape")),
	}
	if s.Name.En == "" {
		s.Name.En = s.Name.Vi
	}
	for code := range strings.SplitSeq(v.Value("codes"), ",") {
		if code = strings.TrimSpace(code); code != "" {
			s.Codes = append(s.Codes, code)
		}
	}
	var problems trace.Problems
	for name, to := range lengthsOf(&s) {
		n, bad := v.millimetres(name)
		*to, problems = n, append(problems, bad...)
	}
	for name, to := range map[string]*int{"cols": &s.Cols, "rows": &s.Rows} {
		n, bad := v.Number(name)
		*to, problems = int(min(n, 1<<20)), append(problems, bad...)
	}
	if s.ID == "" {
		s.ID = "x" // made of the name when it is kept
	}
	for _, p := range console.Besides(problems, stockProblems(v, s.Check()))[len(problems):] {
		p.Field = formName(p.Field)
		problems = append(problems, p)
	}
	return s, problems
}

// formName is the field of the form that has a member of a stock.
func formName(member string) string {
	switch member {
	case "name.vi":
		return "name"
	case "name.en":
		return "nameEn"
	case "roll":
		return "kind"
	}
	return member
}

func (v *visit) stockFields(s stock.Stock) []*console.Field {
	text := func(name, value string, optional bool) *console.Field {
		return &console.Field{Name: name, Label: "console.field.stock." + name, Type: "text", Value: value, Optional: optional, Max: 200}
	}
	kind := &console.Field{Name: "kind", Label: "console.field.stock.kind", Type: "choice", Value: "sheet"}
	if s.Roll {
		kind.Value = "roll"
	}
	for _, k := range []string{"sheet", "roll"} {
		kind.Options = append(kind.Options, console.Option{Value: k, Text: v.Page.T("console.stock.kind." + k)})
	}
	shape := &console.Field{Name: "shape", Label: "console.field.stock.shape", Type: "choice", Value: string(s.Shape), Optional: true}
	for _, k := range []stock.Shape{stock.Rect, stock.Rounded, stock.Round, stock.Oval} {
		shape.Options = append(shape.Options, console.Option{Value: string(k), Text: v.Page.T("console.stock.shape." + string(k))})
	}
	english := s.Name.En
	if english == s.Name.Vi {
		english = ""
	}
	fields := []*console.Field{text("name", s.Name.Vi, false), text("nameEn", english, true), kind, v.countField("cols", s.Cols), v.countField("rows", s.Rows)}
	for _, name := range stockLengths {
		fields = append(fields, &console.Field{Name: name, Label: "console.field.stock." + name, Type: "length", Value: v.decimalText(*lengthsOf(&s)[name])})
	}
	return append(fields, shape, text("maker", s.Maker, true), text("codes", strings.Join(s.Codes, ", "), true))
}

func (v *visit) countField(name string, n int) *console.Field {
	return &console.Field{Name: name, Label: "console.field.stock." + name, Type: "number", Value: strconv.Itoa(n)}
}

// stockForm shows a stock, filled in as it was typed, with its picture.
func (v *visit) stockForm(s stock.Stock, id string, problems trace.Problems) error {
	b := &stockBody{Form: console.NewForm("", v.stockFields(s)...), Show: "/console/stocks/new"}
	title := v.Page.T("console.stock.new")
	if id != "" {
		title = v.stockTitle(s)
		b.Path, b.Show = stockPath(id), stockPath(id)
	}
	if v.R.Form.Has("labelW") {
		v.Refill(b.Form, problems)
		b.Checked = len(problems) == 0
	}
	if s.LabelW > 0 && len(problems) == 0 {
		pic := pictureOf(s, 1, stock.Job{}, 320)
		b.Pic, b.About = &pic, v.howMany(s)
	}
	b.Form.Fields = append(b.Form.Fields, console.Hidden("id", id))
	var err error
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("stock", title, b, statusOf(b.Form))
}

// reserved says that an id is the program's.
func reserved(id string) bool {
	_, err := printing.Stocks().Find(id)
	return err == nil
}

func saveStock(v *visit) error {
	id := v.Value("id")
	if id != "" {
		if _, err := v.ownStock(id); err != nil {
			return err
		}
	}
	s, problems := v.stockEntered()
	if len(problems) > 0 {
		return v.stockForm(s, id, problems)
	}
	if s.ID = id; id == "" {
		taken, err := v.takenStocks()
		if err != nil {
			return err
		}
		s.ID = freeID(s.Name.Vi, "stock", taken)
	}
	err := v.Press.SaveStock(v.Ctx(), v.User.Entity, v.User.Name, s)
	if errors.Is(err, press.ErrLimit) {
		return v.stockForm(s, id, trace.Problems{{Key: "tooManyStocks", Args: []any{press.MaxDesigns}}})
	}
	if err != nil {
		return err
	}
	return v.Redirect("/console/stocks", url.Values{"done": {"stockSaved"}})
}

func (v *visit) takenStocks() (map[string]bool, error) {
	all, _, err := v.catalogue()
	if err != nil {
		return nil, err
	}
	taken := make(map[string]bool)
	for _, s := range all.All() {
		taken[s.ID] = true
	}
	return taken, nil
}
