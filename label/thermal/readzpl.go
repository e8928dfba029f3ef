package thermal

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// zpl reads one format.
func (r *reader) zpl() error {
	head, err := r.upTo("^PO", zplHead)
	if err != nil {
		return err
	}
	if err := r.size(number(head[1]), number(head[2])); err != nil {
		return err
	}
	if _, err := r.command(zplOrientation); err != nil {
		return err
	}
	for {
		field, err := r.field()
		if err != nil {
			return err
		}
		if m := zplEnd.FindStringSubmatch(field); m != nil {
			r.out.Copies = number(m[1])
			return nil
		}
		if err := r.zplField(field); err != nil {
			return err
		}
	}
}

var (
	zplHead        = regexp.MustCompile(`^(?:~SD(?:0[1-9]|[12]\d|30)\n)?\^XA\^CI28\^PW([1-9]\d{0,4})\^LL([1-9]\d{0,4})\^LH0,0\^MN[YMN](?:\^PR(?:[1-9]|1[0-4]))?$`)
	zplOrientation = regexp.MustCompile(`^\^PO[NI]$`)
	zplEnd         = regexp.MustCompile(`^\^PQ([1-9]\d{0,7})\^XZ$`)
	zplPicture     = regexp.MustCompile(`^\^FO(\d{1,5}),(\d{1,5})\^GFA,(\d{1,5}),(\d{1,5}),(\d{1,4}),([0-9A-Z,:!g-z]*)\^FS$`)
	zplBar         = regexp.MustCompile(`^\^FO(\d{1,5}),(\d{1,5})\^GB(\d{1,5}),(\d{1,5}),(\d{1,5})\^FS$`)
	zplText        = regexp.MustCompile(`^\^FT(\d{1,5}),(\d{1,5})\^A@N,(\d{1,4}),(\d{1,4}),E:([A-Z0-9]{1,8}\.TTF)\^FH\^FD([^^~]*)\^FS$`)
	zplCode        = regexp.MustCompile(`^\^BY2,3,(\d{1,3})\^FO(\d{1,5}),(\d{1,5})\^BQN,2,(\d{1,2})\^FH\^FD([HQM])M,B(\d{4})([^^~]*)\^FS$`)
)

// upTo matches what comes before a mark, which it must before 200 bytes.
func (r *reader) upTo(mark string, want *regexp.Regexp) ([]string, error) {
	rest := r.data[r.at:]
	i := bytes.Index(rest[:min(len(rest), 200)], []byte(mark))
	if i < 0 {
		return nil, fmt.Errorf("no format begins here: %s", short(string(rest[:min(len(rest), 41)])))
	}
	m := want.FindStringSubmatch(string(rest[:i]))
	if m == nil {
		return nil, fmt.Errorf("no format begins with %s", short(string(rest[:i])))
	}
	r.at += i
	return m, nil
}

// field returns the next line, without its end.
func (r *reader) field() (string, error) {
	rest := r.data[r.at:]
	i := bytes.IndexByte(rest, '\n')
	if i < 0 {
		return "", fmt.Errorf("the job ends within a format")
	}
	r.at += i + 1
	return string(rest[:i]), nil
}

func (r *reader) command(want *regexp.Regexp) ([]string, error) {
	s, err := r.field()
	if err != nil {
		return nil, err
	}
	m := want.FindStringSubmatch(s)
	if m == nil {
		return nil, fmt.Errorf("unexpected %s", short(s))
	}
	return m, nil
}

func (r *reader) zplField(s string) error {
	if m := zplPicture.FindStringSubmatch(s); m != nil {
		return r.zplPicture(m)
	}
	if m := zplBar.FindStringSubmatch(s); m != nil {
		w, h := number(m[3]), number(m[4])
		if number(m[5]) != min(w, h) {
			return fmt.Errorf("a box that is not filled: %s", short(s))
		}
		return r.bar(number(m[1]), number(m[2]), w, h)
	}
	if m := zplCode.FindStringSubmatch(s); m != nil {
		text, err := unhex(m[7])
		if err == nil {
			err = counted(text, m[6])
		}
		if err != nil {
			return err
		}
		// The printer draws it lower than asked, by the height of ^BY.
		return r.code(number(m[2]), number(m[3])+number(m[1]), number(m[4]), m[5][0], text)
	}
	if m := zplText.FindStringSubmatch(s); m != nil {
		text, err := unhex(m[6])
		if err != nil {
			return err
		}
		if !utf8.ValidString(text) || m[3] != m[4] {
			return fmt.Errorf("text %s of %s x %s dots", short(m[6]), m[3], m[4])
		}
		r.out.Texts = append(r.out.Texts, Text{Text: text, Face: m[5], X: number(m[1]), Y: number(m[2]), Height: number(m[3])})
		return nil
	}
	return fmt.Errorf("unexpected %s", short(s))
}

func (r *reader) zplPicture(m []string) error {
	n, stride := number(m[3]), number(m[5])
	if m[3] != m[4] || stride == 0 || n == 0 || n%stride != 0 {
		return fmt.Errorf("picture of %s, %s bytes in rows of %s", m[3], m[4], m[5])
	}
	bits, err := readACS(m[6], stride, n)
	if err != nil {
		return err
	}
	return r.picture(number(m[1]), number(m[2]), stride, bits)
}

// number reads digits, which an expression has found to be few.
func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// counted makes sure that a text has as many bytes as its count says.
func counted(text, count string) error {
	if len(text) != number(count) {
		return fmt.Errorf("%s has %d bytes, not %s", short(text), len(text), count)
	}
	return nil
}

// unhex undoes ^FH.
func unhex(s string) (string, error) {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '_' {
			out.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", fmt.Errorf("%s ends within an escape", short(s))
		}
		v, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", fmt.Errorf("escape %q is not hexadecimal", s[i:i+3])
		}
		out.WriteByte(byte(v))
		i += 2
	}
	return out.String(), nil
}
