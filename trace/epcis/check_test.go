package epcis

import (
	"errors"
	"strings"
	"testing"
)

// Each case changes a good event in one place and names the fault to be found.
func TestFaults(t *testing.T) {
	for name, c := range map[string]struct {
		event, old, new string
		path            string
		err             error
	}{
		"no type":               {lotEvent, `"type":"ObjectEvent",`, ``, "", ErrMissing},
		"type unknown":          {lotEvent, `"ObjectEvent"`, `"LotEvent"`, "/type", ErrValue},
		"no context":            {packEvent, `"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],`, ``, "", ErrMissing},
		"context twice":         {packEvent, `"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"`, `{"a":"b:c","d":1},{"d":1.0,"a":"b:c"}`, "/@context/1", ErrValue},
		"context no URI":        {packEvent, `["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]`, `["epcis",{}]`, "/@context/0", ErrValue},
		"context kind":          {packEvent, `["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]`, `7`, "/@context", ErrType},
		"no time":               {packEvent, `"eventTime":"2026-05-06T09:30:00+07:00",`, ``, "", ErrMissing},
		"time without zone":     {packEvent, `09:30:00+07:00`, `09:30:00`, "/eventTime", ErrValue},
		"no offset":             {packEvent, `"eventTimeZoneOffset":"+07:00",`, ``, "", ErrMissing},
		"offset Z":              {packEvent, `"eventTimeZoneOffset":"+07:00"`, `"eventTimeZoneOffset":"Z"`, "/eventTimeZoneOffset", ErrValue},
		"offset 15 hours":       {packEvent, `"eventTimeZoneOffset":"+07:00"`, `"eventTimeZoneOffset":"+15:00"`, "/eventTimeZoneOffset", ErrValue},
		"no action":             {packEvent, `"action":"ADD",`, ``, "", ErrMissing},
		"action unknown":        {packEvent, `"ADD"`, `"add"`, "/action", ErrValue},
		"member unknown":        {packEvent, `"action"`, `"colour":"red","action"`, "/colour", ErrUnknown},
		"slash in member":       {packEvent, `"action"`, `"a/b~":1,"action"`, "/a~1b~0", ErrUnknown},
		"member of others":      {packEvent, `"action"`, `"ilmd":{},"action"`, "/ilmd", ErrUnknown},
		"ilmd when observed":    {lotEvent, `"ADD"`, `"OBSERVE"`, "/ilmd", ErrRule},
		"ilmd without prefix":   {lotEvent, `"cbvmda:lotNumber"`, `"lotNumber"`, "/ilmd/lotNumber", ErrUnknown},
		"URN step":              {lotEvent, `"commissioning"`, `"urn:epcglobal:cbv:bizstep:commissioning"`, "/bizStep", ErrValue},
		"step unknown":          {lotEvent, `"commissioning"`, `"steaming"`, "/bizStep", ErrValue},
		"disposition unknown":   {lotEvent, `"active"`, `"fresh"`, "/disposition", ErrValue},
		"persistent empty":      {lotEvent, `{"set":["completeness_verified"]}`, `{}`, "/persistentDisposition", ErrMissing},
		"persistent set empty":  {lotEvent, `["completeness_verified"]`, `[]`, "/persistentDisposition/set", ErrValue},
		"read point without id": {lotEvent, `"readPoint":{"id":"https://id.gs1.org/414/9521234000013/254/A1"}`, `"readPoint":{}`, "/readPoint", ErrMissing},
		"GLN check digit":       {packEvent, `9521234000013`, `9521234000014`, "/bizLocation/id", ErrValue},
		"SSCC check digit":      {packEvent, `095212340000000013`, `095212340000000014`, "/parentID", ErrValue},
		"GTIN in web address":   {packEvent, `https://id.gs1.org/01/09521234543220/21/7`, `https://tea.example.vn/01/09521234543221/21/7`, "/childEPCs/0", ErrValue},
		"lot among objects":     {packEvent, `09521234543220/21/7`, `09521234543220/10/7`, "/childEPCs/0", ErrValue},
		"object among classes":  {packEvent, `09521234543220/10/HOP-9`, `09521234543220/21/HOP-9`, "/childQuantityList/0/epcClass", ErrValue},
		"URN too short":         {packEvent, `https://id.gs1.org/01/09521234543220/21/7`, `urn:epc:id:sgtin:9521234.054322`, "/childEPCs/0", ErrValue},
		"URN digits":            {packEvent, `https://id.gs1.org/01/09521234543220/21/7`, `urn:epc:id:sgtin:9521234.54322.7`, "/childEPCs/0", ErrValue},
		"space in URI":          {packEvent, `https://id.gs1.org/01/09521234543220/21/7`, `https://tea.example.vn/a b`, "/childEPCs/0", ErrValue},
		"bare word as URI":      {packEvent, `https://id.gs1.org/01/09521234543220/21/7`, `crate7`, "/childEPCs/0", ErrValue},
		"no children":           {crateEvent, `"childEPCs":["https://ocop.example.vn/obj/logger-8"],`, ``, "", ErrMissing},
		"no parent":             {crateEvent, `"parentID":"https://ocop.example.vn/obj/crate-3",`, ``, "", ErrMissing},
		"unit":                  {lotEvent, `"KGM"`, `"kg"`, "/quantityList/0/uom", ErrValue},
		"quantity as text":      {lotEvent, `120.50`, `"120.50"`, "/quantityList/0/quantity", ErrType},
		"quantity too long":     {lotEvent, `120.50`, `1e400`, "/quantityList/0/quantity", ErrValue},
		"quantity member":       {lotEvent, `"uom"`, `"ocop:x":1,"uom"`, "/quantityList/0/ocop:x", ErrUnknown},
		"class missing":         {lotEvent, `"epcClass":"https://id.example.vn/01/09521234543213/10/CHE-01",`, ``, "/quantityList/0", ErrMissing},
		"nothing at all":        {lotEvent, `"quantityList":[{"epcClass":"https://id.example.vn/01/09521234543213/10/CHE-01","quantity":120.50,"uom":"KGM"}],`, ``, "", ErrMissing},
		"twice in list":         {shipEvent, `["https://id.gs1.org/00/095212340000000013"]`, `["https://a.example/1","https://a.example/1"]`, "/epcList/1", ErrValue},
		"source without type":   {shipEvent, `"type":"possessing_party","source"`, `"source"`, "/sourceList/0", ErrMissing},
		"declared when":         {shipEvent, `"declarationTime":"2026-05-08T06:00:00Z",`, ``, "/errorDeclaration", ErrMissing},
		"declared why":          {shipEvent, `"incorrect_data"`, `"mistake"`, "/errorDeclaration/reason", ErrValue},
		"sensor number":         {shipEvent, `4.50`, `"4.50"`, "/sensorElementList/0/sensorReport/0/value", ErrType},
		"sensor type":           {shipEvent, `"type":"Temperature",`, ``, "/sensorElementList/0/sensorReport/0", ErrMissing},
		"sensor unknown":        {shipEvent, `"uom":"CEL"`, `"unit":"CEL"`, "/sensorElementList/0/sensorReport/0/unit", ErrUnknown},
		"transaction list":      {orderEvent, `"po"`, `"order"`, "/bizTransactionList/0/type", ErrValue},
		"no output":             {transformEvent, `"transformationID":"https://ocop.example.vn/run/5",`, ``, "", nil},
		"list is an object":     {packEvent, `"childEPCs":["https://id.gs1.org/01/09521234543220/21/7"]`, `"childEPCs":{}`, "/childEPCs", ErrType},
		"certification":         {lotEvent, `"https://certs.example.vn/haccp/2"`, `"haccp"`, "/certificationInfo/1", ErrValue},
	} {
		changed := strings.Replace(c.event, c.old, c.new, 1)
		if changed == c.event {
			t.Fatalf("%s: nothing was changed", name)
		}
		_, err := ParseEvent([]byte(changed))
		faults := asFaults(err)
		switch {
		case c.err == nil:
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
		case len(faults) != 1 || faults[0].Path != c.path || !errors.Is(err, c.err):
			t.Errorf("%s: want one fault at %q (%v), got\n%v", name, c.path, c.err, err)
		}
	}
}

func TestAllFaultsAtOnce(t *testing.T) {
	_, err := ParseEvent([]byte(`{"type":"AggregationEvent","eventTime":"now","action":"PUT","bizStep":7,"colour":1}`))
	var paths []string
	for _, f := range asFaults(err) {
		paths = append(paths, f.Path)
	}
	if got := strings.Join(paths, " "); got != "/eventTime /action /bizStep  /colour   " {
		t.Errorf("faults at %q:\n%v", got, err)
	}
}

func TestWhatIsAllowed(t *testing.T) {
	for name, c := range map[string]struct{ event, old, new string }{
		"own step":             {lotEvent, `"commissioning"`, `"https://ocop.example.vn/ns/steaming"`},
		"step as Web URI":      {lotEvent, `"commissioning"`, `"https://ref.gs1.org/cbv/BizStep-commissioning"`},
		"one certificate":      {lotEvent, `["https://certs.example.vn/vietgap/17","https://certs.example.vn/haccp/2"]`, `"https://certs.example.vn/vietgap/17"`},
		"own event type":       {packEvent, `"AggregationEvent"`, `"ocop:TastingEvent"`},
		"empty list":           {shipEvent, `["https://id.gs1.org/00/095212340000000013"]`, `[]`},
		"disaggregation":       {crateEvent, "\"childEPCs\":[\"https://ocop.example.vn/obj/logger-8\"],\n\"action\":\"ADD\"", `"action":"DELETE"`},
		"web address":          {packEvent, `https://id.gs1.org/01/09521234543220/21/7`, `https://tea.example.vn/shop/01/tea`},
		"EPC URI":              {packEvent, `https://id.gs1.org/01/09521234543220/21/7`, `urn:epc:id:sgtin:9521234.054322.7%2F1`},
		"lower case time":      {packEvent, `2026-05-06T09:30:00+07:00`, `2026-05-06t02:30:00z`},
		"read point's own":     {lotEvent, `/254/A1"}`, `/254/A1","ocop:shed":"3"}`},
		"offset of 14 hours":   {packEvent, `"eventTimeZoneOffset":"+07:00"`, `"eventTimeZoneOffset":"-14:00"`},
		"inputs of a run only": {transformEvent, `"outputQuantityList":[{"epcClass":"https://id.gs1.org/01/09521234543220/10/HOP-9","quantity":400}],`, ``},
	} {
		changed := strings.Replace(c.event, c.old, c.new, 1)
		if changed == c.event {
			t.Fatalf("%s: nothing was changed", name)
		}
		if _, err := ParseEvent([]byte(changed)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDocumentFaults(t *testing.T) {
	good := sampleDocument(packEvent)
	for name, c := range map[string]struct {
		old, new, path string
		err            error
	}{
		"type":        {`"EPCISDocument"`, `"Document"`, "/type", ErrValue},
		"version":     {`"2.0"`, `"two"`, "/schemaVersion", ErrValue},
		"created":     {`"creationDate":"2026-05-09T00:00:00Z",`, ``, "", ErrMissing},
		"id":          {`"https://ocop.example.vn/doc/1"`, `"doc 1"`, "/id", ErrValue},
		"unknown":     {`"ocop:tag"`, `"tag"`, "/tag", ErrUnknown},
		"body":        {`"eventList"`, `"events"`, "/epcisBody", ErrMissing},
		"query type":  {`"EPCISDocument"`, `"EPCISQueryDocument"`, "", ErrMissing},
		"list kind":   {`"eventList":[`, `"eventList":7,"ocop:x":[`, "/epcisBody/eventList", ErrType},
		"header kind": {`{"epcisMasterData":{"vocabularyList":[]}}`, `{"masterData":1}`, "/epcisHeader/masterData", ErrUnknown},
	} {
		changed := strings.Replace(good, c.old, c.new, 1)
		_, err := ParseDocument([]byte(changed))
		faults := asFaults(err)
		if changed == good || len(faults) == 0 || faults[0].Path != c.path || !errors.Is(faults[0], c.err) {
			t.Errorf("%s: want %q (%v), got %v", name, c.path, c.err, err)
		}
	}
}
