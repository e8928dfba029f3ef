package epcis

import "slices"

type readParameter func(p *queryParser, name string, list []string)

// queryParameters are the parameters with fixed names.
var queryParameters = map[string]readParameter{
	"eventType":      readEventTypes,
	"GE_eventTime":   timeFrom(eventTime),
	"LT_eventTime":   timeBefore(eventTime),
	"GE_recordTime":  timeFrom(recordTime),
	"LT_recordTime":  timeBefore(recordTime),
	"EQ_action":      readActions,
	"EQ_bizStep":     oneWord(bizSteps, func(e *Event) string { return e.BizStep }),
	"EQ_disposition": oneWord(dispositions, func(e *Event) string { return e.Disposition }),
	"EQ_persistentDisposition_set": anyWord(dispositions, func(e *Event) []string {
		if e.PersistentDisposition == nil {
			return nil
		}
		return e.PersistentDisposition.Set
	}),
	"EQ_persistentDisposition_unset": anyWord(dispositions, func(e *Event) []string {
		if e.PersistentDisposition == nil {
			return nil
		}
		return e.PersistentDisposition.Unset
	}),
	"EQ_readPoint":            place(readPoint, false),
	"WD_readPoint":            place(readPoint, true),
	"EQ_bizLocation":          place(bizLocation, false),
	"WD_bizLocation":          place(bizLocation, true),
	"EQ_transformationID":     anyURI(func(e *Event) []string { return some(e.TransformationID) }),
	"EQ_eventID":              anyURI(func(e *Event) []string { return some(e.EventID) }),
	"MATCH_epc":               matchAny(epcs),
	"MATCH_parentID":          matchAny(func(e *Event) []string { return some(e.ParentID) }),
	"MATCH_inputEPC":          matchAny(func(e *Event) []string { return e.InputEPCList }),
	"MATCH_outputEPC":         matchAny(func(e *Event) []string { return e.OutputEPCList }),
	"MATCH_anyEPC":            matchAny(anyEPC),
	"MATCH_epcClass":          matchAny(func(e *Event) []string { return classes(e.QuantityList, e.ChildQuantityList) }),
	"MATCH_inputEPCClass":     matchAny(func(e *Event) []string { return classes(e.InputQuantityList) }),
	"MATCH_outputEPCClass":    matchAny(func(e *Event) []string { return classes(e.OutputQuantityList) }),
	"MATCH_anyEPCClass":       matchAny(func(e *Event) []string { return classes(e.quantityLists()...) }),
	"EQ_quantity":             quantity(func(c int) bool { return c == 0 }),
	"GT_quantity":             quantity(func(c int) bool { return c > 0 }),
	"GE_quantity":             quantity(func(c int) bool { return c >= 0 }),
	"LT_quantity":             quantity(func(c int) bool { return c < 0 }),
	"LE_quantity":             quantity(func(c int) bool { return c <= 0 }),
	"EXISTS_errorDeclaration": readExistsError,
	"GE_errorDeclarationTime": timeFrom(declarationTime),
	"LT_errorDeclarationTime": timeBefore(declarationTime),
	"EQ_errorReason": anyWord(errorReasons, func(e *Event) []string {
		if e.ErrorDeclaration == nil {
			return nil
		}
		return some(e.ErrorDeclaration.Reason)
	}),
	"EQ_correctiveEventID": anyURI(func(e *Event) []string {
		if e.ErrorDeclaration == nil {
			return nil
		}
		return e.ErrorDeclaration.CorrectiveEventIDs
	}),
	"orderBy":         readOrderBy,
	"orderDirection":  readOrderDirection,
	"eventCountLimit": func(p *queryParser, name string, list []string) { p.count(name, list, &p.q.EventCountLimit) },
	"maxEventCount":   func(p *queryParser, name string, list []string) { p.count(name, list, &p.q.MaxEventCount) },
	"perPage":         func(p *queryParser, name string, list []string) { p.count(name, list, &p.q.PerPage) },
	"nextPageToken": func(p *queryParser, name string, list []string) {
		p.q.NextPageToken, _ = p.one(name, list)
	},
}

func eventTime(e *Event) Timestamp  { return e.EventTime }
func recordTime(e *Event) Timestamp { return e.RecordTime }
func declarationTime(e *Event) Timestamp {
	if e.ErrorDeclaration == nil {
		return Timestamp{}
	}
	return e.ErrorDeclaration.DeclarationTime
}
func readPoint(e *Event) *Location   { return e.ReadPoint }
func bizLocation(e *Event) *Location { return e.BizLocation }

func some(v string) []string {
	if v == "" {
		return nil
	}
	return []string{v}
}

func epcs(e *Event) []string { return slices.Concat(e.EPCList, e.ChildEPCs) }

func anyEPC(e *Event) []string {
	return slices.Concat(e.EPCList, e.ChildEPCs, some(e.ParentID), e.InputEPCList, e.OutputEPCList)
}

func (e *Event) quantityLists() [][]Quantity {
	return [][]Quantity{e.QuantityList, e.ChildQuantityList, e.InputQuantityList, e.OutputQuantityList}
}

func classes(lists ...[]Quantity) []string {
	var out []string
	for _, list := range lists {
		for _, q := range list {
			out = append(out, q.EPCClass)
		}
	}
	return out
}
