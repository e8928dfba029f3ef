package gs1

import "strings"

// checkQualifiers wants the qualifiers of one sequence of the key, in its order.
func (d *DigitalLink) checkQualifiers() error {
	sequences := table[d.Key.AI].qualifiers
	for _, sequence := range sequences {
		if d.follows(sequence) {
			return nil
		}
	}
	if len(d.Qualifiers) == 0 {
		return nil
	}
	return d.badSequence(sequences)
}

// follows tells whether the qualifiers are some of the sequence, in its order.
func (d *DigitalLink) follows(sequence []string) bool {
	next := 0
	for _, q := range d.Qualifiers {
		for next < len(sequence) && sequence[next] != q.AI {
			next++
		}
		if next == len(sequence) {
			return false
		}
		next++
	}
	return true
}

// badSequence tells what is wrong with qualifiers that follow no sequence.
func (d *DigitalLink) badSequence(sequences [][]string) error {
	var whole []string
	for _, s := range sequences {
		whole = append(whole, strings.Join(s, ", "))
	}
	for _, q := range d.Qualifiers {
		a := table[q.AI]
		switch {
		case a == nil:
			return fail(ErrUnknownAI, q.AI, q.Value, "the General Specifications have no such AI")
		case !inAny(sequences, q.AI) && a.Attribute:
			return fail(ErrQualifier, q.AI, q.Value, "%s does not qualify the key %s; it may stand in the query, as ?%s=", a.name(), d.Key.AI, q.AI)
		case !inAny(sequences, q.AI):
			return fail(ErrQualifier, q.AI, q.Value, "%s does not qualify the key %s", a.name(), d.Key.AI)
		}
	}
	return fail(ErrQualifier, d.Key.AI, d.Key.Value, "the key takes qualifiers in the order %s, and no others beside them", strings.Join(whole, " or "))
}

func inAny(sequences [][]string, ai string) bool {
	for _, s := range sequences {
		for _, member := range s {
			if member == ai {
				return true
			}
		}
	}
	return false
}

func contains(elements []Element, ai string) bool {
	for _, e := range elements {
		if e.AI == ai {
			return true
		}
	}
	return false
}

// checkDuplicates wants every AI once, and not too many of them.
func (d *DigitalLink) checkDuplicates() error {
	if len(d.Qualifiers) > maxElements || len(d.Attributes) > maxElements {
		return tooMany(d.Key.Value)
	}
	for i, e := range d.Qualifiers {
		if e.AI == d.Key.AI || contains(d.Qualifiers[:i], e.AI) {
			return fail(ErrDuplicate, e.AI, e.Value, "the path has this AI before")
		}
	}
	for i, e := range d.Attributes {
		if e.AI == d.Key.AI || contains(d.Qualifiers, e.AI) || contains(d.Attributes[:i], e.AI) {
			return fail(ErrDuplicate, e.AI, e.Value, "the URI has this AI before")
		}
	}
	return nil
}

// checkAssociations wants for each element the ones it needs and none that it
// excludes (General Specifications, "Data relationships").
func (d *DigitalLink) checkAssociations() error {
	for e := range d.Elements() {
		a := table[e.AI]
		for _, pattern := range a.excludes {
			if other := d.match(pattern, e.AI); other != "" {
				return fail(ErrAssociation, e.AI, e.Value, "%s may not be together with %s (%s)", a.name(), other, table[other].name())
			}
		}
		if len(a.requires) > 0 && !d.hasGroup(a.requires) {
			return fail(ErrAssociation, e.AI, e.Value, "%s needs %s beside it", a.name(), describe(a.requires))
		}
	}
	return nil
}

// hasGroup tells whether one of the groups is there, all of it.
func (d *DigitalLink) hasGroup(groups [][]string) bool {
group:
	for _, g := range groups {
		for _, pattern := range g {
			if d.match(pattern, "") == "" {
				continue group
			}
		}
		return true
	}
	return false
}

// match finds an AI of the link, other than the given, that matches a pattern.
func (d *DigitalLink) match(pattern, not string) string {
	for e := range d.Elements() {
		if e.AI != not && matches(e.AI, pattern) {
			return e.AI
		}
	}
	return ""
}

// matches compares digit by digit; "n" is any digit.
func matches(ai, pattern string) bool {
	if len(ai) != len(pattern) {
		return false
	}
	for i := range len(ai) {
		if pattern[i] != 'n' && pattern[i] != ai[i] {
			return false
		}
	}
	return true
}

// describe writes "01 with 21, or 8006".
func describe(groups [][]string) string {
	var out []string
	for _, g := range groups {
		out = append(out, strings.Join(g, " with "))
	}
	return strings.Join(out, ", or ")
}
