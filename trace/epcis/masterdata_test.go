package epcis

import (
	"errors"
	"strings"
	"testing"
)

const masterData = `{"vocabularyList":[{"type":"urn:epcglobal:epcis:vtype:Location","vocabularyElementList":[
{"id":"https://id.gs1.org/414/9521234000013","attributes":[{"id":"cbvmda:city","attribute":"Hà Giang"},{"id":"cbvmda:latitude","attribute":22.83}],
"children":["https://id.gs1.org/414/9521234000013/254/A1"]}]}]}`

func TestMasterData(t *testing.T) {
	good := strings.Replace(sampleDocument(packEvent), `{"vocabularyList":[]}`, masterData, 1)
	d, err := ParseDocument([]byte(good))
	if err != nil || !strings.Contains(string(d.EPCISHeader), masterData) {
		t.Fatalf("%s, %v", d.EPCISHeader, err)
	}
	const base = "/epcisHeader/epcisMasterData/vocabularyList/0"
	for name, c := range map[string]struct {
		old, new, path string
		err            error
	}{
		"no type":       {`"type":"urn:epcglobal:epcis:vtype:Location",`, ``, base, ErrMissing},
		"type no URI":   {`"urn:epcglobal:epcis:vtype:Location"`, `"Location"`, base + "/type", ErrValue},
		"no id":         {`"id":"https://id.gs1.org/414/9521234000013",`, ``, base + "/vocabularyElementList/0", ErrMissing},
		"attribute id":  {`"id":"cbvmda:city",`, ``, base + "/vocabularyElementList/0/attributes/0", ErrMissing},
		"attribute":     {`22.83`, `[22.83]`, base + "/vocabularyElementList/0/attributes/1/attribute", ErrType},
		"child":         {`["https://id.gs1.org/414/9521234000013/254/A1"]`, `["A1"]`, base + "/vocabularyElementList/0/children/0", ErrValue},
		"list no list":  {`{"vocabularyList":[`, `{"vocabularyList":{},"x":[`, "/epcisHeader/epcisMasterData/vocabularyList", ErrType},
		"data a number": {masterData, `5`, "/epcisHeader/epcisMasterData", ErrType},
	} {
		changed := strings.Replace(good, c.old, c.new, 1)
		_, err := ParseDocument([]byte(changed))
		faults := asFaults(err)
		if changed == good || len(faults) != 1 || faults[0].Path != c.path || !errors.Is(err, c.err) {
			t.Errorf("%s: want one fault at %q (%v), got\n%v", name, c.path, c.err, err)
		}
	}
}
