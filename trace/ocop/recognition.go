package ocop

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// ErrRecognitionNumber means that something is not the official number of a
// recognised product.
var ErrRecognitionNumber = errors.New("not a recognition number")

// A RecognitionNumber is the official number of a recognised product. Its parts
// are kept as printed.
type RecognitionNumber struct {
	Province string // 2 digits
	District string // 3 digits in the form before Decision 26/2026, else empty
	Commune  string // 5 digits
	Sequence string // 1 to 6 digits, kept by the commune, not all zero
	Year     int    // of evaluation, 2018 to 2099
}

const recognitionForms = "province-commune-sequence-year, e.g. 01-00592-12-2026, " +
	"or province-district-commune-sequence-year, e.g. 83-829-28780-90-2022"

// ParseRecognitionNumber reads TT-XXXXX-N-YYYY, or TT-DDD-XXXXX-N-YYYY with a
// district. The province of the first must be one of [Provinces]; that of the
// second may have been merged since. Errors: ErrRecognitionNumber.
func ParseRecognitionNumber(s string) (RecognitionNumber, error) {
	var n RecognitionNumber
	parts := strings.Split(s, "-")
	if len(parts) == 5 {
		n.District = parts[1]
		parts = append(parts[:1], parts[2:]...)
		if !digitsOf(n.District, 3, 3) {
			return RecognitionNumber{}, notNumber(s, "the district has 3 digits")
		}
	}
	if len(parts) != 4 {
		return RecognitionNumber{}, notNumber(s, "its form is "+recognitionForms)
	}
	n.Province, n.Commune, n.Sequence = parts[0], parts[1], parts[2]
	switch {
	case !digitsOf(n.Province, 2, 2):
		return RecognitionNumber{}, notNumber(s, "the province has 2 digits")
	case !digitsOf(n.Commune, 5, 5):
		return RecognitionNumber{}, notNumber(s, "the commune has 5 digits")
	case !digitsOf(n.Sequence, 1, 6) || strings.Trim(n.Sequence, "0") == "":
		return RecognitionNumber{}, notNumber(s, "the sequence is a number of 1 to 6 digits, not zero")
	case !digitsOf(parts[3], 4, 4) || parts[3] < "2018" || parts[3] > "2099":
		return RecognitionNumber{}, notNumber(s, "the year is 2018 to 2099")
	}
	n.Year, _ = strconv.Atoi(parts[3]) // four digits
	if _, known := ProvinceByCode(n.Province); n.District == "" && !known {
		return RecognitionNumber{}, notNumber(s, "there is no province "+n.Province)
	}
	return n, nil
}

// digitsOf says whether s is least to most ASCII digits.
func digitsOf(s string, least, most int) bool {
	return digits(s) && least <= len(s) && len(s) <= most
}

func notNumber(s, why string) error {
	return fmt.Errorf("%w: %s: %s", ErrRecognitionNumber, shorten(s), why)
}

// String returns the number as it is printed.
func (n RecognitionNumber) String() string {
	if n.District == "" {
		return fmt.Sprintf("%s-%s-%s-%d", n.Province, n.Commune, n.Sequence, n.Year)
	}
	return fmt.Sprintf("%s-%s-%s-%s-%d", n.Province, n.District, n.Commune, n.Sequence, n.Year)
}
