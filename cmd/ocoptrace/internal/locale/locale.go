package locale

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"ocoptrace/assets"
	"ocoptrace/trace/ocop"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// The languages that are always there, as they stand in "lang" attributes and
// queries (BCP 47).
const (
	Vietnamese = "vi"
	English    = "en"
)

// Languages are the languages there are files of; the first is that of the law.
var Languages = named(assets.Locales)

// A Locale is a language with its texts.
type Locale struct {
	lang   string
	tag    language.Tag
	texts  map[string]text
	months []string // short names, from January on
}

// A text is one wording, or one for each plural category.
type text struct {
	forms map[plural.Form]string
	count bool // the first argument chooses
}

// Lang is the language's tag, such as "vi" or "en".
func (l *Locale) Lang() string { return l.lang }

// Name is what the language calls itself.
func (l *Locale) Name() string { return l.T("lang.name") }

// Has says whether there is a text under a key.
func (l *Locale) Has(key string) bool {
	_, ok := l.texts[key]
	return ok
}

// T is the text under a key with its arguments filled in. A key without a text
// is returned as it is.
func (l *Locale) T(key string, args ...any) string {
	t, ok := l.texts[key]
	if !ok {
		return key
	}
	form := t.forms[plural.Other]
	if t.count && len(args) > 0 {
		if chosen, ok := t.forms[l.category(args[0])]; ok {
			form = chosen
		}
	}
	for i, arg := range args {
		if mark := placeholder(i); strings.Contains(form, mark) {
			form = strings.ReplaceAll(form, mark, l.show(arg))
		}
	}
	return form
}

func placeholder(i int) string { return "{" + string(rune('0'+i)) + "}" }

// category is the plural category of a whole number.
func (l *Locale) category(arg any) plural.Form {
	var n int64
	switch v := arg.(type) {
	case int:
		n = int64(v)
	case int64:
		n = v
	default:
		return plural.Other
	}
	const modulus = 10_000_000 // of what the rules look at
	return plural.Cardinal.MatchPlural(l.tag, int(max(n, -n)%modulus), 0, 0, 0, 0)
}

// show writes an argument.
func (l *Locale) show(arg any) string {
	switch v := arg.(type) {
	case string:
		return v
	case int:
		return l.Number(int64(v))
	case int64:
		return l.Number(v)
	case ocop.Date:
		return l.Date(v)
	case time.Time:
		return l.Time(v)
	}
	return fmt.Sprint(arg)
}

// Date is a day as the language writes it; "" for the zero Date.
func (l *Locale) Date(d ocop.Date) string {
	if d.IsZero() {
		return ""
	}
	day, month := strconv.Itoa(d.Day()), int(d.Month())
	return l.T("format.date", fmt.Sprintf("%02d", d.Day()), fmt.Sprintf("%02d", month), strconv.Itoa(d.Year()),
		day, strconv.Itoa(month), l.months[month-1])
}

var vietnam = time.FixedZone("+07", 7*60*60)

// Time is a moment, to the minute, as clocks in Viet Nam show it.
func (l *Locale) Time(t time.Time) string {
	return l.T("format.time", l.Date(ocop.DateOf(t)), t.In(vietnam).Format("15:04"))
}

// Number is a whole number with the language's separators.
func (l *Locale) Number(n int64) string {
	return message.NewPrinter(l.tag).Sprint(number.Decimal(n))
}

// Decimal is a number given in thousandths, with at most three decimals and the
// language's signs: 6.5 of 6500.
func (l *Locale) Decimal(thousandths int64) string {
	return message.NewPrinter(l.tag).Sprint(number.Decimal(float64(thousandths)/1000, number.MaxFractionDigits(3)))
}
