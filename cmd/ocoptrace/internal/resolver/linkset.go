package resolver

import (
	"bytes"
	"encoding/json"

	"ocoptrace/trace/gs1"
)

// target is a link in a linkset; the members are those of GS1's schema.
type target struct {
	Href     string   `json:"href"`
	Title    string   `json:"title"`
	Hreflang []string `json:"hreflang,omitempty"`
	Type     string   `json:"type,omitempty"`
}

// Linkset writes levels as RFC 9264 and GS1's schema have them. The same levels
// give the same bytes.
func Linkset(levels []Level) ([]byte, error) {
	contexts := make([]map[string]any, len(levels))
	for i, level := range levels {
		c := map[string]any{"anchor": level.Anchor, "itemDescription": level.Description}
		for _, linkType := range level.Types() {
			var targets []target
			for _, l := range level.Of(linkType) {
				targets = append(targets, target{l.Href, l.Title, l.Hreflang, l.Media})
			}
			c[gs1.VocabularyURL+linkType] = targets
		}
		contexts[i] = c
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err := enc.Encode(map[string]any{"linkset": contexts})
	return out.Bytes(), err
}
