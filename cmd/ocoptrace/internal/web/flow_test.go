package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"

	"golang.org/x/net/html"
)

// crowded is the page of a batch with so many inputs and steps, recalled.
func crowded(t *testing.T, inputs, steps int) (*site, string) {
	t.Helper()
	w := tracetest.New(t)
	w.Rice(t)
	b := &trace.Batch{Product: "gao-seng-cu", Lot: "ST-09", Produced: day("2026-11-20"), Quantity: 100, Unit: "túi"}
	for i := range inputs {
		b.Inputs = append(b.Inputs, trace.Input{Name: fmt.Sprintf("Nguyên liệu số %d có tên rất dài để phải xuống dòng", i+1), Origin: "Xã Mường Khương, tỉnh Lào Cai"})
	}
	if err := w.Complete(t.Context(), b, nil); err != nil {
		t.Fatal(err)
	}
	w.State(t, b)
	for i := range steps {
		w.State(t, &trace.DiaryEntry{Product: b.Product, Lot: b.Lot, Date: day("2026-11-01").AddDays(i), Activity: "other", Text: fmt.Sprintf("Việc %d", i+1)})
	}
	w.State(t, &trace.Recall{Product: b.Product, Lot: b.Lot, Action: trace.ActionRecall, Date: day("2026-11-22"), Reason: "Có mọt.", Instruction: "Mang trả.", Contact: "0900 000 007"})
	return newSite(t, w), "/batches/gao-seng-cu/ST-09"
}

// drawing is the picture of a trail; nil for none.
func drawing(root *html.Node) *html.Node {
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == "svg" && attr(n, "role") == "img" {
			return n
		}
	}
	return nil
}

// Whatever there is to draw, all of it lies within the picture, no two boxes
// overlap, what is left out is counted, and a recall has its own shape.
func TestFlowFits(t *testing.T) {
	for _, c := range []struct {
		inputs, steps int
		has           []string
	}{
		{1, 0, nil}, {2, 1, nil}, {5, 3, nil}, {6, 7, nil},
		{7, 12, []string{"and 1 other", "5 earlier steps, see below"}},
		{50, 9, []string{"and 44 others", "2 earlier steps, see below"}},
		{0, 2, nil},
	} {
		t.Run(fmt.Sprintf("%d inputs, %d steps", c.inputs, c.steps), func(t *testing.T) {
			s, path := crowded(t, c.inputs, c.steps)
			svg := drawing(s.page(t, path, "en", http.StatusOK))
			if svg == nil {
				t.Fatal("no picture")
			}
			said(t, "en", text(svg), append(c.has, "The batch was recalled"), []string{"Other work"})
			within(t, svg)
		})
	}
	s, run := rice(t)
	if drawing(s.page(t, s.labelPath(t, run, 1), "en", http.StatusOK)) != nil {
		t.Error("a picture of nothing")
	}
}

// within checks that boxes and texts lie in the picture, boxes apart, and that
// there is one octagon.
func within(t *testing.T, svg *html.Node) {
	t.Helper()
	var height int
	fmt.Sscanf(attr(svg, "viewbox")+attr(svg, "viewBox"), "0 0 358 %d", &height)
	number := func(n *html.Node, key string) int {
		v, err := strconv.Atoi(attr(n, key))
		if err != nil {
			t.Fatalf("%s: %v", key, err)
		}
		return v
	}
	type box struct{ x, y, right, bottom int }
	var boxes []box
	octagons := 0
	for n := range svg.Descendants() {
		switch n.Data {
		case "rect":
			b := box{number(n, "x"), number(n, "y"), number(n, "x") + number(n, "width"), number(n, "y") + number(n, "height")}
			for _, other := range boxes {
				if b.x < other.right && other.x < b.right && b.y < other.bottom && other.y < b.bottom {
					t.Errorf("boxes %v and %v overlap", b, other)
				}
			}
			if boxes = append(boxes, b); b.x < 0 || b.right > flowWidth || b.bottom > height {
				t.Errorf("box %v is beyond %d by %d", b, flowWidth, height)
			}
		case "text":
			if y := number(n, "y"); y < 10 || y > height {
				t.Errorf("text %q at %d, of %d", text(n), y, height)
			}
		case "path":
			if attr(n, "class") == "stop" {
				octagons++
			}
		}
	}
	if octagons != 1 || height == 0 {
		t.Errorf("%d octagons in a picture %d high", octagons, height)
	}
}

// A preview shows the inputs and papers of a batch that is not stated.
func TestPreviewTrail(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	pages, err := New(Config{Registry: w.Registry, Now: w.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	scan, err := w.ScanProduct(t.Context(), "gao-seng-cu")
	if err != nil {
		t.Fatal(err)
	}
	b := &trace.Batch{Product: "gao-seng-cu", Lot: "ST-10", Produced: day("2026-11-20"), Quantity: 30, Unit: "túi",
		Inputs:    []trace.Input{{Name: "Thóc", Supplier: "Tổ sản xuất"}},
		Documents: []trace.Document{{Kind: "test_report", Number: "KN-1", Issuer: "Trung tâm", Issued: day("2026-01-02")}}}
	if err := w.Complete(t.Context(), b, nil); err != nil {
		t.Fatal(err)
	}
	r, answer := httptest.NewRequest(http.MethodGet, "/console/review?lang=en", nil), httptest.NewRecorder()
	pages.Preview(answer, r, pages.NewPage(r), scan, b)
	root := parse(t, answer.Body.String(), "en")
	said(t, "en", text(root), []string{"Thóc", "Test report", "The batch was made: 30 túi", "of 10 items"}, nil)
	if drawing(root) == nil || !strings.Contains(text(root), "ST-10") {
		t.Error("no picture of the batch")
	}
}
