package epcis

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"
	"time"
)

// The naive filter answers queries over the JSON tree of an event, by walking
// all of it with lists of member names: nothing of the package is used but the
// table of equal identifiers below, which is made by hand.

// aliases are ways of writing the same thing; the first one stands for all.
var aliases = [][]string{
	{"https://id.gs1.org/01/09521234543220/21/7", "urn:epc:id:sgtin:9521234.054322.7", "https://tea.example.vn/01/09521234543220/21/7"},
	{"https://id.gs1.org/01/09521234543220/21/8", "urn:epc:id:sgtin:9521234.054322.8"},
	{"https://id.gs1.org/01/09521234543213/10/A", "urn:epc:class:lgtin:9521234.054321.A"},
	{"https://id.gs1.org/01/09521234543213/10/B", "urn:epc:class:lgtin:9521234.054321.B"},
	{"https://id.gs1.org/414/9521234000013", "urn:epc:id:sgln:9521234.00001.0"},
	{"https://ocop.example.vn/loc/2"},
	{"packing", "https://ref.gs1.org/cbv/BizStep-packing", "cbv:BizStep-packing"},
	{"shipping", "https://ref.gs1.org/cbv/BizStep-shipping"},
}

func plain(v any) string {
	s, _ := v.(string)
	for _, group := range aliases {
		for _, other := range group {
			if other == s {
				return group[0]
			}
		}
	}
	return s
}

// gather collects the values at paths such as "quantityList.*.epcClass".
func gather(v any, path string) []any {
	head, rest, more := strings.Cut(path, ".")
	var next []any
	switch v := v.(type) {
	case []any:
		if head == "*" {
			next = v
		}
	case map[string]any:
		if m, ok := v[head]; ok {
			next = []any{m}
		}
	}
	if !more {
		return next
	}
	var out []any
	for _, n := range next {
		out = append(out, gather(n, rest)...)
	}
	return out
}

var naivePaths = map[string][]string{
	"eventType":         {"type"},
	"EQ_action":         {"action"},
	"EQ_bizStep":        {"bizStep"},
	"EQ_readPoint":      {"readPoint.id"},
	"MATCH_epc":         {"epcList.*", "childEPCs.*"},
	"MATCH_parentID":    {"parentID"},
	"MATCH_anyEPC":      {"epcList.*", "childEPCs.*", "parentID", "inputEPCList.*", "outputEPCList.*"},
	"MATCH_epcClass":    {"quantityList.*.epcClass", "childQuantityList.*.epcClass"},
	"MATCH_anyEPCClass": {"quantityList.*.epcClass", "childQuantityList.*.epcClass", "inputQuantityList.*.epcClass", "outputQuantityList.*.epcClass"},
	"EQ_ocop:grade":     {"ocop:grade", "ocop:grade.*"},
	"EQ_INNER_ocop:in":  {"ocop:box.ocop:in", "ocop:box.ocop:in.*"},
}

var quantityPaths = []string{"quantityList.*.quantity", "childQuantityList.*.quantity", "inputQuantityList.*.quantity", "outputQuantityList.*.quantity"}

func naive(t *testing.T, v any, query url.Values) bool {
	for name, given := range query {
		if !naiveOne(t, v, name, strings.Split(given[0], "|")) {
			return false
		}
	}
	return true
}

func naiveOne(t *testing.T, v any, name string, list []string) bool {
	op, field, _ := strings.Cut(name, "_")
	switch {
	case naivePaths[name] != nil:
		for _, path := range naivePaths[name] {
			for _, have := range gather(v, path) {
				for _, want := range list {
					if plain(have) == plain(want) && plain(want) != "" {
						return true
					}
				}
			}
		}
		return false
	case field == "quantity":
		for _, path := range quantityPaths {
			for _, have := range gather(v, path) {
				a, _ := new(big.Rat).SetString(fmt.Sprint(have))
				b, _ := new(big.Rat).SetString(list[0])
				if naiveOrder(op, a.Cmp(b)) {
					return true
				}
			}
		}
		return false
	case field == "eventTime":
		at, _ := time.Parse(time.RFC3339, gather(v, "eventTime")[0].(string))
		limit, _ := time.Parse(time.RFC3339, list[0])
		return naiveOrder(op, at.Compare(limit))
	}
	t.Fatalf("the naive filter does not know %s", name)
	return false
}

func naiveOrder(op string, c int) bool {
	return map[string]bool{"EQ": c == 0, "GT": c > 0, "GE": c >= 0, "LT": c < 0, "LE": c <= 0}[op]
}

func TestMatchAgreesWithNaiveFilter(t *testing.T) {
	rng := rand.New(rand.NewPCG(2026, 5))
	hits := 0
	for range 4000 {
		text := randomEvent(rng)
		e := mustParse(t, text)
		values := randomQuery(rng)
		q, err := ParseQuery(values, ocopPrefix)
		if err != nil {
			t.Fatalf("%v: %v", values, err)
		}
		got, want := q.Match(&e, Env{Namespaces: ocopPrefix}), naive(t, tree(t, []byte(text)), values)
		if got != want {
			t.Fatalf("%v: %v, naive %v\n%s", values, got, want, text)
		}
		if got {
			hits++
		}
	}
	if hits < 400 || hits > 3600 {
		t.Errorf("%d of 4000 queries were met: the random ones are of little use", hits)
	}
}

func pick(rng *rand.Rand, list ...string) string { return list[rng.IntN(len(list))] }

func anyOf(rng *rand.Rand, groups ...int) string {
	return pick(rng, aliases[groups[rng.IntN(len(groups))]]...)
}

func randomTime(rng *rand.Rand) string {
	at := time.Date(2026, 5, 1+rng.IntN(3), rng.IntN(24), 0, 0, 0, time.UTC)
	return at.In(time.FixedZone("", 3600*rng.IntN(9))).Format(time.RFC3339)
}

func randomQuantities(rng *rand.Rand) string {
	return fmt.Sprintf(`[{"epcClass":%q,"quantity":%s}]`, anyOf(rng, 2, 3), pick(rng, "1", "2.50", "25e-1", "10"))
}

// randomEvent makes a valid event of three types.
func randomEvent(rng *rand.Rand) string {
	b := `{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"eventTime":"` + randomTime(rng) + `","eventTimeZoneOffset":"+07:00"`
	add := func(name, value string) { b += `,"` + name + `":` + value }
	if rng.IntN(2) == 0 {
		add("bizStep", `"`+anyOf(rng, 6, 7)+`"`)
	}
	if rng.IntN(2) == 0 {
		add("readPoint", `{"id":"`+anyOf(rng, 4, 5)+`"}`)
	}
	if rng.IntN(2) == 0 {
		add("ocop:grade", pick(rng, `"A"`, `"B"`, `["A","C"]`, `{"ocop:x":"A"}`))
	}
	if rng.IntN(3) == 0 {
		add("ocop:box", pick(rng, `{"ocop:in":"A"}`, `{"ocop:in":["B"]}`, `"A"`))
	}
	switch rng.IntN(3) {
	case 0:
		add("type", `"ObjectEvent"`)
		add("epcList", `["`+anyOf(rng, 0)+`","`+anyOf(rng, 1)+`"]`)
		add("action", `"OBSERVE"`)
	case 1:
		add("type", `"AggregationEvent"`)
		add("parentID", `"`+anyOf(rng, 0, 1)+`"`)
		add("childQuantityList", randomQuantities(rng))
		add("action", `"ADD"`)
	default:
		add("type", `"TransformationEvent"`)
		add("inputQuantityList", randomQuantities(rng))
		add("outputEPCList", `["`+anyOf(rng, 0, 1)+`"]`)
		add("outputQuantityList", randomQuantities(rng))
	}
	return b + "}"
}

func randomQuery(rng *rand.Rand) url.Values {
	q := url.Values{}
	for range 1 + rng.IntN(2) {
		switch rng.IntN(9) {
		case 0:
			q.Set("eventType", pick(rng, ObjectEvent, ObjectEvent+"|"+TransformationEvent))
		case 1:
			q.Set("EQ_action", pick(rng, "ADD", "OBSERVE|DELETE"))
		case 2:
			q.Set("EQ_bizStep", anyOf(rng, 6, 7))
		case 3:
			q.Set("EQ_readPoint", anyOf(rng, 4, 5)+"|https://ocop.example.vn/loc/3")
		case 4:
			q.Set(pick(rng, "MATCH_epc", "MATCH_parentID", "MATCH_anyEPC"), anyOf(rng, 0, 1))
		case 5:
			q.Set(pick(rng, "MATCH_epcClass", "MATCH_anyEPCClass"), anyOf(rng, 2, 3))
		case 6:
			q.Set(pick(rng, "EQ", "GT", "GE", "LT", "LE")+"_quantity", pick(rng, "1.0", "2.5", "7"))
		case 7:
			q.Set(pick(rng, "GE", "LT")+"_eventTime", randomTime(rng))
		default:
			q.Set(pick(rng, "EQ_ocop:grade", "EQ_INNER_ocop:in"), pick(rng, "A", "B|C"))
		}
	}
	return q
}
