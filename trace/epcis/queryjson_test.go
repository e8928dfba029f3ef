package epcis

import (
	"errors"
	"testing"
)

func TestQueryInJSON(t *testing.T) {
	values, err := QueryValues([]byte(`{"eventType":["ObjectEvent","AggregationEvent"],"GE_quantity":24,"EXISTS_errorDeclaration":false,
"EQ_action":"ADD","orderBy":"eventTime","eventCountLimit":10}`))
	if err != nil {
		t.Fatal(err)
	}
	q, err := ParseQuery(values, nil)
	if err != nil || q.EventCountLimit != 10 || q.OrderBy != "eventTime" {
		t.Fatalf("%+v, %v", q, err)
	}
	got := ""
	for i, text := range sampleEvents {
		e := mustParse(t, text)
		if q.Match(&e, Env{}) {
			got += "ltpsoc"[i : i+1]
		}
	}
	if got != "lp" {
		t.Errorf("matched %q", got)
	}
}

func TestQueryInJSONFaults(t *testing.T) {
	for text, want := range map[string]error{
		`[]`:                                ErrType,
		`{"EQ_action":{}}`:                  ErrType,
		`{"EQ_action":["ADD",null]}`:        ErrType,
		`{"EQ_action":"ADD|DELETE"}`:        ErrValue,
		`{"EQ_action":"ADD"`:                ErrSyntax,
		`{"EQ_action":"ADD","EQ_action":1}`: ErrSyntax,
	} {
		if _, err := QueryValues([]byte(text)); !errors.Is(err, want) {
			t.Errorf("%s: %v", text, err)
		}
	}
	values, err := QueryValues([]byte(`{"EQ_action":[]}`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ParseQuery(values, nil); !errors.Is(err, ErrParameter) {
		t.Errorf("an empty list: %v", err)
	}
}
