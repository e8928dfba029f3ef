package label

// A Bitmap is a one-bit picture. Rows are padded to whole bytes, the leftmost
// pixel of a byte is its highest bit, and 1 is dark.
type Bitmap struct {
	W, H int // pixels
	Bits []byte
}

// NewBitmap returns a light bitmap of w by h pixels, both at least 0.
func NewBitmap(w, h int) *Bitmap {
	return &Bitmap{W: w, H: h, Bits: make([]byte, (w+7)/8*h)}
}

// Stride is the number of bytes in a row.
func (b *Bitmap) Stride() int { return (b.W + 7) / 8 }

// Dark reports whether a pixel is dark. Those outside are light.
func (b *Bitmap) Dark(x, y int) bool {
	return x >= 0 && y >= 0 && x < b.W && y < b.H && b.Bits[y*b.Stride()+x/8]&(0x80>>(x%8)) != 0
}

// Set makes a pixel dark. It must lie inside.
func (b *Bitmap) Set(x, y int) { b.Bits[y*b.Stride()+x/8] |= 0x80 >> (x % 8) }
