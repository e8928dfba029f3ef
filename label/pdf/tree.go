package pdf

import (
	"bytes"
	"fmt"
)

// sheet is one page of a file.
type sheet struct {
	dict, content object
}

// sheets walks the page tree (ISO 32000-1, 7.7.3) from the trailer down.
func (f *file) sheets() ([]sheet, error) {
	root, err := pointer(f.trailer, "Root")
	if err != nil {
		return nil, err
	}
	catalogue, err := f.object(root)
	if err != nil {
		return nil, err
	}
	top, err := pointer(catalogue.dict, "Pages")
	if err != nil {
		return nil, err
	}
	return f.node(nil, top, 0)
}

const treeDepth = 4 // ours has two levels of nodes

// node appends the pages below an object of the tree.
func (f *file) node(out []sheet, n, depth int) ([]sheet, error) {
	o, err := f.object(n)
	if err != nil {
		return nil, err
	}
	if !bytes.Contains(o.dict, []byte("/Type /Pages")) {
		s, err := f.sheet(o)
		return append(out, s), err
	}
	kids, err := inside(o.dict, "Kids", "[", "]")
	if err != nil || depth == treeDepth {
		return nil, fmt.Errorf("page tree at object %d, depth %d: %w", n, depth, err)
	}
	before := len(out)
	for _, kid := range pointers(kids) {
		if out, err = f.node(out, kid, depth+1); err != nil {
			return nil, err
		}
		if len(out) > len(f.offsets) {
			return nil, fmt.Errorf("page tree is no tree")
		}
	}
	if count, err := number(o.dict, "Count"); err != nil || count != len(out)-before {
		return nil, fmt.Errorf("page tree at object %d: %d pages, /Count %d", n, len(out)-before, count)
	}
	return out, nil
}

func (f *file) sheet(o object) (sheet, error) {
	if !bytes.Contains(o.dict, []byte("/Type /Page\n")) {
		return sheet{}, fmt.Errorf("%.60q is no page", o.dict)
	}
	n, err := pointer(o.dict, "Contents")
	if err != nil {
		return sheet{}, err
	}
	content, err := f.object(n)
	if err == nil && content.stream == nil {
		err = fmt.Errorf("object %d has no stream", n)
	}
	return sheet{o, content}, err
}
