package printing

import (
	"math"
	"strconv"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/locale"
)

// oneLine makes line breaks and runs of space one space. Tabs, which divide the
// columns of a row, stay.
func oneLine(s string) string {
	columns := strings.Split(s, "\t")
	for i, c := range columns {
		columns[i] = strings.Join(strings.Fields(c), " ")
	}
	if strings.Join(columns, "") == "" {
		return ""
	}
	return strings.Join(columns, "\t")
}

// captioned puts a text behind the caption under a key, such as "Bảo quản: {0}",
// unless it begins with those words itself; "" for no text.
func captioned(l *locale.Locale, key, text string) string {
	text = oneLine(text)
	if text == "" {
		return ""
	}
	caption, _, _ := strings.Cut(l.T(key, ""), ":")
	if strings.HasPrefix(strings.ToLower(text), strings.ToLower(caption)) {
		return text
	}
	return l.T(key, text)
}

// decimal writes n / 10^digits with the marks of the language, without noughts
// at the end: 1234500 of 3 digits is 1.234,5. n is not negative.
func decimal(l *locale.Locale, n int64, digits int) string {
	unit := int64(math.Pow10(digits))
	whole := l.Number(n / unit)
	rest := strconv.FormatInt(unit+n%unit, 10)[1:]
	if rest = strings.TrimRight(rest, "0"); rest == "" {
		return whole
	}
	mark := "."
	if l.Lang() == locale.Vietnamese {
		mark = ","
	}
	return whole + mark + rest
}
