package packing

import (
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label"
	"ocoptrace/label/layout"
)

// ofGoods are the fields that labels of goods can show.
var ofGoods = []label.Field{
	label.FieldName, label.FieldNameEn, label.FieldLot, label.FieldProduced, label.FieldExpires, label.FieldStars,
	label.FieldProducer, "producerEn", label.FieldAddress, label.FieldResponsible, label.FieldOrigin, "originEn", label.FieldNet,
	label.FieldAlcohol, label.FieldIngredients, "ingredientsEn", label.FieldAllergens, "allergensEn", label.FieldNutrition, "nutritionEn",
	label.FieldStorage, "storageEn", label.FieldUsage, "usageEn", label.FieldWarning, "warningEn", label.FieldStandard,
	label.FieldRegistration, label.FieldStory, "storyEn", label.FieldCode, label.FieldHost, label.FieldCall, "callEn", label.FieldCheck,
	"checkEn", label.FieldCheckShort, label.FieldNote,
}

// offered are the fields that labels of a purpose can show, in the order in
// which they are listed.
func offered(p layout.Purpose) []label.Field {
	switch p {
	case layout.Full: // where the producer is the responsible party
		return slices.DeleteFunc(slices.Clone(ofGoods), func(f label.Field) bool { return f == label.FieldProducer || f == "producerEn" })
	case layout.Carton:
		return append([]label.Field{label.FieldPieces, label.FieldGross}, ofGoods...)
	case layout.Gift:
		return append([]label.Field{label.FieldBatches}, ofGoods...)
	case layout.Poster:
		return []label.Field{
			label.FieldPoint, label.FieldName, label.FieldNameEn, label.FieldStars, label.FieldProducer, "producerEn", label.FieldAddress,
			label.FieldHours, label.FieldPhone, label.FieldStory, "storyEn", label.FieldHost, label.FieldCall, "callEn", label.FieldCheck,
			"checkEn", label.FieldNote,
		}
	}
	return ofGoods
}

// unshown are the keys of what a template could show besides what it does.
func unshown(t layout.Template, lines []line) (all []string) {
	shown := keys(lines)
	for _, f := range offered(t.Purpose) {
		if !slices.Contains(shown, string(f)) && (!english(f) || slices.Contains(t.Languages, "en")) {
			all = append(all, string(f))
		}
	}
	if t.Logo != nil && !slices.Contains(shown, logoKey) {
		all = append(all, logoKey)
	}
	return all
}

// newLine is a line for what a template does not show yet, as one of the
// program's templates has it, those of the same purpose first.
func newLine(t layout.Template, key string) line {
	if key == logoKey {
		return line{Part: "beside", Item: layout.Item{Logo: 8, Priority: 1}}
	}
	all := printing.Templates()
	slices.SortStableFunc(all, func(a, b layout.Template) int { return rank(a, t) - rank(b, t) })
	for _, from := range all {
		lines := linesOf(from)
		for i, l := range lines {
			if string(l.Item.Field) != key {
				continue
			}
			if l.Item.Priority = max(l.Item.Priority, 1); t.Stays(l.Item.Field) || from.Purpose == t.Purpose && fixed(from, lines, i) {
				l.Item.Priority = 0
			}
			l.Right = false
			return l
		}
	}
	return line{Part: "wide", Item: layout.Item{Field: label.Field(key), Size: 0.9, Priority: 1}}
}

// rank is 0 for a template of the same purpose.
func rank(from, t layout.Template) int {
	if from.Purpose == t.Purpose {
		return 0
	}
	return 1
}

// speak sets the languages of a template: what is in English goes, or the name
// in English comes.
func speak(t layout.Template, lines []line, languages []string) (layout.Template, []line) {
	t.Languages = languages
	if !slices.Contains(languages, "en") {
		return t, slices.DeleteFunc(lines, func(l line) bool { return english(l.Item.Field) })
	}
	if t.Purpose == layout.Poster || slices.Contains(keys(lines), string(label.FieldNameEn)) {
		return t, lines
	}
	at := slices.Index(keys(lines), string(label.FieldName))
	name := newLine(t, string(label.FieldNameEn))
	name.Item.Priority = 0
	if at >= 0 {
		name.Part = lines[at].Part
		for at+1 < len(lines) && lines[at+1].Right {
			at++
		}
	}
	return t, slices.Insert(lines, at+1, name)
}
