package label

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"ocoptrace/assets"
)

func testFonts() Fonts {
	return Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono}
}

// vietnamese holds the 146 letters: 12 vowels in 6 tones and đ, in both cases.
const vietnamese = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵđ" +
	"AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬEÈẺẼÉẸÊỀỂỄẾỆIÌỈĨÍỊOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢUÙỦŨÚỤƯỪỬỮỨỰYỲỶỸÝỴĐ"

const codeAlphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// testLabel returns the label of a made-up product, with a code of its own.
func testLabel(i int) Label {
	code := make([]byte, 12)
	r := rand.New(rand.NewPCG(7, uint64(i)))
	for k := range code {
		code[k] = codeAlphabet[r.IntN(len(codeAlphabet))]
	}
	return Label{
		URI:   "https://tx.example.vn/x/" + string(code),
		Code:  fmt.Sprintf("%s-%s-%s", code[:4], code[4:8], code[8:]),
		Host:  "tx.example.vn",
		Name:  "Giò lụa Ước Lễ",
		Lot:   "Lô L261123A",
		Dates: []string{"NSX 23/11/2026", "HSD 03/12/2026"},
		Stars: "OCOP 4 sao",
		Call:  "Quét để xem nguồn gốc",
		Note:  "DỮ LIỆU MẪU",

		NameEN: "Uoc Le pork roll",
		Lines: []string{
			"Hộ kinh doanh Giò Chả Bà Mẫu, Xã Dân Hòa, Hà Nội",
			"Bảo quản 0–5 °C. Khối lượng tịnh: 500 g",
		},
	}
}

func testLabels(n int) []Label {
	out := make([]Label, n)
	for i := range out {
		out[i] = testLabel(i)
	}
	return out
}

// randomLabel returns a label with random words in every field, often too long.
func randomLabel(r *rand.Rand) Label {
	words := func(most int) string {
		var b strings.Builder
		for range r.IntN(most + 1) {
			b.WriteRune([]rune(vietnamese + "jfgWM0123456789,.%&°–")[r.IntN(146+20)])
			if r.IntN(5) == 0 {
				b.WriteByte(' ')
			}
		}
		return b.String()
	}
	l := testLabel(r.IntN(1 << 30))
	l.URI += strings.Repeat("/a", r.IntN(30))
	l.Name, l.NameEN, l.Lot, l.Stars = words(160), words(30), words(16), words(14)
	l.Host, l.Call, l.Note = words(24), words(28), words(14)
	l.Dates = []string{words(16), words(16)}[:r.IntN(3)]
	l.Lines = []string{words(300), words(300), words(80)}[:r.IntN(4)]
	return l
}

var testDate = time.Date(2026, 11, 23, 7, 30, 0, 0, time.UTC)

func makePDF(t testing.TB, job Job, labels []Label) []byte {
	t.Helper()
	if job.Created.IsZero() {
		job.Created = testDate
	}
	var b bytes.Buffer
	if err := WritePDF(context.Background(), &b, testFonts(), job, All(labels)); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func mustStock(t testing.TB, id string) Stock {
	t.Helper()
	s, err := FindStock(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}
