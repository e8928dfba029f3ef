package stock

import (
	"reflect"
	"slices"
	"strings"
	"testing"
)

// What errors say of members is said of all that a stock has, and of no others.
func TestFormsOfMembers(t *testing.T) {
	var want []string
	for f := range reflect.TypeFor[Stock]().Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		want = append(want, name)
		if forms[name] == "" {
			t.Errorf("nothing says what %s must be", name)
		}
	}
	if got := slices.Sorted(slices.Values(members)); !slices.Equal(got, slices.Sorted(slices.Values(want))) || len(forms) != len(want) {
		t.Errorf("members %q, forms of %d; a stock has %q", got, len(forms), want)
	}
}
