package epcisapi

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/dlclark/regexp2"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// SchemaVariable names the JSON schema of EPCIS 2.0, which is not part of this
// repository: a file of https://ref.gs1.org/standards/epcis/2.0.0.
const SchemaVariable = "OCOPTRACE_TEST_EPCIS_SCHEMA"

// ecma is an engine of regular expressions as ECMA 262 has them.
type ecma struct{ *regexp2.Regexp }

func (e ecma) MatchString(s string) bool {
	ok, err := e.Regexp.MatchString(s)
	return err == nil && ok
}

// What is answered is valid by the schema, and what the schema refuses is
// refused here.
func TestSchema(t *testing.T) {
	path := os.Getenv(SchemaVariable)
	if path == "" {
		t.Skipf("%s names no schema", SchemaVariable)
	}
	compiler := jsonschema.NewCompiler()
	compiler.UseRegexpEngine(func(pattern string) (jsonschema.Regexp, error) {
		r, err := regexp2.Compile(pattern, regexp2.ECMAScript)
		return ecma{r}, err
	})
	compiler.AssertFormat()
	schema, err := compiler.Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	validate := func(body []byte) error {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(value)
	}
	w := five(t)
	for _, query := range []string{"", "?perPage=2", "?EQ_action=DELETE"} {
		body := want(t, w.do(w.auditor, "GET", "/epcis/events"+query, ""), 200).Body.Bytes()
		if err := validate(body); err != nil {
			t.Errorf("%s: %v\n%s", query, err, body)
		}
	}
	doc := document(fiveEvents...)
	if err := validate([]byte(doc)); err != nil {
		t.Error(err)
	}
	for _, fault := range [][2]string{
		{`"action":"ADD"`, `"action":"GROW"`}, {`"eventTimeZoneOffset":"+07:00"`, `"eventTimeZoneOffset":"7"`}, {`"schemaVersion":"2.0",`, ``},
		{`"bizStep":"packing"`, `"bizStep":"dancing"`}, {`"quantity":24`, `"quantity":"24"`}, {`"type":"po"`, `"type":"xx"`},
		{`"ocop:note"`, `"note"`}, {`"eventTime":"2026-11-21T10:00:00+07:00",`, ``}, {`"childEPCs":["https://tx`, `"childEPCs":["tx tx`},
		{`"set":["completeness_verified"]`, `"set":"completeness_verified"`}, {`"parentID"`, `"parent"`}, {`"uom":"KGM"`, `"uom":"kilo"`},
		{`"transformationID":`, `"action":"ADD","transformationID":`}, {`"cbvmda:lotNumber"`, `"lotNumber"`},
	} {
		changed := strings.Replace(doc, fault[0], fault[1], 1)
		if changed == doc {
			t.Errorf("%s is not in the document", fault[0])
		}
		valid := validate([]byte(changed)) == nil
		taken := w.do(w.lan, "POST", "/epcis/capture", changed).Code == 202
		if valid != taken {
			t.Errorf("%s for %s: the schema takes it: %v, the service: %v", fault[1], fault[0], valid, taken)
		}
	}
}
