package epcis

import (
	"strings"
	"testing"
)

// An event with every member that an AssociationEvent can have: published as
// AssociationEvent_all_possible_fields by github.com/RalphTro/epcis-event-hash-generator
// (MIT, tests/examples, state of 2026), with its hash id.
const fullOwn = `"ext1:default":"stringAsDefaultValue","ext1:int":"10","ext1:float":"20","ext1:time":"2013-06-08T14:58:56.591Z","ext1:boolean":"true",
"ext1:string":"string","ext1:object":{"ext2:string":"stringInObject","ext2:array":["11","21","stringInArrayInObject"],
"ext2:object":{"ext3:string":"stringInObjectInObject"}},"ext1:array":["12","22","2013-06-08T14:58:56.591Z","true","stringInArray",
{"ext1:object":{"ext2:int":"13","ext2:string":"stringInObjectInArray","ext2:array":["14","23.0","stringInArrayInObjectInArray"],
"ext2:object":{"ext3:string":"stringInObjectInObjectInArray"}}}]`

const fullEvent = contextStart + `,{"ext2":"http://example.com/ext2/"},{"ext1":"http://example.com/ext1/"},{"ext3":"http://example.com/ext3/"}],
"type":"AssociationEvent","eventTime":"2019-11-01T14:00:00+01:00","eventTimeZoneOffset":"+01:00","parentID":"urn:epc:id:grai:4012345.55555.987",
"childEPCs":["urn:epc:id:giai:4000001.12345","urn:epc:id:giai:4000001.12346"],
"childQuantityList":[{"epcClass":"urn:epc:idpat:sgtin:4012345.098765.*","quantity":10.0},{"epcClass":"urn:epc:class:lgtin:4012345.012345.998877","quantity":200.5,"uom":"KGM"}],
"action":"ADD","bizStep":"assembling","disposition":"in_progress","readPoint":{"id":"urn:epc:id:sgln:4012345.00001.0"},"bizLocation":{"id":"urn:epc:id:sgln:0614141.00888.0"},
"bizTransactionList":[{"type":"po","bizTransaction":"urn:epc:id:gdti:0614141.00001.1618034"},{"type":"pedigree","bizTransaction":"urn:epc:id:gsrn:0614141.0000010253"}],
"sourceList":[{"type":"location","source":"urn:epc:id:sgln:4012345.00225.0"},{"type":"possessing_party","source":"urn:epc:id:pgln:4012345.00225"},
{"type":"owning_party","source":"urn:epc:id:pgln:4012345.00225"}],
"destinationList":[{"type":"location","destination":"urn:epc:id:sgln:0614141.00777.0"},{"type":"possessing_party","destination":"urn:epc:id:pgln:0614141.00777"},
{"type":"owning_party","destination":"urn:epc:id:pgln:0614141.00777"}],
"sensorElementList":[{"sensorMetadata":{"time":"2019-04-02T14:05:00+01:00","deviceID":"urn:epc:id:giai:4000001.111","deviceMetadata":"https://id.gs1.org/8004/4000001111",
"rawData":"https://example.org/8004/401234599999","startTime":"2019-04-02T13:55:01+01:00","endTime":"2019-04-02T14:55:00+01:00",
"dataProcessingMethod":"https://example.com/253/4012345000054987","bizRules":"https://example.com/253/4012345000054987","ext1:someFurtherMetadata":"someText"},
"sensorReport":[{"type":"Temperature","microorganism":"https://www.ncbi.nlm.nih.gov/taxonomy/1126011",
"chemicalSubstance":"https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N","time":"2019-07-19T14:00:00+01:00","value":26.0,"component":"example:x",
"stringValue":"SomeString","booleanValue":true,"hexBinaryValue":"f0f0f0","uriValue":"https://id.gs1.org/8004/4000001111","minValue":26.0,"maxValue":26.2,
"meanValue":13.2,"percRank":50.0,"percValue":12.7,"deviceID":"urn:epc:id:giai:4000001.111","deviceMetadata":"https://id.gs1.org/8004/4000001111",
"rawData":"https://example.org/8004/401234599999","dataProcessingMethod":"https://example.com/253/4012345000054987","uom":"CEL","sDev":0.1,
"ext1:someFurtherReportData":"someText"}],` + fullOwn + `}],` + fullOwn + `}`

func TestHashOfEveryMember(t *testing.T) {
	e := mustParse(t, fullEvent)
	want := "ni:///sha-256;3dada0cdabe84618e9f0b842031159cb49534f487d5714cac9cfd647bf5f6c54?ver=CBV2.0"
	if got := e.Hash(nil); got != want {
		t.Errorf("%s, from\n%s", got, e.PreHash(nil))
	}
}

// The prefixes of the document count as those of the event do, and the event's
// own come first.
func TestHashTakesPrefixesOfTheDocument(t *testing.T) {
	bare := mustParse(t, lotEvent)
	inside := mustParse(t, lotEvent)
	inside.Context = nil
	if inside.Hash(ocopPrefix) != bare.Hash(nil) {
		t.Error("the document's prefixes make another hash")
	}
	if inside.Hash(nil) == bare.Hash(nil) {
		t.Error("without prefixes the hash is the same")
	}
	other := Namespaces{"ocop": "https://other.example/"}
	if bare.Hash(other) != bare.Hash(nil) || !strings.Contains(bare.PreHash(other), "{https://ocop.example.vn/ns/}note") {
		t.Error("the document's prefix came before the event's own")
	}
	if other["ocop"] != "https://other.example/" {
		t.Error("the caller's prefixes were changed")
	}
}

// The order of members and of items in lists makes no difference.
func TestHashIsIndependentOfOrder(t *testing.T) {
	a := mustParse(t, lotEvent)
	b := mustParse(t, lotEvent)
	b.Extensions = append([]Member{{"ocop:a", []byte(`["y","x"]`)}}, b.Extensions...)
	a.Extensions = append(a.Extensions, Member{"ocop:a", []byte(`["x","y"]`)})
	a.EPCList = []string{"a:1", "a:2"}
	b.EPCList = []string{"a:2", "a:1"}
	if a.PreHash(nil) != b.PreHash(nil) {
		t.Errorf("\n%s\n%s", a.PreHash(nil), b.PreHash(nil))
	}
}
