package epcis

import (
	"strings"
)

// generic writes members of the user, and ilmd: each with its name in full, its
// value if it has one, and its own members, in the order of the bytes.
func (h *prehash) generic(nodes []node) string {
	parts := make([]string, len(nodes))
	for i, n := range nodes {
		text := h.canonical(n.text)
		if text != "" {
			text = "=" + text
		}
		parts[i] = h.fullName(n.name) + text + h.generic(n.children)
	}
	return sorted(parts)
}

// fullName writes prefix:local as {URI}local.
func (h *prehash) fullName(name string) string {
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		return name
	}
	if uri, known := h.ns.lookup(prefix); known {
		return "{" + uri + "}" + local
	}
	return name
}

// sensors writes the members of the standard of all sensor elements.
func (h *prehash) sensors(elements []node) string {
	var parts []string
	for _, e := range elements {
		text := h.sensorParts("sensorMetadata", sensorMetadata, e.find("sensorMetadata")) +
			h.sensorParts("sensorReport", hashedReport, e.find("sensorReport"))
		if text != "" {
			parts = append(parts, "sensorElement"+text)
		}
	}
	return sorted(parts)
}

// hashedReport leaves out bizRules, which the order of the hash has only for
// sensorMetadata.
var hashedReport = sensorReport[:len(sensorReport)-1]

func (h *prehash) sensorParts(name string, fields []sensorField, nodes []node) string {
	var parts []string
	for _, n := range nodes {
		text := ""
		for _, f := range fields {
			for _, c := range n.find(f.name) {
				text += h.pair(f.name, sensorValue(f.name, c.text))
			}
		}
		if text != "" {
			parts = append(parts, name+text)
		}
	}
	return sorted(parts)
}

// sensorValue writes times in UTC and words in full.
func sensorValue(name, v string) string {
	v = strings.TrimSpace(v)
	switch name {
	case "type":
		return measurements.expand(v)
	case "exception":
		return alerts.expand(v)
	case "component":
		return components.expand(v)
	case "time", "startTime", "endTime":
		if t, err := ParseTimestamp(v); err == nil {
			return t.utcMillis()
		}
	}
	return v
}

// sensorExtensions writes the user's members of sensor elements, each under the
// names of what it stands in (CBV 2.0 puts them behind ilmd).
func (h *prehash) sensorExtensions(elements []node) string {
	var parts []string
	for _, e := range elements {
		text := h.reportExtensions("sensorMetadata", e.find("sensorMetadata")) +
			h.reportExtensions("sensorReport", e.find("sensorReport")) +
			h.generic(own(e.children))
		if text != "" {
			parts = append(parts, "sensorElement"+text)
		}
	}
	return sorted(parts)
}

func (h *prehash) reportExtensions(name string, nodes []node) string {
	var parts []string
	for _, n := range nodes {
		if text := h.generic(own(n.children)); text != "" {
			parts = append(parts, name+text)
		}
	}
	return sorted(parts)
}

// own are the members that have a prefix.
func own(nodes []node) []node {
	var out []node
	for _, n := range nodes {
		if strings.Contains(n.name, ":") {
			out = append(out, n)
		}
	}
	return out
}
