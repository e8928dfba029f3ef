package trace

import (
	"context"
	"regexp"

	"ocoptrace/storage"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/translog"
)

// A DiaryEntry is a line of the production diary (nhật ký sản xuất) of a batch.
// Its date is the day of the work, which may be before the batch was stated. A
// mistake is put right by a later entry that replaces it; both stay in the log.
type DiaryEntry struct {
	Type     Kind      `json:"type"`
	Product  string    `json:"product"`
	Lot      string    `json:"lot"`
	Date     ocop.Date `json:"date"`
	Activity string    `json:"activity"`       // code of ocop.DiaryActivities
	Text     string    `json:"text,omitempty"` // needed where the activity is "other"
	TextEn   string    `json:"textEn,omitempty"`
	Photos   []Photo   `json:"photos,omitempty"`   // at most 4
	Replaces string    `json:"replaces,omitempty"` // id of the statement, "urn:uuid:…"
}

// otherCode is the choice of each list for what the list does not name.
const otherCode = "other"

var urnPattern = regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// Kind implements Fact.
func (*DiaryEntry) Kind() Kind { return KindDiaryEntry }

func (d *DiaryEntry) tidy() {
	d.Type = KindDiaryEntry
	tidy(&d.Product, &d.Lot, &d.Activity, &d.Text, &d.TextEn, &d.Replaces)
	tidyPhotos(d.Photos)
}

func (d *DiaryEntry) problems() Problems {
	var f fields
	f.id("product", d.Product)
	f.lot("lot", d.Lot)
	f.date("date", d.Date)
	f.code("activity", d.Activity, ocop.DiaryActivities())
	f.must(d.Text != "" || d.Activity != otherCode, "text", "required")
	f.optional("text", d.Text, maxText)
	f.optional("textEn", d.TextEn, maxText)
	f.photos("photos", d.Photos, maxDiaryPhotos)
	f.must(d.Replaces == "" || urnPattern.MatchString(d.Replaces), "replaces", "unknownReference", shortened(d.Replaces))
	return f.problems
}

func (d *DiaryEntry) admit(v view) error {
	if err := v.exists(listBatch, batchSubject(d.Product, d.Lot), "lot"); err != nil || d.Replaces == "" {
		return err
	}
	index, err := translog.IndexOf(v.tx, d.Replaces)
	if isNotFound(err) {
		return problem("replaces", "unknownReference", d.Replaces)
	}
	if err != nil {
		return err
	}
	fact, err := v.fact(index)
	if err != nil {
		return err
	}
	earlier, ok := fact.(*DiaryEntry)
	if !ok {
		return problem("replaces", "unknownReference", d.Replaces)
	}
	if earlier.Product != d.Product || earlier.Lot != d.Lot {
		return problem("replaces", "diaryOfAnother", earlier.Product, earlier.Lot)
	}
	replaced, err := v.newest(listDiaryReplaced, d.Replaces, 1)
	if err == nil && len(replaced) > 0 {
		return problem("replaces", "diaryReplaced")
	}
	return err
}

func (d *DiaryEntry) rows(index int64) []row {
	rows := []row{listRow(listBatchDiary, batchSubject(d.Product, d.Lot), index)}
	if d.Replaces != "" {
		rows = append(rows, listRow(listDiaryReplaced, d.Replaces, index))
	}
	return rows
}

// A DiaryLine is an entry as it stands now.
type DiaryLine struct {
	Stated[*DiaryEntry]
	ReplacedBy string // id of the statement that replaced it; "" if it stands
}

// Diary lists the diary of a batch, newest statement first: at most limit of the
// entries stated before a log index, or of all for 0. The index of the last is
// the before of the next page; limit <= 0 means all.
func (r *Registry) Diary(ctx context.Context, product, lot string, before int64, limit int) (lines []DiaryLine, more bool, err error) {
	err = r.store.View(ctx, func(tx storage.Tx) error {
		v := view{tx}
		var page []Stated[*DiaryEntry]
		page, more, err = statedBefore[*DiaryEntry](v, listBatchDiary, batchSubject(product, lot), before, limit)
		lines = make([]DiaryLine, len(page))
		for i := 0; err == nil && i < len(page); i++ {
			lines[i].Stated = page[i]
			lines[i].ReplacedBy, err = v.replacedBy(page[i].ID)
		}
		return err
	})
	return lines, more, err
}

func (v view) replacedBy(id string) (string, error) {
	indexes, err := v.newest(listDiaryReplaced, id, 1)
	if err != nil || len(indexes) == 0 {
		return "", err
	}
	s, err := v.statement(indexes[0])
	return s.ID, err
}
