package console

import (
	"errors"
	"net/http"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

const keyField = "key"

// orderKey names what a form asks for, so that it is done once however often
// the form is sent: by the form's own key, the user and all that was entered.
func (v *visit) orderKey() (string, error) {
	if len(v.r.PostForm.Get(keyField)) < 20 {
		return "", web.Status(http.StatusBadRequest)
	}
	names := make([]string, 0, len(v.r.PostForm))
	for name := range v.r.PostForm {
		names = append(names, name)
	}
	slices.Sort(names)
	parts := []string{"console", v.r.URL.EscapedPath(), v.user.Name}
	for _, name := range names {
		parts = append(parts, name, v.r.PostForm.Get(name))
	}
	return strings.Join(parts, "\x00"), nil
}

// state states facts, all or none, and publishes them, so that whoever scans
// sees them at once; problems are for a person to mend. Where publishing fails
// the facts stand all the same, and the form can be sent again.
func (v *visit) state(facts ...trace.Fact) (trace.Problems, error) {
	key, err := v.orderKey()
	if err != nil {
		return nil, err
	}
	_, err = v.Registry.State(v.ctx(), trace.Order{Facts: facts, Key: key, By: v.user.Name})
	if err != nil {
		return asProblems(err)
	}
	_, err = v.Registry.Publish(v.ctx())
	return nil, err
}

// examine finds what would keep a fact from being stated.
func (v *visit) examine(f trace.Fact) (trace.Problems, error) {
	return asProblems(v.Registry.Examine(v.ctx(), f))
}

// asProblems tells problems from other errors.
func asProblems(err error) (trace.Problems, error) {
	var problems trace.Problems
	if errors.As(err, &problems) {
		return problems, nil
	}
	return nil, err
}
