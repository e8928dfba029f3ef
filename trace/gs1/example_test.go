package gs1_test

import (
	"errors"
	"fmt"

	"ocoptrace/trace/gs1"
)

// A scanned label: what it identifies and what it says.
func ExampleParseDigitalLink() {
	d, err := gs1.ParseDigitalLink("https://example.com/01/09521234543213/10/L1%2FA/21/K7QF2M?17=261231&s=x")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("GTIN", d.Value("01"), "lot", d.Value("10"), "serial", d.Value("21"), "use by", d.Value("17"))
	fmt.Println(d.Canonical())
	// Output:
	// GTIN 09521234543213 lot L1/A serial K7QF2M use by 261231
	// https://id.gs1.org/01/09521234543213/10/L1%2FA/21/K7QF2M?17=261231
}

// A link to be printed.
func ExampleDigitalLink_String() {
	d := gs1.DigitalLink{
		Scheme: "https", Host: "example.com",
		Key:        gs1.Element{AI: "01", Value: "09521234543213"},
		Qualifiers: []gs1.Element{{AI: "10", Value: "L1+A"}},
		Attributes: []gs1.Element{{AI: "3103", Value: "000500"}, {AI: "17", Value: "261231"}},
	}
	if err := d.Validate(); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d)
	// Output:
	// https://example.com/01/09521234543213/10/L1%2BA?17=261231&3103=000500
}

// A number as a person types it, and what is said of a wrong one.
func ExampleNormalizeGTIN() {
	g, err := gs1.NormalizeGTIN("952 1234 54321-3")
	fmt.Println(g, err)
	_, err = gs1.NormalizeGTIN("952 1234 54321-8")
	fmt.Println(errors.Is(err, gs1.ErrCheckDigit))
	fmt.Println(err)
	// Output:
	// 09521234543213 <nil>
	// true
	// gs1: wrong check digit: (01) "952 1234 54321-8": the last digit of 09521234543218 would have to be 3, not 8
}
