package proof

import "ocoptrace/label"

// A Found is a symbol in a picture, upright and of whole dots.
type Found struct {
	X, Y    int    // its first dot
	Dots    int    // in a module
	Modules int    // on a side
	Text    string // what it says
	Err     error  // why it cannot be read; wraps [ErrUnreadable]
}

// Symbols reads all symbols of a picture that are upright and whose modules are
// whole dots, as label printers draw them, by their three corners; in rows from
// the top. Symbols that are turned, blurred or without a corner are not found.
func Symbols(b *label.Bitmap) (all []Found) {
	for y := range b.H {
		for x := 0; x < b.W; {
			end := runEnd(b, x, y)
			if n := (end - x) / 7; b.Dark(x, y) && (end-x)%7 == 0 && !b.Dark(x, y-1) && corner(b, x, y, n) {
				if modules := sideOf(b, x, y, n); modules > 0 {
					all = append(all, readAt(b, x, y, n, modules))
				}
			}
			x = end
		}
	}
	return all
}

// runEnd is the end of the dots in a row that are alike from x on.
func runEnd(b *label.Bitmap, x, y int) int {
	dark := b.Dark(x, y)
	for x < b.W && b.Dark(x, y) == dark {
		x++
	}
	return x
}

// corner reports whether the position detection pattern of a symbol begins at dot
// x, y with n dots a module (ISO/IEC 18004, 5.3.3.1).
func corner(b *label.Bitmap, x, y, n int) bool {
	for j := range 7 {
		for i := range 7 {
			ring := max(abs(i-3), abs(j-3))
			if b.Dark(x+i*n+n/2, y+j*n+n/2) != (ring != 2) {
				return false
			}
		}
	}
	return true
}

func abs(n int) int { return max(n, -n) }

// sideOf is how many modules the symbol has on a side whose first corner is at x,
// y; 0 if the other two are nowhere.
func sideOf(b *label.Bitmap, x, y, n int) int {
	const least, most, step = 21, 177, 4 // versions 1 to 40
	for modules := least; modules <= most; modules += step {
		far := (modules - 7) * n
		if corner(b, x+far, y, n) && corner(b, x, y+far, n) {
			return modules
		}
	}
	return 0
}

func readAt(b *label.Bitmap, x, y, n, modules int) Found {
	text, err := sampled(b, x, y, n, modules)
	return Found{x, y, n, modules, text, err}
}
