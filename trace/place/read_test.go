package place

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

const header = "commune_code,commune_name,commune_name_en,province_code,province_name\n"

const sample = header +
	"02761,Xã Mường Khương,Muong Khuong,15,Tỉnh Lào Cai\n" +
	"00004,Phường Ba Đình,Ba Dinh,01,Thành phố Hà Nội\n" +
	"20333,đặc khu Hoàng Sa,,48,TP. Đà Nẵng\n" +
	"14758,Phường Hòa Mẫu,Hoa Mau,38,Thanh Hoá\n"

func readSample(t testing.TB, text string) List {
	t.Helper()
	l, err := ReadCommunes(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestReadCommunes(t *testing.T) {
	l := readSample(t, sample)
	want := []Commune{
		{"00004", "Phường Ba Đình", "Ba Dinh", "01"},
		{"02761", "Xã Mường Khương", "Muong Khuong", "15"},
		{"14758", "Phường Hòa Mẫu", "Hoa Mau", "38"},
		{"20333", "Đặc khu Hoàng Sa", "", "48"},
	}
	if !slices.Equal(l.Communes, want) {
		t.Errorf("got %v", l.Communes)
	}
	if other := readSample(t, "\xef\xbb\xbf"+strings.ReplaceAll(norm.NFD.String(sample), "\n", "\r\n")); other.Digest != l.Digest || !slices.Equal(other.Communes, want) {
		t.Errorf("with a byte order mark, in NFD and with CRLF: %v", other)
	}
	if other := readSample(t, strings.Replace(sample, "Ba Dinh", "Ba Dinh 1", 1)); other.Digest == l.Digest {
		t.Error("the digest of another list is equal")
	}
}

func TestReadCommunesErrorsOfRows(t *testing.T) {
	for _, c := range []struct{ row, want string }{
		{"4,Xã A,A,01,Hà Nội", `line 2: commune_code "4": a code is five digits`},
		{"0000x,Xã A,A,01,Hà Nội", `line 2: commune_code "0000x": a code is five digits`},
		{"00001,Xã A,A,01,Hà Nội\n00001,Xã B,B,01,Hà Nội", `line 3: commune_code "00001": also on line 2`},
		{"00001,Ba Đình,A,01,Hà Nội", `line 2: commune_name "Ba Đình": a name begins with`},
		{"00001,Xã,A,01,Hà Nội", `a name begins with`},
		{"00001,Xã A  B,A,01,Hà Nội", `two spaces follow`},
		{"00001,Xã A<b>,A,01,Hà Nội", `'<' does not belong`},
		{"00001,\"Xã A\nB\",A,01,Hà Nội", `'\n' does not belong`},
		{"00001,Xã --,A,01,Hà Nội", `there is no letter`},
		{"00001,Xã " + strings.Repeat("ô", 101) + ",A,01,Hà Nội", `101 characters, at most 100`},
		{"00001,Xã A,;,01,Hà Nội", `line 2: commune_name_en ";": there is no letter`},
		{"00001,Xã A,A,99,Hà Nội", `line 2: province_code "99": there is no such province`},
		{"00001,Xã A,A,1,Hà Nội", `province_code "1"`},
		{"00001,Xã A,A,01,Hà Nam", `line 2: province_name "Hà Nam": 01 is Thành phố Hà Nội`},
		{"00001,Xã A,A,01", `line 2: 4 columns, not 5`},
		{"00001,Xã A,A,01,\xff", `line 2: not UTF-8`},
	} {
		_, err := ReadCommunes(strings.NewReader(header + c.row + "\n"))
		if !errors.Is(err, ErrList) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v, want %s", c.row, err, c.want)
		}
	}
}

func TestReadCommunesNamesEveryError(t *testing.T) {
	_, err := ReadCommunes(strings.NewReader(header + "1,A,A,99,X\n\n00002,Xã B,B,01\n00003,Xã B,B,01,Hà Nội\n3,Xã C,C,15,Lào Cai\n"))
	var rows RowErrors
	if !errors.As(err, &rows) {
		t.Fatal(err)
	}
	var at []string
	for _, r := range rows {
		at = append(at, fmt.Sprintf("%d %s", r.Line, r.Column))
	}
	if want := []string{"2 commune_code", "2 commune_name", "2 province_code", "4 ", "6 commune_code"}; !slices.Equal(at, want) {
		t.Errorf("got %q, want %q", at, want)
	}
}

func TestReadCommunesRefusesOtherFiles(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "the file is empty"},
		{"header only", header, "no rows"},
		{"other header", "code,name\n1,2\n", "the first row must be commune_code,"},
		{"quote", header + "00001,\"Xã A,A,01,Hà Nội\n", "quote"},
		{"too large", header + strings.Repeat(" ", maxFile), "more than"},
		{"too many", header + many(maxRows+1), "more than 12000 rows"},
	} {
		if _, err := ReadCommunes(strings.NewReader(c.text)); !errors.Is(err, ErrList) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
	if l := readSample(t, header+many(maxRows)); len(l.Communes) != maxRows {
		t.Errorf("%d rows", len(l.Communes))
	}
}

func many(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "%05d,Xã Mẫu %d,,01,Hà Nội\n", i, i)
	}
	return b.String()
}

func FuzzReadCommunes(f *testing.F) {
	f.Add(sample)
	f.Add(header + "00001,\"Xã A\",,01,Hà Nội\n")
	f.Fuzz(func(t *testing.T, text string) {
		l, err := ReadCommunes(strings.NewReader(text))
		if err != nil {
			if !errors.Is(err, ErrList) {
				t.Fatal(err)
			}
			return
		}
		var again strings.Builder
		again.WriteString(header)
		for _, c := range l.Communes {
			fmt.Fprintf(&again, "%s,%s,%s,%s,%s\n", c.Code, c.Name, c.NameEn, c.Province, c.FullName()[len(c.Name)+2:])
		}
		if got := readSample(t, again.String()); got.Digest != l.Digest || !slices.Equal(got.Communes, l.Communes) {
			t.Fatalf("%q was read as %v, then as %v", text, l, got)
		}
	})
}
