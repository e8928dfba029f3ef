package epcis

import (
	"errors"
	"net/url"
	"slices"
	"testing"
)

var ocopPrefix = Namespaces{"ocop": "https://ocop.example.vn/ns/"}

// Each query is asked of the six sample events; which of them meet it is given
// by their letters: lot, transform, pack, ship, order, crate.
func TestQueries(t *testing.T) {
	letters := "ltpsoc"
	env := Env{
		Namespaces: ocopPrefix,
		Within: func(place, ancestor string) bool {
			return place == "https://id.gs1.org/414/9521234000013/254/A1" && ancestor == "https://id.gs1.org/414/9521234000013"
		},
		Attribute: func(id, name string) []string {
			if id == "https://id.gs1.org/414/9521234000013" && name == "city" {
				return []string{"Hà Giang"}
			}
			return nil
		},
	}
	for query, want := range map[string]string{
		"":                      "ltpsoc",
		"eventType=ObjectEvent": "ls",
		"eventType=TransactionEvent|AssociationEvent":                                                "oc",
		"GE_eventTime=2026-05-05T03:00:00Z":                                                          "tpsoc",
		"LT_eventTime=2026-05-05T03:00:00Z":                                                          "l",
		"GE_recordTime=2026-05-04T01:05:00Z":                                                         "l",
		"LT_recordTime=2026-05-04T01:05:00Z":                                                         "",
		"EQ_action=ADD|DELETE":                                                                       "lpoc",
		"EQ_bizStep=shipping":                                                                        "s",
		"EQ_bizStep=urn:epcglobal:cbv:bizstep:shipping|cbv:BizStep-packing":                          "ps",
		"EQ_bizStep=https://ref.gs1.org/cbv/BizStep-shipping":                                        "s",
		"EQ_disposition=active|in_transit":                                                           "ls",
		"EQ_persistentDisposition_set=completeness_verified":                                         "l",
		"EQ_persistentDisposition_unset=completeness_verified":                                       "",
		"EQ_readPoint=https://other.example/414/9521234000013/254/A1":                                "l",
		"EQ_readPoint=https://id.gs1.org/414/9521234000013":                                          "",
		"WD_readPoint=https://id.gs1.org/414/9521234000013":                                          "l",
		"EQ_bizLocation=urn:epc:id:sgln:9521234.00001.0":                                             "lp",
		"WD_bizLocation=https://id.gs1.org/414/9521234000013":                                        "lp",
		"EQ_bizTransaction_po=urn:epcglobal:cbv:bt:9521234000020:PO-1":                               "o",
		"EQ_bizTransaction_inv=urn:epcglobal:cbv:bt:9521234000020:PO-1":                              "",
		"EQ_source_possessing_party=urn:epc:id:pgln:9521234.00001":                                   "s",
		"EQ_destination_urn:epcglobal:cbv:sdt:possessing_party=https://id.gs1.org/417/9521234000020": "s",
		"EQ_transformationID=https://ocop.example.vn/run/5":                                          "t",
		"EQ_eventID=https://ocop.example.vn/event/4|urn:uuid:0":                                      "s",
		"MATCH_epc=https://id.gs1.org/00/095212340000000013":                                         "so",
		"MATCH_epc=urn:epc:id:sgtin:9521234.054322.7":                                                "p",
		"MATCH_epc=urn:epc:idpat:sgtin:9521234.054322.*":                                             "p",
		"MATCH_epc=urn:epc:idpat:sgtin:9521234.054321.*":                                             "",
		"MATCH_parentID=https://id.gs1.org/00/095212340000000013":                                    "p",
		"MATCH_anyEPC=https://id.gs1.org/00/095212340000000013":                                      "pso",
		"MATCH_epcClass=https://id.gs1.org/01/09521234543213/10/CHE-01":                              "l",
		"MATCH_epcClass=urn:epc:class:lgtin:9521234.054322.HOP-9":                                    "p",
		"MATCH_inputEPCClass=https://id.gs1.org/01/09521234543213/10/CHE-01":                         "t",
		"MATCH_outputEPCClass=https://id.gs1.org/01/09521234543213/10/CHE-01":                        "",
		"MATCH_anyEPCClass=https://id.gs1.org/01/09521234543213/10/CHE-01":                           "lt",
		"EQ_quantity=120.5":             "l",
		"GT_quantity=120.5":             "t",
		"GE_quantity=1205e-1":           "lt",
		"LT_quantity=80":                "p",
		"LE_quantity=80":                "tp",
		"EXISTS_errorDeclaration=true":  "s",
		"EXISTS_errorDeclaration=false": "ltpsoc",
		"GE_errorDeclarationTime=2026-05-08T13:00:00%2B07:00":                     "s",
		"LT_errorDeclarationTime=2026-05-08T13:00:00%2B07:00":                     "",
		"EQ_errorReason=incorrect_data":                                           "s",
		"EQ_correctiveEventID=https://ocop.example.vn/event/5":                    "s",
		"EQ_ILMD_cbvmda:lotNumber=CHE-01":                                         "l",
		"EQ_ILMD_ocop:stars=4|5":                                                  "l",
		"GE_ILMD_ocop:stars=4.5":                                                  "",
		"GT_ILMD_ocop:stars=3":                                                    "l",
		"EXISTS_ILMD_https://ocop.example.vn/ns/%23stars=true":                    "l",
		"EXISTS_INNER_ILMD_ocop:x=true":                                           "l",
		"EXISTS_ILMD_ocop:x=true":                                                 "",
		"EXISTS_ocop:note=true":                                                   "l",
		"EQ_ocop:note=1":                                                          "",
		"HASATTR_bizLocation=city":                                                "lp",
		"EQATTR_bizLocation_city=H%C3%A0 Giang":                                   "lp",
		"EQATTR_bizLocation_city=Hu%E1%BA%BF":                                     "",
		"HASATTR_readPoint=city":                                                  "",
		"eventType=ObjectEvent&EQ_action=ADD&orderBy=eventTime&eventCountLimit=1": "l",
		"perPage=5&nextPageToken=abc":                                             "ltpsoc",
	} {
		q := mustQuery(t, query)
		got := ""
		for i, text := range sampleEvents {
			e := mustParse(t, text)
			if q.Match(&e, env) {
				got += letters[i : i+1]
			}
		}
		if got != want {
			t.Errorf("%s: %q, not %q", query, got, want)
		}
	}
}

func mustQuery(t testing.TB, query string) Query {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	q, err := ParseQuery(values, ocopPrefix)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return q
}

func TestQueryFaults(t *testing.T) {
	for query, want := range map[string][]string{
		"eventType=LotEvent":                  {"eventType"},
		"EQ_action=add":                       {"EQ_action"},
		"EQ_bizStep=steaming":                 {"EQ_bizStep"},
		"EQ_bizStep=":                         {"EQ_bizStep"},
		"EQ_bizStep=shipping|":                {"EQ_bizStep"},
		"GE_eventTime=2026-05-05":             {"GE_eventTime"},
		"GE_eventTime=2026-05-05T00:00:00Z|x": {"GE_eventTime"},
		"MATCH_epc=box":                       {"MATCH_epc"},
		"GT_quantity=many":                    {"GT_quantity"},
		"EXISTS_errorDeclaration=1":           {"EXISTS_errorDeclaration"},
		"orderBy=colour":                      {"orderBy"},
		"orderDirection=UP":                   {"orderDirection"},
		"eventCountLimit=5":                   {"eventCountLimit"},
		"eventCountLimit=5&maxEventCount=5&orderBy=eventTime": {"maxEventCount"},
		"perPage=0":                       {"perPage"},
		"perPage=many":                    {"perPage"},
		"EQ_colour=red":                   {"EQ_colour"},
		"EQ_type=Temperature":             {"EQ_type"},
		"colour=red&EQ_size=1":            {"EQ_size", "colour"},
		"NE_ocop:note=1":                  {"NE_ocop:note"},
		"GT_ocop:note=high":               {"GT_ocop:note"},
		"EXISTS_ocop:note=no":             {"EXISTS_ocop:note"},
		"EQ_bizTransaction_order=urn:x:y": {"EQ_bizTransaction_order"},
		"EQATTR_readPoint=x":              {"EQATTR_readPoint"},
		"HASATTR_colour=x":                {"HASATTR_colour"},
	} {
		values, _ := url.ParseQuery(query)
		_, err := ParseQuery(values, ocopPrefix)
		var got []string
		for _, f := range asFaults(err) {
			got = append(got, f.Path)
		}
		if !slices.Equal(got, want) || !errors.Is(err, ErrParameter) {
			t.Errorf("%s: faults at %q, not %q: %v", query, got, want, err)
		}
	}
}

func TestOrder(t *testing.T) {
	var events []Event
	for _, text := range sampleEvents {
		events = append(events, mustParse(t, text))
	}
	for query, want := range map[string]string{
		"orderBy=eventTime&orderDirection=ASC":  "ObjectEvent TransformationEvent AssociationEvent AggregationEvent TransactionEvent ObjectEvent ",
		"orderBy=eventTime":                     "ObjectEvent TransactionEvent AggregationEvent AssociationEvent TransformationEvent ObjectEvent ",
		"":                                      "ObjectEvent TransformationEvent AggregationEvent ObjectEvent TransactionEvent AssociationEvent ",
		"orderBy=recordTime&orderDirection=ASC": "ObjectEvent TransformationEvent AggregationEvent ObjectEvent TransactionEvent AssociationEvent ",
	} {
		q := mustQuery(t, query)
		list := slices.Clone(events)
		slices.SortStableFunc(list, func(a, b Event) int { return q.Compare(&a, &b, nil) })
		got := ""
		for _, e := range list {
			got += e.Type + " "
		}
		if got != want {
			t.Errorf("%s: %s", query, got)
		}
	}
}

func TestOrderByOwnMember(t *testing.T) {
	var list []Event
	for _, v := range []string{`"b"`, `10`, `9.5`, `null`, `"2026-01-02T00:00:00Z"`, `"2026-01-01T23:00:00-05:00"`, `"a"`} {
		list = append(list, Event{Extensions: []Member{{"ocop:rank", []byte(v)}}})
	}
	list = append([]Event{{}}, list...)
	q := mustQuery(t, "orderBy=ocop:rank&orderDirection=ASC")
	slices.SortStableFunc(list, func(a, b Event) int { return q.Compare(&a, &b, ocopPrefix) })
	got := ""
	for _, e := range list {
		for _, m := range e.Extensions {
			got += string(m.Value) + " "
		}
	}
	if want := `9.5 10 "2026-01-02T00:00:00Z" "2026-01-01T23:00:00-05:00" null "a" "b" `; got != want {
		t.Errorf("%s", got)
	}
}

func TestValuesForAnIndex(t *testing.T) {
	q := mustQuery(t, "MATCH_anyEPC=urn:epc:id:sgtin:9521234.054322.7&EQ_bizStep=packing")
	if got := q.Values("MATCH_anyEPC"); !slices.Equal(got, []string{"https://id.gs1.org/01/09521234543220/21/7"}) {
		t.Errorf("%q", got)
	}
	if got := q.Values("EQ_bizStep"); !slices.Equal(got, []string{"https://ref.gs1.org/cbv/BizStep-packing"}) {
		t.Errorf("%q", got)
	}
}
