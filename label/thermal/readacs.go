package thermal

import (
	"fmt"
	"strings"
)

// readACS undoes the compressed hexadecimal of a picture of n bytes.
func readACS(s string, stride, n int) ([]byte, error) {
	a := &acs{width: 2 * stride, most: 2 * n}
	for i := range len(s) {
		if err := a.next(s[i]); err != nil {
			return nil, fmt.Errorf("picture, character %d: %w", i, err)
		}
	}
	if len(a.digits) != 2*n || a.count != 0 {
		return nil, fmt.Errorf("picture of %d digits, want %d", len(a.digits), 2*n)
	}
	out := make([]byte, n)
	for i := range out {
		out[i] = a.digits[2*i]<<4 | a.digits[2*i+1]
	}
	return out, nil
}

type acs struct {
	width, most int
	digits      []byte // values
	count       int    // of the next digit; 0 where none is given
}

func (a *acs) next(c byte) error {
	into := len(a.digits) % a.width
	switch {
	case c >= 'G' && c <= 'Y':
		a.count += int(c-'G') + 1
		return a.check(a.count)
	case c >= 'g' && c <= 'z':
		a.count += 20 * (int(c-'g') + 1)
		return a.check(a.count)
	case c == ',':
		return a.add(0, a.width-into)
	case c == '!':
		return a.add(15, a.width-into)
	case c == ':':
		return a.again(into)
	}
	v := strings.IndexByte("0123456789ABCDEF", c)
	if v < 0 {
		return fmt.Errorf("unexpected %q", c)
	}
	n := max(1, a.count)
	a.count = 0
	if n > a.width-into {
		return fmt.Errorf("a row of more than %d digits", a.width)
	}
	return a.add(byte(v), n)
}

func (a *acs) check(n int) error {
	if len(a.digits)+n > a.most {
		return fmt.Errorf("more than %d digits", a.most)
	}
	return nil
}

func (a *acs) add(v byte, n int) error {
	if a.count != 0 {
		return fmt.Errorf("a count without a digit")
	}
	if err := a.check(n); err != nil {
		return err
	}
	for range n {
		a.digits = append(a.digits, v)
	}
	return nil
}

// again repeats the row before.
func (a *acs) again(into int) error {
	if into != 0 || len(a.digits) == 0 || a.count != 0 {
		return fmt.Errorf("a repeated row where none can be")
	}
	if err := a.check(a.width); err != nil {
		return err
	}
	a.digits = append(a.digits, a.digits[len(a.digits)-a.width:]...)
	return nil
}
