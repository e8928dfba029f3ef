package officer

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/draft"
	"ocoptrace/cmd/ocoptrace/internal/roster"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
)

const (
	listForm  = "list" // under which the file is kept between the steps
	maxFaults = 50     // rows with problems that the page shows
)

// listBody is the first step: a file; and how far the last one is.
type listBody struct {
	console.Common
	Form    *console.Form
	Run     *listRun
	Failed  string
	Refresh int
	Sample  string // link to an empty list
}

func showLists(v *visit) error { return v.listPage(nil) }

func (v *visit) listPage(problems trace.Problems) (err error) {
	b := &listBody{Form: v.fileForm(), Sample: v.Page.To("/console/lists/blank.csv")}
	b.Form.Blame(v.Page, problems)
	if b.Run, err = v.lastRun(); err != nil {
		return err
	}
	switch {
	case b.Run == nil:
	case !b.Run.Ended:
		b.Refresh = 2
	case b.Run.Failed:
		b.Failed = v.Page.T("list.failed")
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if b.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("list", v.Page.T("list.title"), b, status)
}

func (v *visit) fileForm() *console.Form {
	fields := []*console.Field{{Name: "file", Label: "list.field.file", Hint: v.Page.T("list.field.file.hint"), Type: "file", Accept: ".csv,.xlsx"}}
	if v.User.Province == "" {
		fields = append(fields, &console.Field{Name: "province", Label: "officer.field.province", Type: "choice", Value: v.Value("province"), Options: v.provinces()})
	}
	return console.NewForm("", fields...)
}

// province is that of the officer, or the one that was chosen.
func (v *visit) province() string {
	if v.User.Province != "" {
		return v.User.Province
	}
	return v.Value("province")
}

// sendList keeps a file for the steps to come.
func sendList(v *visit) error {
	data, err := v.Upload("file")
	if err != nil {
		return err
	}
	var problems trace.Problems
	if v.province() == "" {
		problems = append(problems, trace.Problem{Field: "province", Key: "required"})
	}
	if len(data) == 0 {
		problems = append(problems, trace.Problem{Field: "file", Key: "required"})
	} else {
		found, err := console.AsProblems(readTable(data))
		if err != nil {
			return err
		}
		problems = append(problems, found...)
	}
	if len(problems) == 0 {
		if err := v.KeepFile(listForm, data); errors.Is(err, draft.ErrTooLarge) {
			problems = trace.Problems{{Field: "file", Key: "fileTooLarge"}}
		} else if err != nil {
			return err
		}
	}
	if len(problems) > 0 {
		return v.listPage(problems)
	}
	return v.Redirect("/console/lists/check", url.Values{"province": {v.province()}})
}

func readTable(data []byte) error {
	_, err := table.Read(data, table.Usual)
	return err
}

// A keptList is the file of the first step with the columns that were chosen.
type keptList struct {
	file    []byte
	table   *table.Table
	mapping table.Mapping
	form    *console.Form
	wrong   bool // the columns
}

// keptList reads the kept file; nil where there is none any more.
func (v *visit) keptList() (*keptList, error) {
	data, err := v.KeptFile(listForm)
	if errors.Is(err, draft.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	k := &keptList{file: data}
	if k.table, err = table.Read(data, table.Usual); err != nil {
		return nil, err
	}
	k.mapping = roster.Schema().Guess(k.table.Header)
	if v.Value("columns") != "" {
		k.mapping = v.chosenColumns(len(k.table.Header.Cells))
	}
	k.form = v.columnForm(k)
	problems := roster.Schema().Check(k.mapping, k.table.Header)
	k.form.Blame(v.Page, problems)
	k.wrong = len(problems) > 0
	return k, nil
}

// chosenColumns is the mapping that a form sent.
func (v *visit) chosenColumns(columns int) table.Mapping {
	m := make(table.Mapping)
	for _, c := range roster.Schema() {
		if n, err := strconv.Atoi(v.Value(c.Key)); err == nil && n >= 0 && n < columns {
			m[c.Key] = n
		}
	}
	return m
}

// columnForm asks in which column each thing stands.
func (v *visit) columnForm(k *keptList) *console.Form {
	options := []console.Option{{Text: v.Page.T("list.column.none")}}
	for i, name := range k.table.Header.Cells {
		options = append(options, console.Option{Value: strconv.Itoa(i), Text: console.Shorten(name)})
	}
	var fields []*console.Field
	for _, c := range roster.Schema() {
		f := &console.Field{Name: c.Key, Label: "list.column." + c.Key, Type: "choice", Options: options, Optional: !c.Required}
		if i, ok := k.mapping[c.Key]; ok {
			f.Value = strconv.Itoa(i)
		}
		fields = append(fields, f)
	}
	return console.NewForm("", append(fields, console.Hidden("columns", "1"), console.Hidden("province", v.province()))...)
}

// plan holds the kept list against the registry.
func (v *visit) plan(k *keptList) (*roster.Plan, error) {
	units, err := v.Units(v.Ctx())
	if err != nil {
		return nil, err
	}
	return roster.Make(v.Ctx(), v.Registry, roster.List{
		Table: k.table, Mapping: k.mapping, Province: v.province(), Units: units, Today: v.Today(),
	}, nil)
}

// checkBody is the second step: the columns, and what would be stated.
type checkBody struct {
	console.Common
	Form            *console.Form
	Wrong           bool
	New, Known, Bad int
	Facts           int
	Faults          []fault
	More            int
	Errors, Action  string
	Hidden          *console.Form
	Back            string
}

// fault is a row with what is wrong in it.
type fault struct {
	Line  int
	Texts []string
}

func checkList(v *visit) error {
	k, err := v.keptList()
	if err != nil {
		return err
	}
	if k == nil {
		return v.Redirect("/console/lists", nil)
	}
	b := &checkBody{Form: k.form, Wrong: k.wrong, Back: v.Page.To("/console/lists"), Action: v.Page.To("/console/lists/start")}
	if !k.wrong {
		p, err := v.plan(k)
		if errors.Is(err, roster.ErrProvince) {
			return v.Redirect("/console/lists", nil)
		}
		if err != nil {
			return err
		}
		v.describePlan(b, p, k)
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if k.wrong {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("listcheck", v.Page.T("list.check.title"), b, status)
}

func (v *visit) describePlan(b *checkBody, p *roster.Plan, k *keptList) {
	n := p.Count()
	b.New, b.Known, b.Bad, b.Facts = n[roster.New], n[roster.Known], n[roster.Bad], p.Facts()
	for _, r := range p.Rows {
		if r.State != roster.Bad {
			continue
		}
		if len(b.Faults) == maxFaults {
			b.More++
			continue
		}
		b.Faults = append(b.Faults, fault{r.Line, v.faultTexts(r)})
	}
	query := url.Values{}
	b.Hidden = console.NewForm("")
	for _, f := range k.form.Fields {
		query.Set(f.Name, f.Value)
		b.Hidden.Fields = append(b.Hidden.Fields, console.Hidden(f.Name, f.Value))
	}
	b.Errors = v.Page.Link("/console/lists/errors.csv", query)
}

// faultTexts are the problems of a row, each with its column.
func (v *visit) faultTexts(r *roster.Row) (texts []string) {
	for _, p := range r.Problems {
		text := v.Page.Problem(p)
		if key := "list.column." + p.Field; v.Page.Has(key) {
			text = v.Page.T(key) + ": " + text
		}
		texts = append(texts, text)
	}
	return texts
}

// planned is the kept list and what would become of it; nil where no list is
// kept that can be read.
func (v *visit) planned() (*keptList, *roster.Plan, error) {
	k, err := v.keptList()
	if err != nil || k == nil || k.wrong {
		return nil, nil, err
	}
	p, err := v.plan(k)
	return k, p, err
}

// listErrors answers with the rows that have problems, as a list that can be
// mended and sent again.
func listErrors(v *visit) error {
	k, p, err := v.planned()
	if err != nil {
		return err
	}
	if p == nil {
		return v.Redirect("/console/lists", nil)
	}
	lines := make(map[int]table.Row)
	for _, row := range k.table.Rows {
		lines[row.Line] = row
	}
	width := len(k.table.Header.Cells)
	header := append(slices.Clone(k.table.Header.Cells), v.Page.T("list.errors.line"), v.Page.T("list.errors.what"))
	return v.sheet("loi-danh-sach.csv", header, func(yield func([]table.Cell) bool) {
		for _, r := range p.Rows {
			if r.State != roster.Bad {
				continue
			}
			var cells []table.Cell
			for i := range width {
				cells = append(cells, lines[r.Line].Cell(i))
			}
			if !yield(append(cells, int64(r.Line), strings.Join(v.faultTexts(r), " "))) {
				return
			}
		}
	})
}

// blankList answers with a list that has the columns and no rows.
func blankList(v *visit) error {
	var header []string
	for _, c := range roster.Schema() {
		header = append(header, c.Names[0])
	}
	return v.sheet("danh-sach-ocop.csv", header, func(func([]table.Cell) bool) {})
}

// startList takes the kept list in.
func startList(v *visit) error {
	k, p, err := v.planned()
	if err != nil {
		return err
	}
	if p == nil {
		return v.Redirect("/console/lists", nil)
	}
	if p.Facts() > 0 {
		if err := v.beginList(k, p); err != nil {
			return err
		}
	}
	return v.Redirect("/console/lists", nil)
}
