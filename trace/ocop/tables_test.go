package ocop

import (
	"encoding/csv"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"
)

// rowsOf reads a table as text, header line first.
func rowsOf(t *testing.T, file string) [][]string {
	t.Helper()
	in, err := files.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return rows
}

func tableFiles(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(files, "tables/*.csv")
	if err != nil || len(names) != 20 {
		t.Fatalf("%d tables, %v", len(names), err)
	}
	return names
}

// Every text is composed (NFC), trimmed, and every English one plain ASCII.
func TestTableText(t *testing.T) {
	for _, file := range tableFiles(t) {
		rows := rowsOf(t, file)
		if slices.Index(rows[0], "source") < 0 {
			t.Errorf("%s has no source column", file)
		}
		for i, row := range rows {
			for column, text := range row {
				switch {
				case !norm.NFC.IsNormalString(text):
					t.Errorf("%s row %d: %q is not NFC", file, i+1, text)
				case text != strings.TrimSpace(text) || strings.ContainsAny(text, "\r\n\t") || strings.Contains(text, "  "):
					t.Errorf("%s row %d: stray space in %q", file, i+1, text)
				case strings.HasSuffix(rows[0][column], "name_en") && strings.Trim(text, ascii) != "":
					t.Errorf("%s row %d: English name %q", file, i+1, text)
				}
			}
		}
	}
}

var ascii = func() string {
	var b strings.Builder
	for char := byte(' '); char <= '~'; char++ {
		b.WriteByte(char)
	}
	return b.String()
}()

// allSources returns the source of every row but those of sources.csv.
func allSources() (all []Source) {
	for _, x := range law.samples {
		all = append(all, x.Source)
	}
	for _, x := range law.criteria {
		all = append(all, x.Source)
	}
	for _, x := range law.taxonomies {
		all = append(all, x.source)
	}
	for _, x := range law.groups {
		all = append(all, x.Source)
	}
	for _, x := range law.entityKinds {
		all = append(all, x.Source)
	}
	for _, x := range law.provinces {
		all = append(all, x.Source, x.Region.Source)
	}
	for _, x := range law.terms {
		all = append(all, x.Source)
	}
	for _, x := range law.ratings {
		all = append(all, x.Source)
	}
	for _, list := range law.items {
		for _, x := range list {
			all = append(all, x.Source)
		}
	}
	for _, x := range law.labelItems {
		all = append(all, x.Source)
	}
	for _, x := range law.nutrients {
		all = append(all, x.Source)
	}
	for _, x := range law.letterHeights {
		all = append(all, x.Source)
	}
	for _, list := range []CodeList{law.documentKinds, law.diaryActivities, law.inspectionPlaces} {
		for _, x := range list {
			all = append(all, x.Source)
		}
	}
	for _, x := range law.outcomes {
		all = append(all, x.Source)
	}
	return all
}

func TestEveryRowHasASource(t *testing.T) {
	all := allSources()
	if len(all) < 150 {
		t.Errorf("only %d sources", len(all))
	}
	for _, s := range all {
		if s.Document == "" || s.Issuer == "" || s.From.IsZero() || s.Status == "" {
			t.Errorf("incomplete source %+v", s)
		}
		if s.Status == Unverified && s.Note == "" {
			t.Errorf("%s is unverified, and no note says what of it", s)
		}
	}
}

func TestSourceOn(t *testing.T) {
	s := Source{Document: "26/2026/QĐ-TTg", From: day(t, "2026-05-22"), Until: day(t, "2026-07-20")}
	for on, want := range map[string]bool{"2026-05-21": false, "2026-05-22": true, "2026-07-20": true, "2026-07-21": false} {
		if got := s.On(day(t, on)); got != want {
			t.Errorf("On(%s) = %v", on, got)
		}
	}
	s.Until = Date{}
	if !s.On(lastDate) || s.On(Date{}) {
		t.Error("a source without an end")
	}
	if s.String() != "26/2026/QĐ-TTg" {
		t.Errorf("String() = %q", s)
	}
	if s.Article = "Điều 3.3"; s.String() != "26/2026/QĐ-TTg, Điều 3.3" {
		t.Errorf("String() = %q", s)
	}
}

// A damaged table is refused with the place of the damage.
func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct{ file, old, new, says string }{
		{"sources.csv", "QD26,26/2026", "QD148,26/2026", "second source QD148"},
		{"sources.csv", "2026-05-22,2026-05-22", "2026-05-22,22/05/2026", "sources.csv row"},
		{"sources.csv", ",copy,", ",known,", `status is "known"`},
		{"sources.csv", "26/2026/QĐ-TTg,Thủ", ",Thủ", "empty document"},
		{"taxonomies.csv", "QD26", "QD27", "taxonomies.csv row 3: unknown source QD27"},
		{"taxonomies.csv", "2026-05-22,", ",", "in force from"},
		{"taxonomies.csv", "2026-05-22,,", "2026-05-22,2026-05-21,", "in force from"},
		{"groups.csv", "I.1a,\"Rau", "I.1a,Rau", "groups.csv"},
		{"groups.csv", ",MAE,", ",XXX,", "unknown body XXX"},
		{"groups.csv", ",set,", ",sett,", `level is "sett"`},
		{"groups.csv", "taxonomy,level", "taxonomie,level", "no column taxonomy"},
		{"groups.csv", ",yes,,MOCST", ",ja,,MOCST", `service is "ja"`},
		{"bodies.csv", "MOH,Bộ Y tế", "MOH,", "bodies.csv row 4: empty name"},
		{"entity_kinds.csv", "farm,Trang trại,Farm,no", "farm,Trang trại,Farm,", "tourism_only"},
		{"provinces.csv", ",southeast,", ",south,", "unknown region south"},
		{"provinces.csv", "96,Cà Mau", ",Cà Mau", "empty code"},
		{"regions.csv", "southeast,Đông Nam Bộ,Southeast", "southeast,Đông Nam Bộ,", "empty name_en"},
		{"validity.csv", ",36,180", ",-36,180", "months"},
		{"ratings.csv", ",50,70,", ",fifty,70,", `min is "fifty"`},
		{"ratings.csv", ",50,70,", ",NaN,70,", `min is "NaN"`},
		{"ratings.csv", ",province,", ",commune,", `level is "commune"`},
		{"items.csv", "passport,name_gtin", "pasport,name_gtin", `list is "pasport"`},
		{"groups.csv", ",no,alcohol,", ",no,spirit,", `goods is "spirit"`},
		{"groups.csv", ",yes,,MOCST", ",yes,food,MOCST", `goods is "food"`},
		{"label_items.csv", ",food,quantity", ",drink,quantity", `goods is "drink"`},
		{"label_items.csv", "origin,", ",", "empty id"},
		{"nutrition_items.csv", ",kcal,", ",kJ,", `unit is "kJ"`},
		{"nutrition_items.csv", ",fried,", ",baked,", `asked_of is "baked"`},
		{"letter_heights.csv", ",80,0.9,", ",80,-0.9,", "height_mm"},
		{"document_kinds.csv", ",vietgap,", ",VietGAP,", `code "VietGAP"`},
		{"document_kinds.csv", ",organic,", ",vietgap,", "code vietgap twice"},
		{"diary_activities.csv", ",harvest,", ",,", "empty code"},
		{"inspection_places.csv", ",fair,", ",market,", "code market twice"},
		{"inspection_outcomes.csv", ",mixed_lot,", ",conforms,", "code conforms twice"},
		{"criteria.csv", "haccp iso_22000", "haccp iso_2200", `"iso_2200" is no kind of document`},
		{"withdrawal_grounds.csv", ",ceased,", ",labelling,", "code labelling twice"},
		{"inspection_outcomes.csv", "Conforms\",no", "Conforms\",nein", "adverse"},
	} {
		damaged := copyOfTables(t)
		path := "tables/" + c.file
		text := string(damaged[path].Data)
		if !strings.Contains(text, c.old) {
			t.Errorf("%s does not contain %q", c.file, c.old)
			continue
		}
		damaged[path].Data = []byte(strings.Replace(text, c.old, c.new, 1))
		if _, err := load(damaged); !errors.Is(err, ErrTable) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s with %q: %v, want an error that says %s", c.file, c.new, err, c.says)
		}
	}
}

func TestLoadRefusesMissingTables(t *testing.T) {
	for _, path := range tableFiles(t) {
		without, headerOnly := copyOfTables(t), copyOfTables(t)
		delete(without, path)
		header, _, _ := strings.Cut(string(headerOnly[path].Data), "\n")
		headerOnly[path].Data = []byte(header + "\n")
		for name, tables := range map[string]fstest.MapFS{"without": without, "header of": headerOnly} {
			if _, err := load(tables); !errors.Is(err, ErrTable) {
				t.Errorf("%s %s: %v", name, path, err)
			}
		}
	}
	if _, err := load(copyOfTables(t)); err != nil {
		t.Errorf("an undamaged copy: %v", err)
	}
}

func copyOfTables(t *testing.T) fstest.MapFS {
	t.Helper()
	tables := make(fstest.MapFS)
	for _, path := range tableFiles(t) {
		data, err := files.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tables[path] = &fstest.MapFile{Data: data}
	}
	return tables
}
