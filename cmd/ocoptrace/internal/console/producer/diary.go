package producer

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// diaryPage is how many entries of a diary a page lists.
const diaryPage = 30

// diaryBody is the diary of a batch.
type diaryBody struct {
	console.Common
	Facts []console.Shown
	Lines []diaryLine
	New   string // link to the form of an entry; "" for who may not
	More  string // link to older entries; "" for none
	Back  string
}

// diaryLine is an entry on the page.
type diaryLine struct {
	trace.DiaryLine
	Activity string
	By       string
	Photos   []string // paths
	Change   string   // link to its correction; "" where there can be none
}

// diaryPath is that of the diary of a batch, for Page.To or Link.
func diaryPath(product, lot string) string { return console.BatchPath(product, lot) + "/diary" }

// ownBatch is the batch of the path.
func (v *visit) ownBatch() (*trace.Batch, error) {
	if _, err := v.OwnProduct(v.Variable("product")); err != nil {
		return nil, err
	}
	b, err := v.Registry.Batch(v.Ctx(), v.Variable("product"), v.Variable("lot"))
	return b, console.Missing(err)
}

// showDiary lists the diary, newest entries first.
func showDiary(v *visit) error {
	batch, err := v.ownBatch()
	if err != nil {
		return err
	}
	before, err := strconv.ParseInt(v.Value("before"), 10, 64)
	if err != nil {
		before = 0
	}
	lines, more, err := v.Registry.Diary(v.Ctx(), batch.Product, batch.Lot, before, diaryPage)
	if err != nil {
		return err
	}
	path := diaryPath(batch.Product, batch.Lot)
	b := &diaryBody{Back: v.Page.To(console.BatchPath(batch.Product, batch.Lot))}
	if v.User.May(account.Diary) {
		b.New = v.Page.To(path + "/new")
	}
	for _, l := range lines {
		line, err := v.diaryLine(l, path)
		if err != nil {
			return err
		}
		b.Lines = append(b.Lines, line)
	}
	if more {
		b.More = v.Page.Link(path, url.Values{"before": {strconv.FormatInt(lines[len(lines)-1].Index, 10)}})
	}
	if b.Facts, err = v.AboutBatch(batch.Product, batch.Lot); err != nil {
		return err
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("diary", v.Page.T("console.diary.title"), b, http.StatusOK)
}

func (v *visit) diaryLine(l trace.DiaryLine, path string) (line diaryLine, err error) {
	line = diaryLine{DiaryLine: l, Activity: v.activity(l.Fact.Activity)}
	for _, p := range l.Fact.Photos {
		line.Photos = append(line.Photos, media.Path(p.Digest, 320))
	}
	if l.ReplacedBy == "" && v.User.May(account.Diary) {
		line.Change = v.Page.Link(path+"/new", url.Values{"replaces": {l.ID}})
	}
	line.By, err = v.Registry.StatedBy(v.Ctx(), l.Index)
	return line, err
}

// activity is an activity in words.
func (v *visit) activity(code string) string {
	a, known := ocop.DiaryActivities().ByCode(code)
	if !known {
		return code
	}
	return v.Page.Pick(a.Name, a.NameEn).String()
}

// diarySheet is the form of an entry, or of one that replaces another.
func (v *visit) diarySheet() (*sheet, error) {
	batch, err := v.ownBatch()
	if err != nil {
		return nil, err
	}
	path := diaryPath(batch.Product, batch.Lot)
	line := &trace.DiaryEntry{Product: batch.Product, Lot: batch.Lot, Date: v.Today()}
	s := &sheet{
		draft: "diary/" + batch.Product + "/" + batch.Lot, title: "console.diary.new", lead: "console.diary.lead", edit: path + "/new", state: path, back: path,
		done: "diary", after: func() string { return path }, fact: line, named: 2, fresh: true, photos: &line.Photos, most: 4,
	}
	if id := v.Value("replaces"); id != "" {
		earlier, err := v.diaryEntry(batch, id)
		if err != nil {
			return nil, err
		}
		*line = *earlier
		line.Replaces = id
		s.fresh, s.title, s.query, s.replaces = false, "console.diary.change", url.Values{"replaces": {id}}, id
		s.draft += "/" + strings.TrimPrefix(id, "urn:uuid:")
	}
	activities := []console.Option{}
	for _, a := range ocop.DiaryActivities() {
		activities = append(activities, console.Option{Value: a.Code, Text: v.Page.Pick(a.Name, a.NameEn).String()})
	}
	s.sections = []section{{"", []*entry{
		v.choice("activity", activities, func() string { return line.Activity }, func(typed string) { line.Activity = typed }),
		v.day("date", &line.Date), text("text", &line.Text, longText), text("textEn", &line.TextEn, longText),
	}}}
	v.label(s, "console.diary.")
	if s.about, err = v.AboutBatch(batch.Product, batch.Lot); err != nil {
		return nil, err
	}
	return s, nil
}

// diaryEntry is an entry of a batch by its statement.
func (v *visit) diaryEntry(batch *trace.Batch, id string) (*trace.DiaryEntry, error) {
	evidence, _, err := v.Registry.ProveID(v.Ctx(), id)
	if err != nil {
		return nil, console.Missing(err)
	}
	e, ok := evidence.Fact.(*trace.DiaryEntry)
	if !ok || e.Product != batch.Product || e.Lot != batch.Lot {
		return nil, console.Missing(trace.ErrNotFound)
	}
	copied := *e
	return &copied, nil
}

func editDiary(v *visit) error {
	s, err := v.diarySheet()
	if err != nil {
		return err
	}
	return v.editSheet(s)
}

func stateDiary(v *visit) error {
	s, err := v.diarySheet()
	if err != nil {
		return err
	}
	return v.stateSheet(s)
}

// day is an entry of a day.
func (v *visit) day(name string, value *ocop.Date) *entry {
	e := &entry{Field: console.Field{Name: name, Type: "date"}}
	e.get = func() string { return dayText(*value) }
	e.set = func(typed string) trace.Problems {
		d, problems := dayOf(name, strings.TrimSpace(typed))
		*value = d
		return problems
	}
	return e
}
