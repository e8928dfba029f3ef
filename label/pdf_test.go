package label

import (
	"bytes"
	"context"
	"errors"
	"iter"
	"math"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/label/labeltest"
)

func writeErr(job Job, labels iter.Seq2[Label, error]) error {
	return WritePDF(context.Background(), &bytes.Buffer{}, testFonts(), job, labels)
}

func TestSameInputSameBytes(t *testing.T) {
	for _, s := range Stocks() {
		job := Job{Stock: s, Title: "Tem Ước Lễ", Created: testDate}
		first := makePDF(t, job, testLabels(40))
		var wait sync.WaitGroup
		for range 3 {
			wait.Go(func() {
				var again bytes.Buffer
				err := WritePDF(t.Context(), &again, testFonts(), job, All(testLabels(40)))
				if err != nil || !bytes.Equal(first, again.Bytes()) {
					t.Errorf("%s: bytes differ (%v)", s.ID, err)
				}
			})
		}
		wait.Wait()
	}
}

func TestCreatedZeroIsNotTheClock(t *testing.T) {
	var b bytes.Buffer
	if err := WritePDF(t.Context(), &b, testFonts(), Job{Stock: stocks[0]}, All(testLabels(1))); err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(b.Bytes(), []byte("D:19700101000000")) {
		t.Error("document date is not 1970-01-01")
	}
}

// checkTables holds a document's cross-reference table to its objects: readers
// repair wrong ones silently.
func checkTables(t *testing.T, doc []byte) {
	t.Helper()
	text := string(doc)
	table := strings.LastIndex(text, "\nxref\n") + 1
	if !strings.HasPrefix(text, "%PDF-") || !strings.HasSuffix(text, "\nstartxref\n"+strconv.Itoa(table)+"\n%%EOF\n") {
		t.Fatalf("xref is at %d, the end says %q", table, text[max(0, len(text)-40):])
	}
	objects := 0
	for _, entry := range strings.Split(text[table:], "\n")[3:] {
		if !strings.HasSuffix(entry, " 00000 n ") {
			break
		}
		objects++
		at, _ := strconv.Atoi(entry[:10])
		if !strings.HasPrefix(text[at:], strconv.Itoa(objects)+" 0 obj") {
			t.Errorf("object %d is not at %d", objects, at)
		}
	}
	if objects < 10 {
		t.Errorf("%d objects", objects)
	}
}

func TestCatalogue(t *testing.T) {
	doc := makePDF(t, Job{Stock: stocks[0]}, testLabels(3))
	checkTables(t, doc)
	for _, want := range []string{"/PrintScaling /None", "/Version /1.6", "/Lang (vi)"} {
		if n := bytes.Count(doc, []byte(want)); n != 1 {
			t.Errorf("%d times %q", n, want)
		}
	}
	for _, never := range []string{"/Subtype /Image", "/JavaScript"} {
		if bytes.Contains(doc, []byte(never)) {
			t.Errorf("has %q", never)
		}
	}
}

func TestErrors(t *testing.T) {
	s := mustStock(t, "a4-24-70x37")
	broken := errors.New("broken")
	emoji := testLabel(2)
	emoji.Name = "🍯"
	noURI := testLabel(2)
	noURI.URI = ""
	for _, test := range []struct {
		name   string
		job    Job
		labels iter.Seq2[Label, error]
		want   error
	}{
		{"no labels", Job{Stock: s}, All(nil), ErrNoLabels},
		{"stock", Job{}, All(testLabels(1)), ErrStock},
		{"start", Job{Stock: s, Start: 25}, All(testLabels(1)), ErrJob},
		{"negative start", Job{Stock: s, Start: -1}, All(testLabels(1)), ErrJob},
		{"offset", Job{Stock: s, OffsetX: 11}, All(testLabels(1)), ErrJob},
		{"offset no number", Job{Stock: s, OffsetY: math.NaN()}, All(testLabels(1)), ErrJob},
		{"title", Job{Stock: s, Title: "🍯"}, All(testLabels(1)), ErrJob},
		{"source", Job{Stock: s}, func(yield func(Label, error) bool) { yield(Label{}, broken) }, broken},
		{"content", Job{Stock: s}, All([]Label{noURI}), ErrContent},
	} {
		if err := writeErr(test.job, test.labels); !errors.Is(err, test.want) {
			t.Errorf("%s: %v", test.name, err)
		}
	}
	err := writeErr(Job{Stock: s}, All(append(testLabels(30), emoji)))
	var at *LabelError
	var problem Problem
	if !errors.As(err, &at) || at.Index != 30 || !errors.As(err, &problem) || problem.Kind != KindBeyondBMP {
		t.Errorf("emoji: %v", err)
	}
	err = WritePDF(t.Context(), &bytes.Buffer{}, Fonts{}, Job{Stock: s}, All(testLabels(1)))
	if !errors.Is(err, ErrFonts) {
		t.Errorf("no fonts: %v", err)
	}
}

// An error leaves the writer untouched and the source is asked no further than
// the look-ahead.
func TestErrorWritesNothing(t *testing.T) {
	bad := testLabel(0)
	bad.Lot = "★"
	asked := 0
	endless := func(yield func(Label, error) bool) {
		for ; yield(bad, nil); asked++ {
		}
	}
	var b bytes.Buffer
	err := WritePDF(t.Context(), &b, testFonts(), Job{Stock: stocks[0]}, endless)
	if err == nil || b.Len() > 0 {
		t.Errorf("%v, %d bytes", err, b.Len())
	}
	if asked > 8*runtime.GOMAXPROCS(0) {
		t.Errorf("asked for %d labels", asked)
	}
}

type failingWriter struct{ left int }

var errFull = errors.New("disk full")

func (w *failingWriter) Write(p []byte) (int, error) {
	if len(p) > w.left {
		return w.left, errFull
	}
	w.left -= len(p)
	return len(p), nil
}

func TestWriterFails(t *testing.T) {
	size := len(makePDF(t, Job{Stock: stocks[0]}, testLabels(1)))
	for _, room := range []int{0, 100, size - 1} {
		err := WritePDF(t.Context(), &failingWriter{room}, testFonts(), Job{Stock: stocks[0], Created: testDate}, All(testLabels(1)))
		if !errors.Is(err, errFull) {
			t.Errorf("room for %d bytes: %v", room, err)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	source := func(yield func(Label, error) bool) {
		for i := 0; yield(testLabel(i), nil); i++ {
			if i == 50 {
				cancel()
			}
		}
	}
	if err := WritePDF(ctx, &bytes.Buffer{}, testFonts(), Job{Stock: stocks[0]}, source); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// The largest document stays within 5 MB of file and a bounded heap, and one
// label more is refused.
func TestLargestDocument(t *testing.T) {
	labeltest.SkipUnderRace(t)
	if testing.Short() {
		t.Skip("2,400 labels")
	}
	labels := testLabels(MaxLabels + 1)
	job := Job{Stock: mustStock(t, "a4-24-70x37"), Created: testDate}
	var peak uint64
	watched := func(yield func(Label, error) bool) {
		for i, l := range labels[:MaxLabels] {
			if i%400 == 399 {
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
			}
			if !yield(l, nil) {
				return
			}
		}
	}
	runtime.GC()
	var before runtime.MemStats
	runtime.ReadMemStats(&before)
	var b bytes.Buffer
	start := time.Now()
	if err := WritePDF(t.Context(), &b, testFonts(), job, watched); err != nil {
		t.Fatal(err)
	}
	grown := float64(peak-min(peak, before.HeapAlloc)) / (1 << 20)
	t.Logf("%d labels: %.1f MB, heap grew by %.1f MB, %v", MaxLabels, float64(b.Len())/(1<<20), grown, time.Since(start))
	if b.Len() > 5<<20 || grown > 40 {
		t.Errorf("%d bytes, heap grew by %.1f MB", b.Len(), grown)
	}
	if err := writeErr(job, All(labels)); !errors.Is(err, ErrTooManyLabels) {
		t.Error(err)
	}
}

func FuzzLabel(f *testing.F) {
	f.Add("Giò lụa Ước Lễ", "Lô 1", "NSX 23/11/2026", "OCOP 4 sao", "https://tx.example.vn/x/1", uint8(0))
	f.Add("🍯\x00\xff", "e\u0302\u0303", " \u00a0 ", "(\\)", "a", uint8(1))
	f.Add(strings.Repeat("W", 500), "", "\n", "蜜", "A", uint8(3))
	f.Fuzz(func(t *testing.T, name, lot, date, stars, uri string, stock uint8) {
		s := stocks[int(stock)%len(stocks)]
		l := Label{URI: uri, Code: lot, Host: stars, Name: name, NameEN: date, Lot: lot, Dates: []string{date, lot}, Stars: stars, Lines: []string{name, name}, Call: date, Note: lot}
		problems := Check(testFonts(), s, l)
		var b bytes.Buffer
		err := WritePDF(t.Context(), &b, testFonts(), Job{Stock: s, Created: testDate}, All([]Label{l, l}))
		printable := len(problems) == 0 || problems[0].Warning
		if printable != (err == nil) {
			t.Fatalf("Check says %v, WritePDF %v", problems, err)
		}
		if err == nil {
			checkTables(t, b.Bytes())
		}
	})
}
