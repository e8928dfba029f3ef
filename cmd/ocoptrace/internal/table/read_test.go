package table

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"

	"github.com/xuri/excelize/v2"
)

func TestReadCSV(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       Table
	}{
		{"semicolons, a byte order mark, CRLF",
			"\ufeffTên;Số\r\nMật ong;\"1;5\"\r\n",
			Table{Row{1, []string{"Tên", "Số"}}, []Row{{2, []string{"Mật ong", "1;5"}}}}},
		{"tabs, empty lines before and between, NFD",
			"\n\t\na\tb\n\n \t \nHo\u0300a\t\n",
			Table{Row{3, []string{"a", "b"}}, []Row{{6, []string{"Hòa"}}}}},
		{"a cell of two lines",
			"a,b\n\"x\ny\",1\nz,2\n",
			Table{Row{1, []string{"a", "b"}}, []Row{{2, []string{"x\ny", "1"}}, {4, []string{"z", "2"}}}}},
		{"a guarded formula", "a,b\n'=1+1,'-x\n", Table{Row{1, []string{"a", "b"}}, []Row{{2, []string{"=1+1", "-x"}}}}},
	} {
		got, err := Read([]byte(c.data), Usual)
		if err != nil || !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%s: %+v, %v; want %+v", c.name, got, err, c.want)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	small := Limits{Bytes: 1 << 20, Unpacked: 1 << 20, Rows: 2, Columns: 3}
	for _, c := range []struct {
		name, data string
		want       trace.Problem
	}{
		{"nothing", "", fileProblem("tableEmpty")},
		{"blank lines", "\n,,\n", fileProblem("tableEmpty")},
		{"a header alone", "\na,b\n", fileProblem("tableOnlyHeader", int64(2))},
		{"too large", strings.Repeat("a", 1<<20+1), fileProblem("tableTooLarge", int64(1))},
		{"too many rows", "a\n1\n2\n3\n", fileProblem("tableTooLong", int64(2))},
		{"too many columns", "a\n1,2,3,4\n", fileProblem("tableTooWide", int64(2), int64(3))},
		{"another encoding", "a\nb\nH\xf2a\n", fileProblem("tableNotUTF8", int64(3))},
		{"an open quote", "a\n\"b\n", fileProblem("tableQuotes", int64(2))},
		{"a picture", "\x89PNG\x00", fileProblem("tableNotUTF8", int64(1))},
		{"bytes", "a\x00b\n1\n", fileProblem("tableUnknown")},
		{"an old workbook", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", fileProblem("tableOldExcel")},
	} {
		_, err := Read([]byte(c.data), small)
		var got trace.Problems
		if !errors.As(err, &got) || !reflect.DeepEqual(got, trace.Problems{c.want}) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
		}
	}
}

func fileProblem(key string, args ...any) trace.Problem {
	return trace.Problem{Field: "file", Key: key, Args: args}
}

// A workbook as a spreadsheet writes it: typed cells, formulas, a hidden sheet
// in front.
func TestReadXLSX(t *testing.T) {
	f := excelize.NewFile()
	sheet := "Danh sách"
	must(t, f.SetSheetName("Sheet1", "Ẩn"))
	if _, err := f.NewSheet(sheet); err != nil {
		t.Fatal(err)
	}
	f.SetActiveSheet(1)
	must(t, f.SetSheetVisible("Ẩn", false))
	long, money := `[$-42A]dd "tháng" mm yyyy`, `#,##0 "d"`
	day := style(t, f, &excelize.Style{NumFmt: 14})
	custom := style(t, f, &excelize.Style{CustomNumFmt: &long})
	number := style(t, f, &excelize.Style{CustomNumFmt: &money})
	for at, v := range map[string]any{
		"A1": "Tên", "B1": "Ngày", "C1": "Số",
		"A3": " Ho\u0300a ", "B3": time.Date(2026, 11, 23, 15, 4, 0, 0, time.UTC), "C3": 1234567,
		"A4": "0123", "B4": time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), "C4": 0.1 + 0.2,
		"A5": "x", "C5": 1200,
	} {
		must(t, f.SetCellValue(sheet, at, v))
	}
	must(t, f.SetCellStyle(sheet, "B3", "B3", day))
	must(t, f.SetCellStyle(sheet, "B4", "B4", custom))
	must(t, f.SetCellStyle(sheet, "C5", "C5", number))
	got, err := Read(workbook(t, f), Usual)
	want := &Table{Row{1, []string{"Tên", "Ngày", "Số"}}, []Row{
		{3, []string{"Hòa", "2026-11-23", "1234567"}},
		{4, []string{"0123", "2026-01-02", "0.3"}},
		{5, []string{"x", "", "1200"}},
	}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
}

func TestReadDamagedXLSX(t *testing.T) {
	whole := workbook(t, excelize.NewFile())
	for _, data := range [][]byte{whole[:len(whole)/2], []byte("PK\x03\x04nothing")} {
		var problems trace.Problems
		if _, err := Read(data, Usual); !errors.As(err, &problems) || problems[0].Key != "tableDamaged" {
			t.Errorf("%d bytes of %d: %v", len(data), len(whole), err)
		}
	}
}

// A workbook of a few kilobytes that unpacks to more than the limit.
func TestReadBomb(t *testing.T) {
	f := excelize.NewFile()
	must(t, f.SetCellValue("Sheet1", "A1", "a"))
	for i := range 40 {
		must(t, f.SetCellValue("Sheet1", fmt.Sprintf("A%d", i+2), fmt.Sprint(i)+strings.Repeat("0", 32000)))
	}
	data := workbook(t, f)
	if len(data) > 50<<10 {
		t.Fatalf("%d bytes are no bomb", len(data))
	}
	var problems trace.Problems
	if _, err := Read(data, Limits{Bytes: 1 << 20, Unpacked: 200 << 10, Rows: 100, Columns: 10}); !errors.As(err, &problems) {
		t.Errorf("%v", err)
	}
}

func style(t *testing.T, f *excelize.File, s *excelize.Style) int {
	id, err := f.NewStyle(s)
	must(t, err)
	return id
}

func workbook(t *testing.T, f *excelize.File) []byte {
	t.Helper()
	var b bytes.Buffer
	must(t, f.Write(&b))
	return b.Bytes()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestDayInFormat(t *testing.T) {
	for format, want := range map[string]bool{
		"dd/mm/yyyy": true, "yyyy": true, "[$-42A]d": true, `0 "day"`: false, `0\d`: false, "0.00": false,
		"[Red]0": false, "hh:mm": false, "_d0": false, `"`: false, "[d": false,
	} {
		if got := dayInFormat(format); got != want {
			t.Errorf("%s: %v", format, got)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("a;b\n1;2\n"))
	f.Add([]byte("\ufeffa,b\r\n\"x\ny\",'=2\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		got, err := Read(data, Limits{Bytes: 1 << 16, Unpacked: 1 << 18, Rows: 100, Columns: 20})
		if err != nil {
			var problems trace.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("not for a person: %v", err)
			}
			return
		}
		rows := func(yield func([]Cell) bool) {
			for _, r := range got.Rows {
				if !yield(cells(r)) {
					return
				}
			}
		}
		again := rewrite(t, got.Header.Cells, rows)
		if !slices.EqualFunc(again.Rows, got.Rows, equalCells) || !equalCells(again.Header, got.Header) {
			t.Fatalf("%+v came back as %+v", got, again)
		}
	})
}

// rewrite writes a table as CSV and reads it.
func rewrite(t *testing.T, header []string, rows func(func([]Cell) bool)) *Table {
	var b bytes.Buffer
	must(t, WriteCSV(&b, header, rows))
	again, err := Read(b.Bytes(), Limits{Bytes: 1 << 20, Unpacked: 1 << 20, Rows: 1000, Columns: 100})
	if err != nil {
		t.Fatalf("%q: %v", b.String(), err)
	}
	return again
}

func cells(r Row) (all []Cell) {
	for _, c := range r.Cells {
		all = append(all, c)
	}
	return all
}

func equalCells(a, b Row) bool { return slices.Equal(a.Cells, b.Cells) }

func TestWriteXLSX(t *testing.T) {
	day, err := ocop.ParseDate("2026-11-23")
	must(t, err)
	rows := [][]Cell{{"=HYPERLINK(\"x\")", int64(1234567), day}, {"0123", int64(-1), ocop.Date{}}, {"Hòa", int64(0), day}}
	var b bytes.Buffer
	must(t, WriteXLSX(&b, "Danh sách", []string{"Tên", "Số", "Ngày"}, slices.Values(rows)))
	got, err := Read(b.Bytes(), Usual)
	want := []Row{{2, []string{"=HYPERLINK(\"x\")", "1234567", "2026-11-23"}}, {3, []string{"0123", "-1"}}, {4, []string{"Hòa", "0", "2026-11-23"}}}
	if err != nil || !reflect.DeepEqual(got.Rows, want) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
	f, err := excelize.OpenReader(&b)
	must(t, err)
	if formula, err := f.GetCellFormula("Danh sách", "A2"); formula != "" || err != nil {
		t.Errorf("the text became the formula %q (%v)", formula, err)
	}
	if shown, err := f.GetCellValue("Danh sách", "C2"); shown != "23/11/2026" || err != nil {
		t.Errorf("the day is shown as %q (%v)", shown, err)
	}
}

func TestWriteCSV(t *testing.T) {
	day, err := ocop.ParseDate("2026-11-23")
	must(t, err)
	rows := [][]Cell{{"=1+1", int64(-5), day}, {"@x", int64(1), ocop.Date{}}, {"a,b", int64(2), day}}
	var b bytes.Buffer
	must(t, WriteCSV(&b, []string{"Tên", "Số", "Ngày"}, slices.Values(rows)))
	want := "\ufeffTên,Số,Ngày\r\n'=1+1,-5,2026-11-23\r\n'@x,1,\r\n\"a,b\",2,2026-11-23\r\n"
	if b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}
