package layout

import (
	"testing"
)

func TestDefaultTemplatesOnTheirMedia(t *testing.T) {
	for id, tpl := range defaults(t) {
		for size, m := range onMedia[tpl.Purpose] {
			t.Run(id+"/"+size, func(t *testing.T) {
				c, err := NewComposer(testFonts(), tpl, m)
				if err != nil {
					t.Fatal(err)
				}
				d, problems := c.Compose(sample())
				if d == nil {
					t.Fatal(problems)
				}
				for _, p := range problems {
					t.Log(p)
				}
			})
		}
	}
}
