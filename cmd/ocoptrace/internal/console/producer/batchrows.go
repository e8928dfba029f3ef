package producer

import (
	"slices"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// The fields of a row of each list; what is not shown is sent along.
var (
	inputFields    = []string{"name", "supplier", "lot", "received", "quantity", "origin", "communeCode", "product", "uri"}
	documentFields = []string{"kind", "number", "issuer", "issued", "expires", "digest"}
)

// texts are what was typed into a row, by field.
type texts map[string]string

// rowsForm is a list of things alike in a form: its name, a form for each, and
// buttons that add one and take one away.
type rowsForm struct {
	Name string
	Rows []*console.Form
	Left int // how many more there may be
}

// maxRows is how many inputs, or documents, the form takes. A batch may have
// more inputs than that by other ways.
const maxRows = 20

// Bad says that something is wrong.
func (f *rowsForm) Bad() bool {
	return slices.ContainsFunc(f.Rows, (*console.Form).Bad)
}

// field is the row with a field of a name; nil for none.
func (f *rowsForm) field(name string) *console.Form {
	for _, row := range f.Rows {
		if row.Field(name) != nil {
			return row
		}
	}
	return nil
}

// rowsChanged says that a button for rows was pressed.
func (v *visit) rowsChanged() bool { return v.Value("add") != "" || v.Value("drop") != "" }

// rowsTyped are the rows of a list as they were typed, without those that are
// empty or taken away, and with an empty one where that was asked for.
func (v *visit) rowsTyped(list string, fields []string) (rows []texts) {
	for i := range maxRows + 1 {
		at := list + "." + strconv.Itoa(i)
		row, empty := make(texts), true
		for _, name := range fields {
			row[name] = strings.TrimSpace(v.Value(at + "." + name))
			empty = empty && (row[name] == "" || name == "kind")
		}
		if !empty && v.Value("drop") != at {
			rows = append(rows, row)
		}
	}
	if v.Value("add") == list && len(rows) < maxRows {
		rows = append(rows, make(texts))
	}
	return rows
}

// rowsOf makes the form of a list.
func rowsOf(list string, rows []texts, fields []string, show func(name string) *console.Field) *rowsForm {
	f := &rowsForm{Name: list, Left: maxRows - len(rows)}
	for i, row := range rows {
		form := console.NewForm("")
		for _, name := range fields {
			at := list + "." + strconv.Itoa(i) + "." + name
			field := show(name)
			if field == nil {
				field = console.Hidden(at, "")
			}
			field.Name, field.Value = at, row[name]
			if field.Type != "hidden" || field.Value != "" {
				form.Fields = append(form.Fields, field)
			}
		}
		f.Rows = append(f.Rows, form)
	}
	return f
}

func (v *visit) inputForm(rows []texts) *rowsForm {
	return rowsOf("inputs", rows, inputFields, func(name string) *console.Field {
		label := "console.input." + name
		switch name {
		case "name":
			return &console.Field{Label: label, Type: "text", Max: 200, Lang: "vi"}
		case "received":
			return &console.Field{Label: label, Type: "date", Optional: true}
		case "supplier", "lot", "quantity", "origin":
			return &console.Field{Label: label, Type: "text", Optional: true, Max: 200, Lang: "vi"}
		}
		return nil
	})
}

func (v *visit) documentForm(rows []texts) *rowsForm {
	kinds := []console.Option{}
	for _, kind := range ocop.DocumentKinds() {
		kinds = append(kinds, console.Option{Value: kind.Code, Text: v.Page.Pick(kind.Name, kind.NameEn).String()})
	}
	f := rowsOf("documents", rows, documentFields, func(name string) *console.Field {
		label := "console.document." + name
		switch name {
		case "kind":
			return &console.Field{Label: label, Type: "choice", Options: kinds}
		case "number", "issuer":
			return &console.Field{Label: label, Type: "text", Max: 200, Lang: "vi"}
		case "issued":
			return &console.Field{Label: label, Type: "date"}
		case "expires":
			return &console.Field{Label: label, Type: "date", Optional: true}
		}
		return nil
	})
	for i, row := range rows {
		if day, err := ocop.ParseLocalDate(row["expires"]); err == nil && day.Before(v.Today()) {
			f.Rows[i].Field("documents." + strconv.Itoa(i) + ".expires").Hint = v.Page.T("console.document.expired", day)
		}
	}
	return f
}

// inputTexts are inputs as they are typed.
func inputTexts(inputs []trace.Input) (rows []texts) {
	for _, in := range inputs {
		rows = append(rows, texts{
			"name": in.Name, "supplier": in.Supplier, "lot": in.Lot, "received": dayText(in.Received), "quantity": in.Quantity,
			"origin": in.Origin, "communeCode": in.CommuneCode, "product": in.Product, "uri": in.URI,
		})
	}
	return rows
}

// documentTexts are documents as they are typed.
func documentTexts(documents []trace.Document) (rows []texts) {
	for _, d := range documents {
		rows = append(rows, texts{
			"kind": d.Kind, "number": d.Number, "issuer": d.Issuer, "issued": dayText(d.Issued), "expires": dayText(d.Expires), "digest": d.Digest,
		})
	}
	return rows
}

// dayText is a day in a field; "" for none.
func dayText(d ocop.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// inputsOf are the inputs that were typed.
func inputsOf(rows []texts) (inputs []trace.Input, problems trace.Problems) {
	for i, row := range rows {
		received, bad := dayOf("inputs."+strconv.Itoa(i)+".received", row["received"])
		problems = append(problems, bad...)
		inputs = append(inputs, trace.Input{
			Name: row["name"], Supplier: row["supplier"], Lot: row["lot"], Received: received, Quantity: row["quantity"],
			Origin: row["origin"], CommuneCode: row["communeCode"], Product: row["product"], URI: row["uri"],
		})
	}
	return inputs, problems
}

// documentsOf are the documents that were typed.
func documentsOf(rows []texts) (documents []trace.Document, problems trace.Problems) {
	for i, row := range rows {
		at := "documents." + strconv.Itoa(i)
		issued, bad := dayOf(at+".issued", row["issued"])
		problems = append(problems, bad...)
		expires, bad := dayOf(at+".expires", row["expires"])
		problems = append(problems, bad...)
		documents = append(documents, trace.Document{
			Kind: row["kind"], Number: row["number"], Issuer: row["issuer"], Issued: issued, Expires: expires, Digest: row["digest"],
		})
	}
	return documents, problems
}

// dayOf reads a day of a row; the zero Date for none.
func dayOf(field, typed string) (ocop.Date, trace.Problems) {
	if typed == "" {
		return ocop.Date{}, nil
	}
	d, err := ocop.ParseLocalDate(typed)
	if err != nil {
		return ocop.Date{}, trace.Problems{{Field: field, Key: "notDate", Args: []any{console.Shorten(typed)}}}
	}
	return d, nil
}
