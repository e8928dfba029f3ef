package console

import (
	"errors"
	"strings"

	"ocoptrace/trace"
	"ocoptrace/trace/epcis"
)

// PartyName is the name of a business of this service that an identifier of
// events names; another's URI as it is.
func (v *Visit) PartyName(uri string) (string, error) {
	kind, id, _, ours := trace.CutURI(v.Registry.BaseURL(), uri)
	if !ours || kind != "party" && kind != "loc" {
		return uri, nil
	}
	e, err := v.Registry.Entity(v.Ctx(), id)
	if errors.Is(err, trace.ErrNotFound) {
		return uri, nil
	}
	if err != nil {
		return "", err
	}
	return e.Name, nil
}

// NumberIn is the number of a paper or carton in an identifier of this service;
// another's URI as it is.
func (v *Visit) NumberIn(uri string) string {
	if _, _, number, ours := trace.CutURI(v.Registry.BaseURL(), uri); ours && number != "" {
		return number
	}
	return uri
}

// QuantitiesText tells the quantities of an event.
func QuantitiesText(lists ...[]epcis.Quantity) string {
	var texts []string
	for _, list := range lists {
		for _, q := range list {
			if q.Quantity != "" {
				texts = append(texts, strings.TrimSpace(string(q.Quantity)+" "+q.UOM))
			}
		}
	}
	return strings.Join(texts, ", ")
}
