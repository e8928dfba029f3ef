package orders

import (
	_ "embed"
	"encoding/json"
	"strings"
)

//go:embed openapi.json
var openapi string

// describe is the description (OpenAPI Specification 3.1.0) of the service at a
// URL.
func describe(base string) ([]byte, error) {
	url, err := json.Marshal(base + Path)
	if err != nil {
		return nil, err
	}
	return []byte(strings.Replace(openapi, `"BASE"`, string(url), 1)), nil
}
