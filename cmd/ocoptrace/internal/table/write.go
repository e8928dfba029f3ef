package table

import (
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strconv"
	"time"

	"ocoptrace/trace/ocop"

	"github.com/xuri/excelize/v2"
)

// A Cell is what is written: a string, an int64, or an ocop.Date, whose zero is
// an empty cell.
type Cell = any

// WriteCSV writes rows under a header. It panics on a cell of another type.
func WriteCSV(w io.Writer, header []string, rows iter.Seq[[]Cell]) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	record := make([]string, 0, len(header))
	for _, name := range header {
		record = append(record, guarded(name))
	}
	if err := out.Write(record); err != nil {
		return err
	}
	for cells := range rows {
		record = record[:0]
		for _, c := range cells {
			record = append(record, csvText(c))
		}
		if err := out.Write(record); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func csvText(c Cell) string {
	switch c := c.(type) {
	case string:
		return guarded(c)
	case int64:
		return strconv.FormatInt(c, 10)
	case ocop.Date:
		if c.IsZero() {
			return ""
		}
		return c.String()
	}
	panic(fmt.Sprintf("table: a cell cannot be a %T", c))
}

// WriteXLSX writes rows under a header into one worksheet of that name, at most
// 31 characters without : \ / ? * [ ]. It panics on a cell of another type.
func WriteXLSX(w io.Writer, sheet string, header []string, rows iter.Seq[[]Cell]) error {
	f := excelize.NewFile()
	defer f.Close()
	if err := f.SetSheetName(f.GetSheetName(0), sheet); err != nil {
		return err
	}
	styles, err := newStyles(f)
	if err != nil {
		return err
	}
	out, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := writeHeader(out, header, styles); err != nil {
		return err
	}
	line := 1
	for cells := range rows {
		line++
		values := make([]any, len(cells))
		for i, c := range cells {
			values[i] = styles.value(c)
		}
		if err := out.SetRow("A"+strconv.Itoa(line), values); err != nil {
			return err
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}

func writeHeader(out *excelize.StreamWriter, header []string, s styles) error {
	panes := excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}
	if err := out.SetPanes(&panes); err != nil {
		return err
	}
	values := make([]any, len(header))
	for i, name := range header {
		values[i] = excelize.Cell{StyleID: s.header, Value: name}
		if err := out.SetColWidth(i+1, i+1, min(max(float64(len([]rune(name)))+2, 12), 40)); err != nil {
			return err
		}
	}
	return out.SetRow("A1", values)
}

type styles struct{ header, date int }

func newStyles(f *excelize.File) (s styles, err error) {
	if s.header, err = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err != nil {
		return s, err
	}
	format := "dd/mm/yyyy"
	s.date, err = f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	return s, err
}

func (s styles) value(c Cell) any {
	switch c := c.(type) {
	case string, int64:
		return c
	case ocop.Date:
		if c.IsZero() {
			return nil
		}
		return excelize.Cell{StyleID: s.date, Value: time.Date(c.Year(), c.Month(), c.Day(), 0, 0, 0, 0, time.UTC)}
	}
	panic(fmt.Sprintf("table: a cell cannot be a %T", c))
}
