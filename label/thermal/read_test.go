package thermal

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
)

func readErr(p Printer, job []byte) (n int, err error) {
	for _, err = range Read(p, job) {
		n++
	}
	return n, err
}

// A job with any one change is refused, or still a whole job.
func TestReadRefuses(t *testing.T) {
	zpl := Printer{Language: ZPL, DPI: 203}
	tspl := Printer{Language: TSPL, DPI: 203}
	zplJob := string(write(t, zpl, page(stamp(t, uri))))
	tsplJob := string(write(t, tspl, page(stamp(t, uri))))
	level := string(stamp(t, uri).Symbols[0].Symbol.Level())
	for name, c := range map[string]struct {
		p            Printer
		job, old, to string
	}{
		"no format":     {zpl, zplJob, "^XA", "^XB"},
		"width":         {zpl, zplJob, "^PW400", "^PW32001"},
		"narrow":        {zpl, zplJob, "^PW400", "^PW200"},
		"command":       {zpl, zplJob, "^BY2,3,10", "^BY2,3,10^BY2,3,10"},
		"level":         {zpl, zplJob, "^FD" + level + "M,", "^FDHM,"},
		"payload":       {zpl, zplJob, "B0037https", "B0037_0"},
		"count":         {zpl, zplJob, "B0037", "B0036"},
		"automatic":     {zpl, zplJob, "^FD" + level + "M,B0037", "^FD" + level + "A,"},
		"magnification": {zpl, zplJob, "^BQN,2,3", "^BQN,2,9"},
		"no quantity":   {zpl, zplJob, "^PQ1^XZ", "^XZ"},
		"no end":        {zpl, zplJob, "^PQ1^XZ\n", ""},
		"after":         {zpl, zplJob, "^PQ1^XZ\n", "^PQ1^XZ\n^XA"},
		"picture":       {zpl, zplJob, "^FS", ",^FS"},
		"size":          {tspl, tsplJob, "SIZE 50 mm", "SIZE 5000 mm"},
		"cls":           {tspl, tsplJob, "CLS\r\n", ""},
		"setup":         {tspl, tsplJob, "GAP 0 mm", "GAP x mm"},
		"reset":         {tspl, tsplJob, "PRINT 1,1", "~!R"},
		"tspl level":    {tspl, tsplJob, "," + level + ",3", ",H,3"},
		"tspl count":    {tspl, tsplJob, "B0037", "B0038"},
		"tspl mode":     {tspl, tsplJob, ",M,0,M2,S7,", ",A,0,M2,S7,"},
		"tspl picture":  {tspl, tsplJob, "BITMAP ", "BITMAP 9"},
		"tspl end":      {tspl, tsplJob, "PRINT 1,1\r\n", ""},
		"language":      {Printer{Language: "epl", DPI: 203}, zplJob, "^XA", "^XA"},
	} {
		changed := strings.Replace(c.job, c.old, c.to, 1)
		if changed == c.job && name != "language" {
			t.Errorf("%s: %q is not in the job", name, c.old)
			continue
		}
		if _, err := readErr(c.p, []byte(changed)); err == nil || !errors.Is(err, ErrRead) && !errors.Is(err, ErrPrinter) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A job cut anywhere is refused, except between labels.
func TestReadCut(t *testing.T) {
	for _, language := range []Language{ZPL, TSPL} {
		p := Printer{Language: language, DPI: 203}
		one := write(t, p, page(stamp(t, uri)))
		job := append(bytes.Clone(one), write(t, p, page(stamp(t, uri+"b")))...)
		for n := 1; n < len(job); n += 37 {
			if _, err := readErr(p, job[:n]); n != len(one) && !errors.Is(err, ErrRead) {
				t.Fatalf("%s: cut at %d: %v", language, n, err)
			}
		}
		if n, err := readErr(p, job[:len(one)]); n != 1 || err != nil {
			t.Errorf("%s: one label: %d, %v", language, n, err)
		}
	}
}

// The dots of all labels together are bounded by the length of the job.
func TestReadBudget(t *testing.T) {
	p := Printer{Language: ZPL, DPI: 203}
	blank := "^XA^CI28^PW9000^LL9000^LH0,0^MNY^PON\n^PQ99999999^XZ\n"
	n, err := readErr(p, []byte(strings.Repeat(blank, 100)))
	if !errors.Is(err, ErrRead) || n > 5 {
		t.Errorf("%d labels of 81 million dots, %v", n, err)
	}
}

func TestACS(t *testing.T) {
	b := band{stride: 4, bits: []byte{
		0, 0, 0, 0,
		0xff, 0xff, 0xff, 0xff,
		0xff, 0xff, 0xff, 0xff,
		0x12, 0x34, 0x44, 0x40,
		0, 0, 0, 0x0f,
	}}
	got := string(appendACS(nil, b))
	if want := ",!:123J4,M0!"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	// From the description of ~DG: 7M6 hM6 hMB 6 are runs of 7, 47 and 2 digits.
	a := &acs{width: 100, most: 200}
	for _, c := range []byte("M6hMB") {
		if err := a.next(c); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := len(a.digits), 7+47; got != want || a.digits[0] != 6 || a.digits[7] != 11 {
		t.Errorf("%d digits, want %d: %v", got, want, a.digits)
	}
}

func FuzzACS(f *testing.F) {
	f.Add([]byte{1, 2, 3, 0, 0, 0}, 3)
	f.Add(bytes.Repeat([]byte{0x11}, 2400), 1200)
	f.Fuzz(func(t *testing.T, bits []byte, stride int) {
		if stride < 1 || stride > 2000 || len(bits) < stride {
			return
		}
		bits = bits[:len(bits)/stride*stride]
		packed := appendACS(nil, band{stride: stride, bits: bits})
		back, err := readACS(string(packed), stride, len(bits))
		if err != nil || !slices.Equal(back, bits) {
			t.Errorf("%x came back as %x, %v, from %s", bits, back, err, packed)
		}
	})
}

// Whatever is read, nothing breaks, and labels that were read have a bitmap.
func FuzzRead(f *testing.F) {
	for _, p := range []Printer{{Language: ZPL, DPI: 203, Faces: Uploaded}, {Language: TSPL, DPI: 203}} {
		f.Add(string(p.Language), write(f, p, page(stamp(f, uri))))
	}
	f.Fuzz(func(t *testing.T, language string, job []byte) {
		for l, err := range Read(Printer{Language: Language(language), DPI: 203}, job) {
			if err == nil && (l.Bitmap == nil || l.Copies < 1) {
				t.Errorf("label %v without an error", l)
			}
		}
	})
}

func TestACSRefuses(t *testing.T) {
	for name, s := range map[string]string{
		"no row before":      ":",
		"within a row":       "12:",
		"too many rows":      ",,,",
		"too many repeats":   ",::",
		"too few":            ",",
		"count at the end":   ",,G",
		"count for a fill":   "G,,",
		"count for a row":    ",G:",
		"row too long":       "M0",
		"count without end":  strings.Repeat("z", 50),
		"other character":    "xyz ",
		"small hexadecimals": "abcd",
	} {
		if bits, err := readACS(s, 2, 4); err == nil {
			t.Errorf("%s: %q gives %x", name, s, bits)
		}
	}
}
