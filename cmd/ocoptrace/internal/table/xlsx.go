package table

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

func readXLSX(data []byte, l Limits) (rows []Row, err error) {
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: l.Unpacked, UnzipXMLSizeLimit: l.Unpacked,
	})
	if err != nil {
		return nil, problem("tableDamaged", err.Error())
	}
	defer f.Close()
	sheet, ok := shownSheet(f)
	if !ok {
		return nil, problem("tableEmpty")
	}
	return worksheet{f, sheet, make(map[int]bool)}.rows(l)
}

// shownSheet is the first worksheet that is not hidden.
func shownSheet(f *excelize.File) (string, bool) {
	for _, name := range f.GetSheetList() {
		if visible, err := f.GetSheetVisible(name); err == nil && visible {
			return name, true
		}
	}
	return "", false
}

type worksheet struct {
	file  *excelize.File
	name  string
	dates map[int]bool // styles, whether they show a day
}

func (w worksheet) rows(l Limits) (rows []Row, err error) {
	all, err := w.file.Rows(w.name)
	if err != nil {
		return nil, problem("tableDamaged", err.Error())
	}
	defer all.Close()
	for line := 1; all.Next(); line++ {
		cells, err := all.Columns()
		if err != nil {
			return nil, problem("tableDamaged", err.Error())
		}
		if rows, err = l.add(rows, Row{line, cells}); err != nil {
			return nil, err
		}
		for i, cell := range cells {
			cells[i] = w.text(line, i, cell)
		}
		rows[len(rows)-1].Cells = tidied(cells)
	}
	return rows, all.Error()
}

// text is the text of a cell whose raw value is given.
func (w worksheet) text(line, column int, raw string) string {
	n, err := strconv.ParseFloat(raw, 64)
	if err != nil {
		return raw
	}
	at, err := excelize.CoordinatesToCellName(column+1, line)
	if err != nil {
		return raw
	}
	if kind, err := w.file.GetCellType(w.name, at); err != nil || isText(kind) {
		return raw
	}
	if w.isDay(at) {
		if day, err := excelize.ExcelDateToTime(n, w.from1904()); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	return plain(n)
}

func isText(kind excelize.CellType) bool {
	return kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString ||
		kind == excelize.CellTypeFormula // one that gives a text
}

func (w worksheet) from1904() bool {
	props, err := w.file.GetWorkbookProps()
	return err == nil && props.Date1904 != nil && *props.Date1904
}

// isDay says that a cell is shown as a day.
func (w worksheet) isDay(at string) bool {
	id, err := w.file.GetCellStyle(w.name, at)
	if err != nil {
		return false
	}
	day, known := w.dates[id]
	if !known {
		if style, err := w.file.GetStyle(id); err == nil {
			day = showsDay(style)
		}
		w.dates[id] = day
	}
	return day
}

// showsDay says that a number format has a day in it (ECMA-376 part 1, 18.8.30
// for the numbers of those that are built in).
func showsDay(s *excelize.Style) bool {
	if s.CustomNumFmt != nil {
		return dayInFormat(*s.CustomNumFmt)
	}
	n := s.NumFmt
	return n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 31 || n == 36 || n >= 50 && n <= 58
}

// dayInFormat looks for d or y outside of quotes, brackets and escapes.
func dayInFormat(format string) bool {
	for i := 0; i < len(format); i++ {
		switch c := format[i]; c {
		case '\\', '_', '*':
			i++
		case '"', '[':
			end := strings.IndexByte(format[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				return false
			}
			i += end + 1
		case 'd', 'D', 'y', 'Y':
			return true
		}
	}
	return false
}

// plain is a number as a person would type it, with the 15 digits that a
// spreadsheet keeps.
func plain(n float64) string {
	if n == math.Trunc(n) && math.Abs(n) < 1e15 {
		return strconv.FormatInt(int64(n), 10)
	}
	short := strconv.FormatFloat(n, 'g', 15, 64)
	if rounded, err := strconv.ParseFloat(short, 64); err == nil {
		n = rounded
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}
