package paper

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"ocoptrace/label"
	"ocoptrace/label/labeltest"
	"ocoptrace/label/pdf"
)

func minutes() Document {
	long := "Chế biến từ thịt, thủy sản, trứng, sữa, các sản phẩm từ mật ong, mật khác và nông sản thực phẩm khác"
	grid := Grid{Header: []string{"STT", "Sản phẩm", "Lô", "Số lượng"}, Widths: []float64{1, 6, 3, 2}}
	for i := range 60 {
		grid.Rows = append(grid.Rows, []string{fmt.Sprint(i + 1), long, fmt.Sprintf("L261123A%02d", i), "1.234"})
	}
	return Document{
		Title: "Biên bản kiểm tra", Lang: "vi", Created: time.Date(2026, 11, 25, 0, 0, 0, 0, time.UTC),
		Foot:   "vi-du.example · bản ghi số 1.234 · 25/11/2026 10:30",
		PageNo: func(page, of int) string { return fmt.Sprintf("Trang %d/%d", page, of) },
		Blocks: []Block{
			Heading{1, "BIÊN BẢN KIỂM TRA LÔ HÀNG"},
			Paragraph{Text: "Không thay thế Cổng truy xuất nguồn gốc quốc gia.", Note: true},
			Heading{2, "1. Lô hàng"},
			Facts{{"Sản phẩm", "Mật ong Mù Cang Chải 🐝"}, {"Nhóm", long}, {"Mã băm", strings.Repeat("0123456789abcdef", 8)}},
			Paragraph{Text: "Dòng một\nDòng hai", Bold: true},
			Code{"https://vi-du.example/x/7K3M9QP2XW4D", "Quét để xem bản ghi này tại nơi công bố. " + long},
			Heading{3, "Các lô"}, grid,
			Signatures{"ĐẠI DIỆN CƠ SỞ", "NGƯỜI KIỂM TRA"},
		},
	}
}

// write writes a document and opens it with another reader of PDF.
func write(t *testing.T, d Document) ([]byte, labeltest.Document) {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), labeltest.Open(t, b.Bytes())
}

// text is all text of all pages, between single spaces.
func text(doc labeltest.Document) string {
	var b strings.Builder
	for i := range doc.Pages() {
		b.WriteString(doc.Text(i) + " ")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func TestWrite(t *testing.T) {
	data, doc := write(t, minutes())
	got := text(doc)
	for _, want := range []string{
		"BIÊN BẢN KIỂM TRA LÔ HÀNG", "Mật ong Mù Cang Chải [U+1F41D]", "Dòng một Dòng hai", "L261123A00", "L261123A59",
		"ĐẠI DIỆN CƠ SỞ", "Trang 1/", fmt.Sprintf("Trang %d/%d", doc.Pages(), doc.Pages()), "bản ghi số 1.234",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in the document", want)
		}
	}
	if joined := strings.ReplaceAll(got, " ", ""); !strings.Contains(joined, strings.Repeat("0123456789abcdef", 8)) {
		t.Error("a long word is not whole")
	}
	if n := strings.Count(got, "STT"); n != doc.Pages() {
		t.Errorf("the table's header stands %d times on %d pages", n, doc.Pages())
	}
	seen, err := pdf.Read(data)
	if err != nil || len(seen) != 1 {
		t.Errorf("%d symbols, %v", len(seen), err)
	}
	if again, _ := write(t, minutes()); !bytes.Equal(again, data) {
		t.Error("the same document has other bytes")
	}
}

// Whatever is set lies inside the margins and nothing lies on anything else.
func TestInsideMargins(t *testing.T) {
	d := minutes()
	d.Blocks = append(d.Blocks,
		Grid{Header: []string{"a", strings.Repeat("đầu bảng ", 700)}, Rows: [][]string{{strings.Repeat("x", 3000), "b"}, {"c"}}},
		Heading{2, strings.Repeat("Rất dài ", 60)}, Facts{{strings.Repeat("tên", 40), ""}}, Signatures{}, Grid{}, Paragraph{})
	pages, err := set(d)
	if err != nil {
		t.Fatal(err)
	}
	for n, p := range pages {
		lines := map[string]bool{}
		for _, m := range p.Placed[0].Drawing.Texts {
			if m.X < left-0.01 || m.X+m.Width > pageW-right+0.3 || m.Y < top || m.Y > pageH-8 {
				t.Errorf("page %d: %q at %.1f, %.1f, %.1f wide", n+1, m.Text, m.X, m.Y, m.Width)
			}
			at := fmt.Sprintf("%.1f %.1f", m.X, m.Y)
			if lines[at] {
				t.Errorf("page %d: two texts at %s", n+1, at)
			}
			lines[at] = true
		}
	}
}

func TestHeadingIsNotLast(t *testing.T) {
	for n := range 60 {
		var blocks []Block
		for range n {
			blocks = append(blocks, Paragraph{Text: "x"})
		}
		pages, err := set(Document{Blocks: append(blocks, Heading{2, "Phần"}, Paragraph{Text: "sau"})})
		if err != nil {
			t.Fatal(err)
		}
		marks := pages[len(pages)-1].Placed[0].Drawing.Texts
		if len(marks) < 2 || marks[len(marks)-2].Text != "Phần" {
			t.Errorf("after %d paragraphs the heading is on another page than its text", n)
		}
	}
}

func TestCodeRefused(t *testing.T) {
	err := Write(context.Background(), &bytes.Buffer{}, Document{Blocks: []Block{Code{URI: "https://ví-dụ"}}})
	if !errors.Is(err, label.ErrContent) {
		t.Errorf("%v", err)
	}
}

func FuzzWrap(f *testing.F) {
	f.Add("một hai\nba", 20.0)
	f.Add("🐝\u200d\u0301x", 1.0)
	faces, err := label.NewFaces(fonts())
	if err != nil {
		f.Fatal(err)
	}
	s := &setting{faces: faces}
	f.Fuzz(func(t *testing.T, text string, w float64) {
		if !(w > 5 && w < 200) {
			return
		}
		lines := s.wrap(plain, text, w)
		for _, l := range lines {
			if s.width(plain, l) > w && len([]rune(l)) > 1 {
				t.Errorf("%q is %.1f wide, not %.1f", l, s.width(plain, l), w)
			}
		}
		bare := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := bare(strings.Join(lines, "")), bare(s.clean(plain.style, text)); got != want {
			t.Errorf("%q became %q", want, got)
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	d := minutes()
	for b.Loop() {
		if err := Write(context.Background(), &bytes.Buffer{}, d); err != nil {
			b.Fatal(err)
		}
	}
}
