package pdf

import (
	"fmt"
	"strconv"
)

// copier takes objects of a part's file into the document, those first which an
// object refers to, so that equal fonts of two parts become equal bytes.
type copier struct {
	joiner *joiner
	file   *file
	copied map[int]int // new object numbers by old ones; 0 while it is copied
}

// copy returns the new number of an object.
func (c *copier) copy(n int) (int, error) {
	if to, seen := c.copied[n]; seen {
		if to == 0 {
			return 0, fmt.Errorf("object %d refers to itself", n)
		}
		return to, nil
	}
	c.copied[n] = 0
	o, err := c.file.object(n)
	if err != nil {
		return 0, err
	}
	dict, err := c.rewrite(o.dict)
	if err != nil {
		return 0, err
	}
	to := c.joiner.once(dict, o.stream)
	c.copied[n] = to
	return to, nil
}

// rewrite replaces the references in a dictionary by those of copies.
func (c *copier) rewrite(dict []byte) ([]byte, error) {
	var failed error
	out := reference.ReplaceAllFunc(dict, func(ref []byte) []byte {
		n := pointers(ref)[0]
		to, err := c.copy(n)
		if err != nil {
			failed = err
		}
		return append(strconv.AppendInt(nil, int64(to), 10), " 0 R"...)
	})
	return out, failed
}
