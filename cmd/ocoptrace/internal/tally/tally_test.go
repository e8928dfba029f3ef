package tally

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math"
	"math/rand/v2"
	"net/netip"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
)

// A world is Tallies with a clock that is set by hand. Labels whose code ends
// with 0 are on no batch.
type world struct {
	*Tallies
	store *storagetest.FaultStore
	now   time.Time
}

func newWorld() *world {
	w := &world{store: storagetest.Faulty(storagetest.Memory()), now: time.Date(2026, 11, 25, 3, 0, 0, 0, time.UTC)}
	w.Tallies = New(Config{
		Store: w.store, Now: func() time.Time { return w.now }, Random: rand.NewChaCha8([32]byte{1}),
		Logger: slog.New(slog.DiscardHandler),
		Subject: func(_ context.Context, c code.Code) (product, lot string, err error) {
			if strings.HasSuffix(c.String(), "0") {
				return "", "", nil
			}
			return "rice", "L" + c.String()[11:], nil
		},
	})
	return w
}

func codeOf(n int) code.Code { return code.Code(fmt.Sprintf("ABCDEFGH%04d", n)) }

func addr(n int) netip.Addr { return netip.AddrFrom4([4]byte{10, byte(n >> 8), byte(n), 7}) }

func (w *world) flush(t testing.TB) {
	t.Helper()
	if err := w.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (w *world) of(t testing.TB, c code.Code) Tally {
	t.Helper()
	one, err := w.Of(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return one
}

// Tallies against counting by a list of everything that happened.
func TestTalliesAgainstAModel(t *testing.T) {
	w := newWorld()
	random := rand.New(rand.NewPCG(5, 6))
	w.store.RunTwice(func() bool { return random.IntN(3) == 0 })
	type key struct {
		day  ocop.Date
		code code.Code
		net  int
	}
	looks, told := make(map[key]int), make(map[key]bool)
	byNetwork := make(map[key]int)
	model := make(map[code.Code]*Tally)
	networksOn := make(map[key]bool)
	for range 6000 {
		w.now = w.now.Add(time.Duration(random.IntN(120)) * time.Second)
		c, net := codeOf(random.IntN(30)), random.IntN(12)
		date := ocop.DateOf(w.now)
		k, n := key{date, c, net}, key{day: date, net: net}
		switch m := model[c]; random.IntN(8) {
		case 0:
			want := looks[k] > 0 && !told[k]
			if got := w.Told(c, addr(net), "15"); got != want {
				t.Fatalf("told: %v, want %v", got, want)
			}
			if want {
				told[k] = true
				m.Places = added(m.Places, map[string]int64{"15": 1})
			}
		case 1:
			w.flush(t)
		default:
			want := looks[k] < perLabel && byNetwork[n] < perNetwork
			if got := w.Note(Look{Code: c, From: addr(net), Channel: "q"}); got != want {
				t.Fatalf("noted: %v, want %v", got, want)
			}
			if !want {
				continue
			}
			looks[k]++
			byNetwork[n]++
			networksOn[k] = true
			if m == nil {
				m = &Tally{First: w.now}
				model[c] = m
			}
			if m.Day != date {
				m.Days++
				m.Day = date
			}
			m.Last = w.now
			m.Looks++
			m.Channels = added(m.Channels, map[string]int64{"q": 1})
		}
	}
	w.flush(t)
	total := int64(0)
	for c, m := range model {
		got := w.of(t, c)
		total += m.Looks
		most := make(map[ocop.Date]int)
		for k := range networksOn {
			if k.code == c {
				most[k.day]++
			}
		}
		got.Nets = 0
		for _, n := range most {
			m.Most = max(m.Most, n)
		}
		if math.Abs(float64(got.Most-m.Most)) > 4 {
			t.Errorf("%s: about %d networks, were %d", c, got.Most, m.Most)
		}
		m.Most = got.Most
		if m.Product = "rice"; strings.HasSuffix(c.String(), "0") {
			m.Product = ""
		} else {
			m.Lot = "L" + c.String()[11:]
		}
		if fmt.Sprint(*m) != fmt.Sprint(got) && !reflect.DeepEqual(*m, got) {
			t.Errorf("%s:\ngot  %+v\nwant %+v", c, got, *m)
		}
	}
	checkSums(t, w, total)
}

// checkSums holds the sums of days against the look-ups in all.
func checkSums(t *testing.T, w *world, total int64) {
	t.Helper()
	first, last := ocop.DateOf(w.now).AddDays(-400), ocop.DateOf(w.now)
	sums, err := w.Products(t.Context(), first, last)
	if err != nil {
		t.Fatal(err)
	}
	inAll := int64(0)
	for i, s := range sums {
		inAll += s.Looks
		if s.Product != "rice" && s.Product != "-" || s.Of != "" || i > 0 && s.Day.Before(sums[i-1].Day) {
			t.Errorf("sum %v", s)
		}
	}
	if inAll != total || total < 1000 {
		t.Errorf("%d look-ups by days, %d in all", inAll, total)
	}
	if few, err := w.Products(t.Context(), last, last); err != nil || len(few) > 2 || len(few) == 0 {
		t.Errorf("the last day alone: %v %v", few, err)
	}
}

func TestOneNetworkIsCapped(t *testing.T) {
	w := newWorld()
	for range 50 {
		w.Note(Look{Code: codeOf(1), From: netip.MustParseAddr("192.0.2.1")})
		w.Note(Look{Code: codeOf(1), From: netip.MustParseAddr("::ffff:192.0.2.99")}) // of the same /24
		w.Note(Look{Code: codeOf(2), From: netip.MustParseAddr("2001:db8:1::1")})
		w.Note(Look{Code: codeOf(2), From: netip.MustParseAddr("2001:db8:1:ffff::1%eth0")})
		w.Note(Look{Code: codeOf(3)}) // no address
		w.Note(Look{Code: codeOf(4), SignedIn: true})
	}
	w.flush(t)
	for n, want := range map[int]int64{1: perLabel, 2: perLabel, 3: perLabel, 4: 0} {
		if got := w.of(t, codeOf(n)); got.Looks != want {
			t.Errorf("%d: %d look-ups", n, got.Looks)
		}
	}
	if got := w.of(t, codeOf(4)); got.SignedIn != 50 || got.Most != 0 {
		t.Errorf("signed in: %+v", got)
	}
	for n := range 3000 {
		w.Note(Look{Code: codeOf(n + 10), From: addr(1)})
	}
	w.flush(t)
	if sums, err := w.Products(t.Context(), ocop.DateOf(w.now), ocop.DateOf(w.now)); err != nil || sums[0].Looks+sums[1].Looks != perNetwork+3*perLabel {
		t.Errorf("%v %v", sums, err)
	}
}

func TestWhatIsNoChannelOrProvinceIsLeftOut(t *testing.T) {
	w := newWorld()
	for _, s := range []string{"", "q", "Q", "qq", "ế", "\x00", "1"} {
		w.Note(Look{Code: codeOf(1), From: addr(1), Channel: s})
	}
	for _, s := range []string{"", "99", "15 ", "Hà Nội"} {
		if w.Told(codeOf(1), addr(1), s) {
			t.Errorf("%q was taken for a province", s)
		}
	}
	if w.Told(codeOf(1), addr(2), "15") {
		t.Error("a network that did not look told a place")
	}
	if !w.Told(codeOf(1), addr(1), "15") || w.Told(codeOf(1), addr(1), "01") {
		t.Error("a place counts once")
	}
	w.flush(t)
	if got := w.of(t, codeOf(1)); !reflect.DeepEqual(got.Channels, map[string]int64{"q": 1, "1": 1}) || !reflect.DeepEqual(got.Places, map[string]int64{"15": 1}) {
		t.Errorf("%+v", got)
	}
	if p, err := w.Provinces(t.Context(), ocop.DateOf(w.now), ocop.DateOf(w.now)); err != nil || len(p) != 1 || p[0].Of != "15" || p[0].Product == "" || p[0].Looks != 1 {
		t.Errorf("%v %v", p, err)
	}
}

// What pages said is counted by day and product; rows of places from before
// products were told apart are read on.
func TestFindings(t *testing.T) {
	w := newWorld()
	for n, finding := range []string{"intact", "intact", "recalled", ""} {
		w.Note(Look{Code: codeOf(n), From: addr(n), SignedIn: n == 1, Finding: finding})
	}
	w.flush(t)
	w.Note(Look{Code: codeOf(0), From: addr(7), Finding: "intact"})
	w.flush(t)
	today := ocop.DateOf(w.now)
	got := make(map[string]int64)
	sums, err := w.Findings(t.Context(), today, today)
	for _, s := range sums {
		got[s.Of] += s.Looks
		if s.Product != "rice" && s.Product != "-" {
			t.Errorf("of product %q", s.Product)
		}
	}
	if want := map[string]int64{"intact": 3, "recalled": 1}; err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v %v, want %v", got, err, want)
	}
	if before, err := w.Findings(t.Context(), today.AddDays(-9), today.AddDays(-1)); err != nil || len(before) != 0 {
		t.Errorf("yesterday: %v %v", before, err)
	}
	err = w.config.Store.Update(t.Context(), func(tx storage.Tx) error {
		return tx.Set([]byte("tly/p/"+today.String()+"\x0015"), []byte(`{"looks":2}`))
	})
	if old, err2 := w.Provinces(t.Context(), today, today); err != nil || err2 != nil || len(old) != 1 || old[0].Of != "15" || old[0].Product != "" || old[0].Looks != 2 {
		t.Errorf("%v %v %v", old, err, err2)
	}
}

func TestFlushThatFailed(t *testing.T) {
	w := newWorld()
	w.Note(Look{Code: codeOf(1), From: addr(1)})
	w.store.FailNext(1, storage.ErrNoSpace)
	if err := w.Flush(t.Context()); !errors.Is(err, storage.ErrNoSpace) {
		t.Fatal(err)
	}
	w.Note(Look{Code: codeOf(1), From: addr(1)})
	w.flush(t)
	if got := w.of(t, codeOf(1)).Looks; got != 2 {
		t.Errorf("%d look-ups after a flush that failed, not 2", got)
	}
	w.Note(Look{Code: codeOf(1), From: addr(1)})
	w.store.LoseAnswers(1) // stored, and it is not known
	if err := w.Flush(t.Context()); !errors.Is(err, storage.ErrCommitUnknown) {
		t.Fatal(err)
	}
	w.flush(t)
	if got := w.of(t, codeOf(1)).Looks; got != 3 {
		t.Errorf("%d look-ups after a lost answer, not 3", got)
	}
}

func TestWhatWaitsIsBounded(t *testing.T) {
	w := newWorld()
	counted := 0
	for n := range maxWaiting + 500 {
		if w.Note(Look{Code: codeOf(n), From: addr(n)}) {
			counted++
		}
	}
	if counted != maxWaiting {
		t.Errorf("%d labels wait", counted)
	}
	for range 2 * maxBatches {
		w.store.FailNext(1, storage.ErrNoSpace)
		if w.Flush(t.Context()) == nil {
			t.Fatal("no error")
		}
		w.Note(Look{Code: codeOf(1), From: addr(1)})
	}
	if len(w.flushed) > maxBatches {
		t.Errorf("%d batches wait", len(w.flushed))
	}
	w.flush(t)
}

// No row, after days of look-ups, holds an address, a part of one, or a number
// made of one; and the salt of a day is gone after it.
func TestNothingPersonalIsStored(t *testing.T) {
	w := newWorld()
	addresses := []string{"203.0.113.77", "198.51.100.23", "2001:db8:77:1:2:3:4:5"}
	var numbers []uint64
	var salts [][32]byte
	for range 5 {
		for _, a := range addresses {
			from := netip.MustParseAddr(a)
			w.Note(Look{Code: codeOf(1), From: from})
			w.Note(Look{Code: codeOf(1), From: from, SignedIn: true})
			w.Told(codeOf(1), from, "15")
			numbers = append(numbers, w.day.number(from))
		}
		salts = append(salts, w.day.salt)
		w.flush(t)
		w.now = w.now.Add(24 * time.Hour)
	}
	var dump bytes.Buffer
	rows := 0
	err := w.store.View(t.Context(), func(tx storage.Tx) error {
		return tx.Scan(nil, nil, func(key, value []byte) error {
			rows++
			fmt.Fprintf(&dump, "%s\x01%s\x01", key, value)
			return nil
		})
	})
	if err != nil || rows < 8 {
		t.Fatal(rows, err)
	}
	for _, a := range addresses {
		from := netip.MustParseAddr(a)
		network, raw := network(from), from.AsSlice()
		for _, trace := range []string{a, network.String(), network.Addr().String(), strings.TrimSuffix(network.Addr().String(), ".0"), string(raw), string(raw[:min(6, len(raw)-1)])} {
			if bytes.Contains(dump.Bytes(), []byte(trace)) {
				t.Errorf("%q is stored", trace)
			}
		}
	}
	for _, n := range numbers {
		for _, form := range []string{fmt.Sprint(n), fmt.Sprintf("%x", n)} {
			if bytes.Contains(dump.Bytes(), []byte(form)) {
				t.Errorf("the number of a network is stored")
			}
		}
	}
	w.Note(Look{Code: codeOf(2)})
	for i, s := range salts {
		if s == w.day.salt || i > 0 && s == salts[i-1] || bytes.Contains(dump.Bytes(), s[:8]) {
			t.Error("a salt lives on")
		}
	}
	if len(w.day.seen) != 1 {
		t.Errorf("%d networks of the day before are known", len(w.day.seen)-1)
	}
}

func TestNetworksAreEstimated(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	for _, n := range []int{1, 5, 20, 60, 120} {
		sum := 0
		for range 200 {
			var set uint64
			for range n {
				set |= 1 << random.IntN(64)
			}
			sum += networks(set)
		}
		if mean := float64(sum) / 200; math.Abs(mean-float64(n)) > 0.1*float64(n)+0.1 {
			t.Errorf("%d networks are estimated as %.1f", n, mean)
		}
	}
	if networks(0) != 0 || networks(math.MaxUint64) != 266 {
		t.Error("the ends")
	}
}

func TestNoteAndFlushTogether(t *testing.T) {
	w := newWorld()
	var callers sync.WaitGroup
	for n := range 4 {
		callers.Go(func() {
			for i := range 500 {
				w.Note(Look{Code: codeOf(i % 7), From: addr(n*1000 + i)})
			}
		})
	}
	for range 20 {
		w.flush(t)
	}
	callers.Wait()
	w.flush(t)
	total := int64(0)
	for n := range 7 {
		total += w.of(t, codeOf(n)).Looks
	}
	if total != 2000 {
		t.Errorf("%d look-ups of 2000", total)
	}
}

func TestRandomnessThatFails(t *testing.T) {
	w := newWorld()
	w.config.Random = io.LimitReader(nil, 0)
	if w.Note(Look{Code: codeOf(1), From: addr(1)}) {
		t.Error("counted without a salt")
	}
}

func BenchmarkNote(b *testing.B) {
	w := newWorld()
	looks := make([]Look, 1000)
	for i := range looks {
		looks[i] = Look{Code: codeOf(i), From: addr(i * 7), Channel: "q"}
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		w.Note(looks[i%len(looks)])
	}
}
