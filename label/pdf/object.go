package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
)

// file is a document with a plain cross-reference table (ISO 32000-1, 7.5.4), as
// this package and the PDF library write it. Everything else is an error: it is
// no reader of other documents.
type file struct {
	doc     []byte
	offsets []int // by object number; 0 for none
	trailer []byte
}

var (
	endOfFile = regexp.MustCompile(`\nstartxref\n(\d{1,10})\n%%EOF\n$`)
	tableHead = regexp.MustCompile(`^xref\n0 (\d{1,9})\n`)
)

const entryLength = 20 // of a cross-reference table

func openFile(doc []byte) (*file, error) {
	end := endOfFile.FindSubmatch(doc[max(0, len(doc)-64):])
	if end == nil || !bytes.HasPrefix(doc, []byte("%PDF-")) {
		return nil, fmt.Errorf("no PDF header, or cut off")
	}
	at, _ := strconv.Atoi(string(end[1]))
	if at > len(doc) {
		return nil, fmt.Errorf("cross-reference table at %d of %d bytes", at, len(doc))
	}
	head := tableHead.FindSubmatch(doc[at:min(at+32, len(doc))])
	if head == nil {
		return nil, fmt.Errorf("no cross-reference table at %d", at)
	}
	size, _ := strconv.Atoi(string(head[1]))
	table := doc[at+len(head[0]):]
	if len(table) < size*entryLength {
		return nil, fmt.Errorf("cross-reference table cut off")
	}
	f := &file{doc: doc, trailer: table[size*entryLength:]}
	if !bytes.HasPrefix(f.trailer, []byte("trailer\n<<\n")) {
		return nil, fmt.Errorf("no trailer behind %d objects", size)
	}
	return f, f.readTable(table[:size*entryLength])
}

func (f *file) readTable(table []byte) error {
	for n := 0; len(table) > 0; n, table = n+1, table[entryLength:] {
		at, err := strconv.Atoi(string(table[:10]))
		use := string(table[10:entryLength])
		free := n == 0 && use == " 65535 f \n"
		if err != nil || at >= len(f.doc) || !free && use != " 00000 n \n" {
			return fmt.Errorf("entry %d of the cross-reference table is %q", n, table[:entryLength])
		}
		f.offsets = append(f.offsets, at)
	}
	return nil
}

// object is one indirect object.
type object struct {
	dict   []byte
	stream []byte // nil for none
}

var (
	streamMark = []byte("\nstream\n")
	streamEnd  = []byte("\nendstream\nendobj\n")
	objectEnd  = []byte("\nendobj\n")
)

// object reads the object with a number.
func (f *file) object(n int) (object, error) {
	if n < 1 || n >= len(f.offsets) {
		return object{}, fmt.Errorf("no object %d", n)
	}
	body, ok := bytes.CutPrefix(f.doc[f.offsets[n]:], fmt.Appendf(nil, "%d 0 obj\n", n))
	end := bytes.Index(body, objectEnd)
	if !ok || end < 0 {
		return object{}, fmt.Errorf("object %d is not at %d", n, f.offsets[n])
	}
	at := bytes.Index(body[:end], streamMark)
	if at < 0 {
		return object{dict: body[:end]}, nil
	}
	dict, rest := body[:at], body[at+len(streamMark):]
	length, err := number(dict, "Length")
	if err != nil || length > len(rest) || !bytes.HasPrefix(rest[length:], streamEnd) {
		return object{}, fmt.Errorf("object %d: stream is not of /Length %d", n, length)
	}
	return object{dict, rest[:length]}, nil
}

// value returns what follows a name in a dictionary.
func value(dict []byte, name string) ([]byte, error) {
	for rest := dict; ; {
		at := bytes.Index(rest, []byte("/"+name))
		if at < 0 {
			return nil, fmt.Errorf("no /%s in %.60q", name, dict)
		}
		rest = rest[at+1+len(name):]
		if len(rest) > 0 && bytes.IndexByte([]byte(" \n[</("), rest[0]) >= 0 {
			return bytes.TrimLeft(rest, " \n"), nil
		}
	}
}

var digits = regexp.MustCompile(`^\d{1,9}`)

// number returns a whole number of a dictionary.
func number(dict []byte, name string) (int, error) {
	v, err := value(dict, name)
	if err != nil {
		return 0, err
	}
	n, err := strconv.Atoi(string(digits.Find(v)))
	if err != nil {
		return 0, fmt.Errorf("/%s is %.20q", name, v)
	}
	return n, nil
}

var reference = regexp.MustCompile(`\b(\d{1,9}) 0 R\b`)

// pointer returns the object number that a dictionary refers to by a name.
func pointer(dict []byte, name string) (int, error) {
	v, err := value(dict, name)
	if err != nil {
		return 0, err
	}
	at := reference.FindSubmatchIndex(v)
	if at == nil || at[0] != 0 {
		return 0, fmt.Errorf("/%s is %.20q", name, v)
	}
	return strconv.Atoi(string(v[at[2]:at[3]]))
}

// inside returns what stands between brackets behind a name.
func inside(dict []byte, name, open, shut string) ([]byte, error) {
	v, err := value(dict, name)
	if err != nil {
		return nil, err
	}
	v, ok := bytes.CutPrefix(v, []byte(open))
	end := bytes.Index(v, []byte(shut))
	if !ok || end < 0 {
		return nil, fmt.Errorf("/%s is %.20q", name, v)
	}
	return v[:end], nil
}

// pointers lists the object numbers of references.
func pointers(b []byte) []int {
	var out []int
	for _, m := range reference.FindAllSubmatch(b, -1) {
		n, _ := strconv.Atoi(string(m[1]))
		out = append(out, n)
	}
	return out
}
