package epcis

// The documents of the tests are made up for them: a tea co-operative and a
// cannery, with numbers of the demonstration prefix 952.

const lotEvent = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ocop":"https://ocop.example.vn/ns/"}],
"type":"ObjectEvent","eventTime":"2026-05-04T08:00:00.250+07:00","eventTimeZoneOffset":"+07:00",
"recordTime":"2026-05-04T01:05:00Z","eventID":"urn:uuid:0b6a2bb4-58a2-4a6c-a14c-5b1cd7b1c0de",
"certificationInfo":["https://certs.example.vn/vietgap/17","https://certs.example.vn/haccp/2"],
"quantityList":[{"epcClass":"https://id.example.vn/01/09521234543213/10/CHE-01","quantity":120.50,"uom":"KGM"}],
"action":"ADD","bizStep":"commissioning","disposition":"active",
"persistentDisposition":{"set":["completeness_verified"]},
"readPoint":{"id":"https://id.gs1.org/414/9521234000013/254/A1"},"bizLocation":{"id":"https://id.gs1.org/414/9521234000013"},
"bizTransactionList":[{"type":"prodorder","bizTransaction":"urn:epcglobal:cbv:bt:9521234000013:L-77"}],
"ilmd":{"cbvmda:lotNumber":"CHE-01","ocop:stars": 4.0 ,"ocop:lots":[1,"2",{"ocop:x":null}]},
"ocop:note":{"vi":"Chè Shan tuyết \u00e9","n":[1.0, 2]}}`

const transformEvent = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
"type":"TransformationEvent","eventTime":"2026-05-05T10:00:00+07:00","eventTimeZoneOffset":"+07:00",
"inputQuantityList":[{"epcClass":"https://id.gs1.org/01/09521234543213/10/CHE-01","quantity":80,"uom":"KGM"}],
"outputQuantityList":[{"epcClass":"https://id.gs1.org/01/09521234543220/10/HOP-9","quantity":400}],
"transformationID":"https://ocop.example.vn/run/5","bizStep":"creating_class_instance",
"readPoint":{"id":"https://ocop.example.vn/loc/workshop"}}`

const packEvent = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
"type":"AggregationEvent","eventTime":"2026-05-06T09:30:00+07:00","eventTimeZoneOffset":"+07:00",
"parentID":"https://id.gs1.org/00/095212340000000013","childEPCs":["https://id.gs1.org/01/09521234543220/21/7"],
"childQuantityList":[{"epcClass":"https://id.gs1.org/01/09521234543220/10/HOP-9","quantity":24}],
"action":"ADD","bizStep":"packing","bizLocation":{"id":"https://id.gs1.org/414/9521234000013"}}`

const shipEvent = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
"type":"ObjectEvent","eventTime":"2026-05-07T06:00:00+07:00","eventTimeZoneOffset":"+07:00","eventID":"https://ocop.example.vn/event/4",
"errorDeclaration":{"declarationTime":"2026-05-08T06:00:00Z","reason":"incorrect_data","correctiveEventIDs":["https://ocop.example.vn/event/5"]},
"epcList":["https://id.gs1.org/00/095212340000000013"],"action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",
"sourceList":[{"type":"possessing_party","source":"https://id.gs1.org/417/9521234000013"}],
"destinationList":[{"type":"possessing_party","destination":"https://id.gs1.org/417/9521234000020"}],
"sensorElementList":[{"sensorMetadata":{"deviceID":"https://ocop.example.vn/dev/1"},"sensorReport":[{"type":"Temperature","value":4.50,"uom":"CEL"}]}]}`

const orderEvent = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
"type":"TransactionEvent","eventTime":"2026-05-07T05:00:00+07:00","eventTimeZoneOffset":"+07:00",
"bizTransactionList":[{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:9521234000020:PO-1"},{"bizTransaction":"https://ocop.example.vn/bt/9"}],
"epcList":["https://id.gs1.org/00/095212340000000013"],"action":"ADD"}`

const crateEvent = `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
"type":"AssociationEvent","eventTime":"2026-05-06T08:00:00+07:00","eventTimeZoneOffset":"+07:00",
"parentID":"https://ocop.example.vn/obj/crate-3","childEPCs":["https://ocop.example.vn/obj/logger-8"],
"action":"ADD","bizStep":"installing"}`

var sampleEvents = []string{lotEvent, transformEvent, packEvent, shipEvent, orderEvent, crateEvent}

// sampleDocument wraps events, which may keep their own contexts.
func sampleDocument(events ...string) string {
	doc := `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ocop":"https://ocop.example.vn/ns/"}],
"id":"https://ocop.example.vn/doc/1","type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-09T00:00:00Z",
"epcisHeader":{"epcisMasterData":{"vocabularyList":[]}},"ocop:tag":1.50,"epcisBody":{"eventList":[`
	for i, e := range events {
		if i > 0 {
			doc += ","
		}
		doc += e
	}
	return doc + "]}}"
}
