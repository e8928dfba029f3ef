package labeltest

import (
	"fmt"
	"image"
	"os"
	"regexp"
	"strconv"
	"testing"
)

var pgmHead = regexp.MustCompile(`^P5\s(?:#.*\n)*(\d+)\s(\d+)\s255\s`)

// ReadPGM reads a grey image that a tool wrote (Netpbm P5).
func ReadPGM(t testing.TB, path string) *image.Gray {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	head := pgmHead.FindSubmatch(data[:min(len(data), 200)])
	if head == nil {
		t.Fatalf("%s is not a PGM image", path)
	}
	w, _ := strconv.Atoi(string(head[1]))
	h, _ := strconv.Atoi(string(head[2]))
	if len(data) != len(head[0])+w*h {
		t.Fatalf("%s: %d bytes for %d x %d pixels", path, len(data), w, h)
	}
	return &image.Gray{Pix: data[len(data)-w*h:], Stride: w, Rect: image.Rect(0, 0, w, h)}
}

// WritePGM writes a grey image for a tool.
func WritePGM(t testing.TB, path string, g *image.Gray) {
	t.Helper()
	data := fmt.Appendf(nil, "P5\n%d %d\n255\n", g.Rect.Dx(), g.Rect.Dy())
	for y := range g.Rect.Dy() {
		data = append(data, g.Pix[y*g.Stride:][:g.Rect.Dx()]...)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}
