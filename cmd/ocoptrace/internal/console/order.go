package console

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// KeyField is the hidden field with the key of a form that states something.
const KeyField = "key"

// OrderKey names what a form asks for, so that it is done once however often
// the form is sent: by the form's own key, the user and all that was entered.
func (v *Visit) OrderKey() (string, error) {
	if len(v.R.PostForm.Get(KeyField)) < 20 {
		return "", web.Status(http.StatusBadRequest)
	}
	names := make([]string, 0, len(v.R.PostForm))
	for name := range v.R.PostForm {
		names = append(names, name)
	}
	slices.Sort(names)
	parts := []string{"console", v.R.URL.EscapedPath(), v.User.Name}
	for _, name := range names {
		parts = append(parts, name, v.R.PostForm.Get(name))
	}
	return strings.Join(parts, "\x00"), nil
}

// State states facts, all or none, and publishes them, so that whoever scans
// sees them at once; problems are for a person to mend. Where publishing fails
// the facts stand all the same, and the form can be sent again.
func (v *Visit) State(facts ...trace.Fact) (trace.Problems, error) {
	key, err := v.OrderKey()
	if err != nil {
		return nil, err
	}
	_, err = v.Registry.State(v.Ctx(), trace.Order{Facts: facts, Key: key, By: v.User.Name})
	if err != nil {
		return AsProblems(err)
	}
	_, err = v.Registry.Publish(v.Ctx())
	return nil, err
}

// Examine finds what would keep a fact from being stated.
func (v *Visit) Examine(f trace.Fact) (trace.Problems, error) {
	return AsProblems(v.Registry.Examine(v.Ctx(), f))
}

// AsProblems tells problems from other errors.
func AsProblems(err error) (trace.Problems, error) {
	var problems trace.Problems
	if errors.As(err, &problems) {
		return problems, nil
	}
	return nil, err
}
