package layout

import (
	"slices"
	"strings"

	"ocoptrace/label"
)

// item lists what is wrong with one item.
func (c *checker) item(t *Template, path string, i *Item) {
	kinds := 0
	for _, is := range []bool{i.Field != "", i.Logo != 0, i.Rule} {
		if is {
			kinds++
		}
	}
	if kinds != 1 {
		c.fault(path, "want one of field, logo and rule")
		return
	}
	switch {
	case i.Field != "":
		c.field(t, path, i)
	case i.Logo != 0:
		c.picture(t, path, i)
	}
	if i.Field == "" && (i.Table || i.Style != "" || i.Size != 0 || i.Keep != 0 || i.Rows != 0 || i.Right != nil) {
		c.fault(path, "table, style, size, keep, rows and right belong to fields")
	}
	if _, ok := label.InkOf(i.Colour); !ok {
		c.fault(path+".colour", "%.50q is not an ink", i.Colour)
	}
	if i.Priority < 0 || i.Priority > 9 {
		c.fault(path+".priority", "%d, want 0 to 9", i.Priority)
	}
	c.right(path, i)
}

func (c *checker) field(t *Template, path string, i *Item) {
	switch f := string(i.Field); {
	case !fieldForm.MatchString(f):
		c.fault(path+".field", "%.50q, want 1 to 30 letters a-z, A-Z", f)
		return
	case i.Field == label.FieldURI:
		c.fault(path+".field", "the symbol holds the uri; it is no item")
	case c.seen[i.Field] != "":
		c.fault(path+".field", "%s stands at %s already", f, c.seen[i.Field])
	case strings.HasSuffix(f, "En") && !slices.Contains(t.Languages, "en"):
		c.fault(path+".field", "%s is in English, which languages does not list", f)
	}
	c.seen[i.Field] = path
	if _, ok := styles[i.Style]; !ok {
		c.fault(path+".style", "%.50q, want regular, bold or mono", i.Style)
	}
	if i.Size != 0 && !within(i.Size, 0.5, 6) {
		c.fault(path+".size", "%g, want 0.5 to 6 times ordinary letters", i.Size)
	}
	if !within(i.Keep, 0, 1) {
		c.fault(path+".keep", "%g, want 0 to 1", i.Keep)
	}
	if i.Rows < 0 || i.Rows > 50 {
		c.fault(path+".rows", "%d, want 0 to 50", i.Rows)
	}
	if i.Priority != 0 && t.Stays(i.Field) {
		c.fault(path+".priority", "%s may not be left out", i.Field)
	}
}

// Stays reports whether labels of the template show a field in any case, if the
// template does: it may not be left out where room is short.
func (t *Template) Stays(f label.Field) bool {
	if f == label.FieldCall {
		return !t.checks()
	}
	return f == label.FieldCheck || f == label.FieldCheckShort || slices.Contains(needed[t.Purpose].fields, f)
}

func (c *checker) picture(t *Template, path string, i *Item) {
	if !within(i.Logo, 1, 100) {
		c.fault(path+".logo", "%g mm high, want 1 to 100", i.Logo)
	}
	if t.Logo == nil {
		c.fault(path+".logo", "the template has no logo")
	}
	if c.logo {
		c.fault(path+".logo", "the logo stands twice")
	}
	c.logo = true
}

func (c *checker) right(path string, i *Item) {
	if i.Right == nil {
		return
	}
	if i.Right.Field == "" || i.Right.Right != nil || i.Table || i.Right.Table {
		c.fault(path+".right", "want a single field, and no table")
	}
}
