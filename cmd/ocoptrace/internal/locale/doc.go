// Package locale gives texts, days and numbers in the languages of the pages:
// Vietnamese, English, and every other that there is a file of.
//
// # Files
//
// assets/locales has one JSON object a language. A member's name is the key of
// a text, words joined by dots, the first of which says who uses it:
// "problem.", "finding.", "scan.". Its value is the text,
//
//	"scan.madeBy": "Made by {0}"
//
// or, where a count decides on the wording, an object of texts by plural
// category (Unicode CLDR, UTS #35 part 3: "zero", "one", "two", "few", "many",
// "other"; "other" must be there), chosen by the first argument:
//
//	"label.count": {"one": "{0} label", "other": "{0} labels"}
//
// {0} to {9} are replaced by the arguments in their order: numbers with the
// language's separators, days as the language writes them, other things as
// they are. Nothing in a text is markup. All languages have the same keys.
//
// A file named by the language's tag (BCP 47), such as "ko.json", is all that a
// further language needs; the files are part of the program when it is built. It
// has each plural category that the language uses, and under
//
//	"lang.name"      what the language calls itself
//	"format.date"    a day: {0} day and {1} month with two digits, {2} year,
//	                 {3} day and {4} month without a zero, {5} name of the month
//	"format.months"  twelve short names of months, with a space between
//	"format.time"    {0} day, {1} time of day
//
// # Days, times, numbers
//
// A day is 23/11/2026 in Vietnamese and 23 Nov 2026 in English; a time of day
// has 24 hours and is that of Viet Nam, UTC+7. Numbers and plural categories
// follow CLDR by the language's tag: 1.234 and 1,234.
//
// A Locale is immutable and may be used by several goroutines at once.
package locale
