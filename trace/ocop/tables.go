package ocop

import (
	"embed"
	"io/fs"
)

//go:embed tables/*.csv
var files embed.FS

// tables is everything that is read from the files.
type tables struct {
	taxonomies    []taxonomy
	groups        []Group
	entityKinds   []EntityKind
	provinces     []Province
	terms         []Term
	ratings       []Rating
	items         map[string][]Item // by list
	labelItems    []labelItem
	nutrients     []Nutrient
	letterHeights []letterHeight

	documentKinds    CodeList
	diaryActivities  CodeList
	inspectionPlaces CodeList
	outcomes         []Outcome
	samples          []sampleRow

	withdrawalGrounds CodeList
	criteria          []Criterion
}

// law is read once. Its files are part of the program: a fault in them is a
// fault of the program, which the tests of this package find.
var law = func() *tables {
	t, err := load(files)
	if err != nil {
		panic("ocop: " + err.Error())
	}
	return t
}()

// load reads the tables. Errors: ErrTable, with file, row and column.
func load(files fs.FS) (*tables, error) {
	r := &reader{files: files, sources: make(map[string]Source)}
	r.readSources()
	t := &tables{
		taxonomies:    r.readTaxonomies(),
		groups:        r.readGroups(r.readBodies()),
		entityKinds:   r.readEntityKinds(),
		provinces:     r.readProvinces(r.readRegions()),
		terms:         r.readTerms(),
		ratings:       r.readRatings(),
		items:         r.readItems(),
		labelItems:    r.readLabelItems(),
		nutrients:     r.readNutrients(),
		letterHeights: r.readLetterHeights(),

		documentKinds:    r.readCodes("document_kinds.csv"),
		diaryActivities:  r.readCodes("diary_activities.csv"),
		inspectionPlaces: r.readCodes("inspection_places.csv"),
		outcomes:         r.readOutcomes(),
		samples:          r.readSamples(),

		withdrawalGrounds: r.readCodes("withdrawal_grounds.csv"),
	}
	t.criteria = r.readCriteria(t.documentKinds)
	return t, r.err
}

func (r *reader) readSources() {
	r.table("sources.csv", func(l line) {
		code := l.must("source")
		if _, known := r.sources[code]; known {
			r.fail(l.where, "second source %s", code)
		}
		r.sources[code] = Source{
			Document: l.must("document"), Issuer: l.must("issuer"), Issued: l.date("issued"),
			From: l.date("from"), Until: l.date("until"), Status: l.status(), Note: l.text("note"),
		}
	})
}

func (l line) status() Status {
	return Status(l.one("status", string(Unverified), string(Copy), string(Verified)))
}

// source returns the row's source with its article, and the row's own days,
// status and note where its file has them.
func (l line) source() Source {
	s, known := l.r.sources[l.must("source")]
	if !known {
		l.r.fail(l.where, "unknown source %s", l.text("source"))
	}
	s.Article = l.text("article")
	if _, dated := l.fields["from"]; dated {
		s.From, s.Until = l.date("from"), l.date("until")
		if s.From.IsZero() || !s.Until.IsZero() && s.Until.Before(s.From) {
			l.r.fail(l.where, "in force from %q until %q", s.From, s.Until)
		}
	}
	if _, has := l.fields["status"]; has {
		s.Status, s.Note = l.status(), l.text("note")
	}
	return s
}
