package printing

import (
	"net/url"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// Host is the part of a service's base URL that a person types.
func Host(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return baseURL
	}
	return u.Host
}

// place is the address that the business prints, or else its commune.
func place(e *trace.Entity) string {
	if e.Address != "" {
		return e.Address
	}
	province, ok := ocop.ProvinceByCode(e.ProvinceCode)
	if !ok {
		return e.Commune
	}
	return e.Commune + ", " + province.FullName()
}
