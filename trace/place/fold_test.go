package place

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// letters are the letters of Vietnamese with every tone, small.
const letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"

func TestFold(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"  ", ""},
		{"Phường Ba Đình", "phuong ba dinh"},
		{"hoà", "hoa"},
		{"hòa", "hoa"},
		{norm.NFD.String("Thị trấn Hoà Bình"), "thi tran hoa binh"},
		{"P. Ba-Đình, (Hà Nội)", "p ba dinh ha noi"},
		{"a\u00a0 b\t", "a b"},
		{"Hà Giang 2", "ha giang 2"},
		{"N'Thol Hạ", "n thol ha"},
		{"Ðà Nẵng", "da nang"}, // with eth
		{"İ", "i"},
		{"农", "农"},
		{"\u0301", ""},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("Fold(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestFoldMakesLettersOfVietnameseASCII(t *testing.T) {
	for _, r := range letters + strings.ToUpper(letters) {
		if got := Fold(string(r)); len(got) != 1 || got[0] < 'a' || got[0] > 'z' {
			t.Errorf("Fold(%q) = %q", r, got)
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "Hoà", "hòa ", "Đ\u0323", "İ", "a  b", "\xff", "ﬁ", "ǅ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Fold(s)
		if again := Fold(got); again != got {
			t.Fatalf("Fold(%q) = %q, of which Fold is %q", s, got, again)
		}
		if nfc := Fold(norm.NFC.String(s)); nfc != got {
			t.Fatalf("Fold(%q) = %q, in NFC %q", s, got, nfc)
		}
		if strings.IndexFunc(got, func(r rune) bool { return r != ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) >= 0 ||
			strings.Contains(got, "  ") || strings.TrimSpace(got) != got {
			t.Fatalf("Fold(%q) = %q", s, got)
		}
	})
}

func TestToned(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"Hoà", "hòa", true},
		{"Hoà Bình", norm.NFD.String("HÒA BÌNH"), true},
		{"hoá", "hòa", false},
		{"thuỷ", "thủy", true},
		{"Phương", "Phường", false},
		{"ba", "bà", false},
	} {
		if got := toned(c.a) == toned(c.b); got != c.same {
			t.Errorf("toned(%q) = %+q, toned(%q) = %+q", c.a, toned(c.a), c.b, toned(c.b))
		}
	}
}
