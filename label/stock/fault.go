package stock

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// plain says in plain words what is wrong with the JSON of a file: the line, the
// member, and what must stand there. at is where in the file the bytes begin
// that err counts from.
func plain(file []byte, at int, err error) error {
	var semantic *json.SemanticError
	var syntactic *jsontext.SyntacticError
	switch {
	case errors.As(err, &syntactic) && errors.Is(err, jsontext.ErrDuplicateName):
		return fmt.Errorf("line %d: %.60q stands twice", line(file, at+int(syntactic.ByteOffset)), syntactic.JSONPointer.LastToken())
	case errors.As(err, &syntactic):
		return fmt.Errorf("line %d: not JSON: %w", line(file, at+int(syntactic.ByteOffset)), syntactic.Err)
	case errors.As(err, &semantic):
		return fmt.Errorf("line %d: %s", line(file, at+int(semantic.ByteOffset)), misplaced(semantic))
	}
	return err
}

// misplaced says what is wrong with a value that is JSON.
func misplaced(err *json.SemanticError) string {
	name := err.JSONPointer.LastToken()
	switch {
	case name == "" || name == "stocks":
		return wholeForm
	case errors.Is(err, json.ErrUnknownName) && forms[name] != "":
		return fmt.Sprintf("%q stands in the wrong place; %s", name, wholeForm)
	case errors.Is(err, json.ErrUnknownName):
		return fmt.Sprintf("%.60q is not known here; a file has \"stocks\", a stock %s", name, strings.Join(members, ", "))
	}
	parent := strings.Trim(string(err.JSONPointer.Parent()), "/")
	if parent == "name" || parent == "codes" {
		return fmt.Sprintf("%q: %.60q must be a text in quotes", parent, name)
	}
	return fmt.Sprintf("%.60q must be %s", name, forms[name])
}

// wholeForm is the form of a file.
const wholeForm = `a file must be an object {"stocks": [ … ]}, in whose list each stock stands, a single one too`

// members are those of a stock, in the order of the documentation.
var members = []string{
	"id", "maker", "codes", "name", "pageW", "pageH", "labelW", "labelH", "marginLeft", "marginTop", "pitchX", "pitchY", "cols", "rows",
	"shape", "radius", "roll", "gap", "insetX", "insetY", "uneven", "source",
}

// What must stand in the members of a stock.
const (
	quoted = "a text in quotes"
	length = "a number in mm, with a point and without quotes"
	whole  = "a whole number"
)

var forms = map[string]string{
	"id": quoted, "maker": quoted, "shape": quoted, "uneven": quoted, "source": quoted, "codes": "a list of texts",
	"name": `an object {"vi": "…", "en": "…"}`, "cols": whole, "rows": whole, "roll": "true or false",
	"pageW": length, "pageH": length, "labelW": length, "labelH": length, "marginLeft": length, "marginTop": length,
	"pitchX": length, "pitchY": length, "radius": length, "gap": length, "insetX": length, "insetY": length,
}

// line is the line of a file, from 1, on which the value stands that comes next
// after a byte.
func line(file []byte, at int) int {
	at = min(at, len(file))
	rest := file[at:]
	at += len(rest) - len(bytes.TrimLeft(rest, " \t\r\n,:"))
	return 1 + bytes.Count(file[:at], []byte("\n"))
}
