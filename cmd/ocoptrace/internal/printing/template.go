package printing

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"

	"ocoptrace/assets"
	"ocoptrace/label/layout"
)

// ErrTemplate means a template that there is none of.
var ErrTemplate = errors.New("printing: template")

// templates are the program's own, read once. They are part of the program: a
// fault in them is a fault of the program.
var templates = sync.OnceValue(func() []layout.Template {
	files, err := assets.Labels.ReadDir("labels")
	if err != nil {
		panic("printing: " + err.Error())
	}
	var all []layout.Template
	for _, f := range files {
		data, err := assets.Labels.ReadFile(path.Join("labels", f.Name()))
		if err != nil {
			panic("printing: " + err.Error())
		}
		t, err := layout.ReadTemplate(data)
		if err != nil {
			panic("printing: " + f.Name() + ": " + err.Error())
		}
		all = append(all, t)
	}
	order := []layout.Purpose{layout.Stamp, layout.Full, layout.Carton, layout.Gift, layout.Poster}
	slices.SortStableFunc(all, func(a, b layout.Template) int {
		return slices.Index(order, a.Purpose) - slices.Index(order, b.Purpose)
	})
	return all
})

// Templates are the program's templates, those of stamps first.
func Templates() []layout.Template { return slices.Clone(templates()) }

// FindTemplate is the program's template of an id. Error: [ErrTemplate].
func FindTemplate(id string) (layout.Template, error) {
	var ids []string
	for _, t := range templates() {
		if t.ID == id {
			return t, nil
		}
		ids = append(ids, t.ID)
	}
	return layout.Template{}, fmt.Errorf("%w %.40q: there are %s", ErrTemplate, id, strings.Join(ids, ", "))
}

// TemplateFor is the stamp that suits a label of a size in mm: with English where
// there is room, the small one where the usual one has none.
func TemplateFor(w, h float64) layout.Template {
	id := "stamp"
	switch {
	case w >= 70 && h >= 37:
		id = "stamp-en"
	case w < 38 || h < 21:
		id = "mini"
	}
	t, err := FindTemplate(id)
	if err != nil {
		panic(err.Error()) // it is part of the program
	}
	return t
}
