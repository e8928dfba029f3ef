package epcis_test

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"ocoptrace/trace/epcis"
)

// A batch of tea is made: the event is put together, checked and named.
func ExampleEvent_Check() {
	at := time.Date(2026, 5, 4, 8, 0, 0, 0, time.FixedZone("", 7*3600))
	e := epcis.Event{
		Type:                epcis.ObjectEvent,
		EventTime:           epcis.TimestampAt(at),
		EventTimeZoneOffset: "+07:00",
		QuantityList:        []epcis.Quantity{{EPCClass: "https://id.gs1.org/01/09521234543213/10/CHE-01", Quantity: "120", UOM: "KGM"}},
		Action:              epcis.ActionAdd,
		BizStep:             "commissioning",
		Disposition:         "active",
	}
	fmt.Println(e.Check())
	fmt.Println(e.PreHash(nil))
	e.Action = "MAKE"
	fmt.Println(e.Check())
	// Output:
	// <nil>
	// eventType=ObjectEventeventTime=2026-05-04T01:00:00.000ZeventTimeZoneOffset=+07:00quantityListquantityElementepcClass=https://id.gs1.org/01/09521234543213/10/CHE-01quantity=120uom=KGMaction=ADDbizStep=https://ref.gs1.org/cbv/BizStep-commissioningdisposition=https://ref.gs1.org/cbv/Disp-active
	// epcis: value not allowed: /action: "MAKE" is none of ADD, OBSERVE, DELETE
}

// A document is read event by event, and those of one lot are picked out.
func ExampleReader() {
	document := `{"@context":"` + epcis.ContextURL + `","type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-05-09T00:00:00Z",
		"epcisBody":{"eventList":[
		{"type":"ObjectEvent","eventTime":"2026-05-04T08:00:00+07:00","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"inspecting",
		 "quantityList":[{"epcClass":"urn:epc:class:lgtin:9521234.054321.CHE-01"}]},
		{"type":"ObjectEvent","eventTime":"2026-05-04T09:00:00+07:00","eventTimeZoneOffset":"+07:00","action":"SEE","epcList":[]}]}}`
	q, err := epcis.ParseQuery(url.Values{"MATCH_epcClass": {"https://id.gs1.org/01/09521234543213/10/CHE-01"}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	r := epcis.NewReader(strings.NewReader(document))
	for e, err := range r.Events() {
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(e.BizStep, q.Match(&e, epcis.Env{Namespaces: r.Header().Namespaces()}))
	}
	fmt.Println(r.Err())
	// Output:
	// inspecting true
	// epcis: value not allowed: /epcisBody/eventList/1/action: "SEE" is none of ADD, OBSERVE, DELETE
	// <nil>
}
