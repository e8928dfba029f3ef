package thermal

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
)

var (
	tsplSize    = regexp.MustCompile(`^SIZE (\d{1,4}(?:\.\d{1,2})?) mm,(\d{1,4}(?:\.\d{1,2})?) mm$`)
	tsplSetup   = regexp.MustCompile(`^(?:(?:GAP|BLINE) \d{1,2}(?:\.\d{1,2})? mm,0 mm|DENSITY (?:[1-9]|1[0-5])|SPEED (?:[1-9]|1[0-4])|DIRECTION [01]|REFERENCE 0,0)$`)
	tsplPicture = regexp.MustCompile(`^BITMAP (\d{1,5}),(\d{1,5}),([1-9]\d{0,3}),([1-9]\d{0,4}),0,`)
	tsplBar     = regexp.MustCompile(`^BAR (\d{1,5}),(\d{1,5}),(\d{1,5}),(\d{1,5})$`)
	tsplCode    = regexp.MustCompile(`^QRCODE (\d{1,5}),(\d{1,5}),([HQM]),(\d{1,2}),M,0,M2,S7,"B(\d{4})([^"\\!]*)"$`)
	tsplPrint   = regexp.MustCompile(`^PRINT 1,([1-9]\d{0,8})$`)
)

// tspl reads one label.
func (r *reader) tspl() error {
	if err := r.tsplHead(); err != nil {
		return err
	}
	for {
		rest := r.data[r.at:]
		if m := tsplPicture.FindSubmatch(rest[:min(len(rest), 40)]); m != nil {
			if err := r.tsplPicture(m); err != nil {
				return err
			}
			continue
		}
		s, err := r.line()
		if err != nil {
			return err
		}
		if m := tsplPrint.FindStringSubmatch(s); m != nil {
			r.out.Copies = number(m[1])
			return nil
		}
		if err := r.tsplField(s); err != nil {
			return err
		}
	}
}

func (r *reader) tsplField(s string) error {
	if m := tsplBar.FindStringSubmatch(s); m != nil {
		return r.bar(number(m[1]), number(m[2]), number(m[3]), number(m[4]))
	}
	m := tsplCode.FindStringSubmatch(s)
	if m == nil {
		return fmt.Errorf("unexpected %s", short(s))
	}
	if err := counted(m[6], m[5]); err != nil {
		return err
	}
	return r.code(number(m[1]), number(m[2]), number(m[4]), m[3][0], m[6])
}

func (r *reader) tsplHead() error {
	s, err := r.line()
	if err != nil {
		return err
	}
	m := tsplSize.FindStringSubmatch(s)
	if m == nil {
		return fmt.Errorf("no label begins with %s", short(s))
	}
	w, _ := strconv.ParseFloat(m[1], 64)
	h, _ := strconv.ParseFloat(m[2], 64)
	if err := r.size(r.p.dots(w), r.p.dots(h)); err != nil {
		return err
	}
	for {
		s, err := r.line()
		if err != nil {
			return err
		}
		if s == "CLS" {
			return nil
		}
		if !tsplSetup.MatchString(s) {
			return fmt.Errorf("unexpected %s", short(s))
		}
	}
}

// line returns the next line, without its end.
func (r *reader) line() (string, error) {
	rest := r.data[r.at:]
	i := bytes.Index(rest, []byte("\r\n"))
	if i < 0 {
		return "", fmt.Errorf("the job ends within a label")
	}
	r.at += i + 2
	return string(rest[:i]), nil
}

// tsplPicture reads the bytes after the beginning of a BITMAP. In it, 0 is black.
func (r *reader) tsplPicture(m [][]byte) error {
	stride, rows := number(string(m[3])), number(string(m[4]))
	from := r.at + len(m[0])
	end := from + stride*rows
	if end+2 > len(r.data) || string(r.data[end:end+2]) != "\r\n" {
		return fmt.Errorf("picture of %d x %d bytes has another length", stride, rows)
	}
	bits := bytes.Clone(r.data[from:end])
	for i := range bits {
		bits[i] = ^bits[i]
	}
	r.at = end + 2
	return r.picture(number(string(m[1])), number(string(m[2])), stride, bits)
}
