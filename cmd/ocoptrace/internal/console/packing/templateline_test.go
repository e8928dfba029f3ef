package packing

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/layout"
)

func programTemplate(t *testing.T, id string) layout.Template {
	t.Helper()
	template, err := printing.FindTemplate(id)
	check(t, err)
	return template
}

// A template that is taken apart and put together is the same.
func TestTakenApart(t *testing.T) {
	for _, template := range printing.Templates() {
		if got := putTogether(template, linesOf(template)); !reflect.DeepEqual(got, template) {
			t.Errorf("%s became %+v", template.ID, got)
		}
	}
}

// However lines are moved, none is lost, and what can be made of them is a
// template as sound as before.
func TestMovedAnywhere(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, template := range printing.Templates() {
		lines := linesOf(template)
		before := slices.Sorted(slices.Values(keys(lines)))
		for range 300 {
			move(lines, random.IntN(len(lines)), []int{-1, 1}[random.IntN(2)])
			inOrder(lines)
			if i := random.IntN(len(lines)); random.IntN(4) == 0 {
				lines[i].Right = !lines[i].Right && !lines[i].Item.Rule
			}
			next := putTogether(template, lines)
			if faults := next.Check(); len(faults) > 0 {
				t.Fatalf("%s: %v", template.ID, faults)
			}
			if got := slices.Sorted(slices.Values(keys(linesOf(next)))); !slices.Equal(got, before) {
				t.Fatalf("%s: %v, had %v", template.ID, got, before)
			}
		}
	}
}

// Moving there and back changes nothing.
func TestMovedBack(t *testing.T) {
	for _, template := range printing.Templates() {
		start := linesOf(template)
		for at := range start {
			lines := slices.Clone(start)
			key := keys(lines)[at]
			move(lines, at, 1)
			inOrder(lines)
			if keys(lines)[at] == key && lines[at].Part == start[at].Part {
				continue // it was the last of all
			}
			move(lines, slices.Index(keys(lines), key), -1)
			inOrder(lines)
			if !start[at].Item.Rule && !reflect.DeepEqual(lines, start) {
				t.Errorf("%s: %s there and back", template.ID, key)
			}
		}
	}
}

// All that is offered can be added, and what must stay is fixed.
func TestOffered(t *testing.T) {
	for _, template := range printing.Templates() {
		lines := linesOf(template)
		for _, key := range unshown(template, lines) {
			more := append(slices.Clone(lines), newLine(template, key))
			inOrder(more)
			next := putTogether(template, more)
			if faults := next.Check(); len(faults) > 0 {
				t.Errorf("%s with %s: %v", template.ID, key, faults)
			}
		}
		for i, key := range keys(lines) {
			without := putTogether(template, slices.Delete(slices.Clone(lines), i, i+1))
			if sound := len(without.Check()) == 0; sound == fixed(template, lines, i) {
				t.Errorf("%s without %s: sound %v", template.ID, key, sound)
			}
		}
	}
}

// A language is taken away and given again.
func TestSpeak(t *testing.T) {
	for _, template := range printing.Templates() {
		for _, spoken := range [][]string{{"vi"}, {"vi", "en"}, {"vi"}} {
			template, lines := speak(template, linesOf(template), spoken)
			template = putTogether(template, lines)
			if faults := template.Check(); len(faults) > 0 {
				t.Errorf("%s in %v: %v", template.ID, spoken, faults)
			}
		}
	}
}
