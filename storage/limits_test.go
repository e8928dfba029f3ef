package storage

import (
	"errors"
	"strings"
	"testing"
)

func TestCheckPair(t *testing.T) {
	long := strings.Repeat("k", MaxKey)
	for _, c := range []struct {
		key   string
		value int
		want  error
	}{
		{"k", 0, nil},
		{"\x00", 0, nil},
		{"\xff!", MaxValue, nil},
		{long, MaxValue, nil},
		{"", 0, ErrBadKey},
		{"!", 0, ErrBadKey},
		{"!badger!x", 0, ErrBadKey},
		{long + "k", 0, ErrTooLarge},
		{"k", MaxValue + 1, ErrTooLarge},
	} {
		if err := CheckPair([]byte(c.key), make([]byte, c.value)); !errors.Is(err, c.want) {
			t.Errorf("CheckPair(%.20q, %d bytes) = %v, want %v", c.key, c.value, err, c.want)
		}
	}
}

func TestCheckLayout(t *testing.T) {
	for value, want := range map[string]error{
		"1": nil, "2": ErrLayout, "4294967295": ErrLayout,
		"": ErrDamaged, "0": ErrDamaged, "-1": ErrDamaged, "1 ": ErrDamaged, "one": ErrDamaged, "4294967296": ErrDamaged,
	} {
		if err := checkLayout([]byte(value)); !errors.Is(err, want) {
			t.Errorf("checkLayout(%q) = %v, want %v", value, err, want)
		}
	}
}
