package pdf

import (
	"bytes"
	"fmt"
	"strconv"
)

const (
	space   = " \n\r\t\x00\f"
	delimit = space + "()/<>[]{}%"
)

// scan calls operator for each operator of a content stream (ISO 32000-1,
// 7.8.2), with the numbers before it. Names and strings before it are checked
// for their form and left out; dictionaries and arrays are an error.
func scan(b []byte, operator func(name string, operands []float64) error) error {
	var operands []float64
	for b = bytes.TrimLeft(b, space); len(b) > 0; b = bytes.TrimLeft(b, space) {
		var err error
		var token []byte
		switch b[0] {
		case '(':
			b, err = skipString(b)
		case '/':
			_, b = cutToken(b[1:])
		default:
			token, b = cutToken(b)
			operands, err = take(token, operands, operator)
		}
		if err != nil {
			return err
		}
	}
	if len(operands) > 0 {
		return fmt.Errorf("numbers without an operator at the end")
	}
	return nil
}

// take adds a number to the operands or carries an operator out.
func take(token []byte, operands []float64, operator func(string, []float64) error) ([]float64, error) {
	if len(token) == 0 {
		return nil, fmt.Errorf("content is damaged")
	}
	if c := token[0]; c >= '0' && c <= '9' || c == '-' || c == '.' {
		v, err := strconv.ParseFloat(string(token), 64)
		return append(operands, v), err
	}
	return operands[:0], operator(string(token), operands)
}

func cutToken(b []byte) (token, rest []byte) {
	if end := bytes.IndexAny(b, delimit); end >= 0 {
		return b[:end], b[end:]
	}
	return b, nil
}

// skipString passes over a literal string (ISO 32000-1, 7.3.4.2).
func skipString(b []byte) ([]byte, error) {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return b[i+1:], nil
			}
		}
	}
	return nil, fmt.Errorf("string without an end")
}
