package label

import (
	"fmt"

	"github.com/skip2/go-qrcode"
)

// byteCapacity is how many bytes of byte mode symbols of version 1, 2, ... hold at
// a level, as far as [MaxContent] needs (ISO/IEC 18004:2015, table 7).
var byteCapacity = map[byte][]int{
	'M': {14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560},
	'Q': {11, 20, 32, 46, 60, 74, 86, 108, 130, 151, 177, 203, 241, 258, 292, 322, 364, 394, 442, 482, 509, 565},
	'H': {7, 14, 24, 34, 44, 58, 64, 84, 98, 119, 137, 155, 177, 194, 220, 250, 280, 310, 338, 382, 403, 439, 461, 511, 535},
}

// ByteVersion returns the least QR version that holds n bytes in one segment of
// byte mode at a level, 'M', 'Q' or 'H': what an encoder chooses that is told
// mode and level. It is 0 for n outside 1 to [MaxContent] and for other levels.
func ByteVersion(n int, level byte) int {
	if n < 1 || n > MaxContent {
		return 0
	}
	for i, most := range byteCapacity[level] {
		if n <= most {
			return i + 1
		}
	}
	return 0
}

// EncodeBytes makes a QR symbol of content that is as large as one in byte mode
// throughout: the version is the least which holds the content so at level M, the
// level the highest which that version holds so. A printer that is told mode and
// level draws a symbol of this version, level and size; modes and mask, and with
// them single modules, may differ from those here. Content and errors are as for
// [Encode], whose symbols may be smaller.
func EncodeBytes(content string) (s Symbol, err error) {
	defer func() { // the encoder panics on its own faults
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: encoder: %v", ErrContent, r)
		}
	}()
	if err := checkContent(content); err != nil {
		return Symbol{}, err
	}
	version, level := ByteVersion(len(content), 'M'), byte('M')
	for _, higher := range []byte{'Q', 'H'} {
		if ByteVersion(len(content), higher) == version {
			level = higher
		}
	}
	code, err := qrcode.NewWithForcedVersion(content, version, recovery[level])
	if err != nil {
		return Symbol{}, fmt.Errorf("%w: %w", ErrContent, err)
	}
	code.DisableBorder = true
	return newSymbol(code.Bitmap(), version, level), nil
}

var recovery = map[byte]qrcode.RecoveryLevel{'M': qrcode.Medium, 'Q': qrcode.High, 'H': qrcode.Highest}
