package officer

import (
	"iter"
	"net/http"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/table"
)

// sheet answers with a file for spreadsheets, CSV or XLSX by its name.
func (v *visit) sheet(name string, header []string, rows iter.Seq[[]table.Cell]) error {
	h := v.W.Header()
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	excel := strings.HasSuffix(name, ".xlsx")
	h.Set("Content-Type", "text/csv; charset=utf-8")
	if excel {
		h.Set("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	}
	switch {
	case v.R.Method == http.MethodHead:
		return nil
	case excel:
		return table.WriteXLSX(v.W, "OCOP", header, rows)
	}
	return table.WriteCSV(v.W, header, rows)
}
