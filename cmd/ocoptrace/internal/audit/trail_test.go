package audit

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

var morning = time.Date(2026, 11, 25, 1, 2, 3, int(4*time.Millisecond), time.UTC)

// open is a trail whose clock is set by hand.
func open() (*Trail, *time.Time) {
	now := morning
	return New(Config{Store: storagetest.Memory(), Now: func() time.Time { return now }}), &now
}

func lan(ctx context.Context) context.Context { return As(ctx, Actor{"lan", Console}) }

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestRecord(t *testing.T) {
	trail, now := open()
	check(t, trail.Record(lan(t.Context()), "batch.issue", "gao/L1"))
	check(t, trail.Record(t.Context(), "user.add", "minh")) // the same millisecond
	*now = now.Add(time.Second)
	check(t, trail.Record(Named(lan(t.Context()), "hoa"), "signout", ""))
	want := []Entry{
		{morning.Add(time.Second), Actor{"hoa", Console}, "signout", ""},
		{morning, Actor{"", Command}, "user.add", "minh"},
		{morning, Actor{"lan", Console}, "batch.issue", "gao/L1"},
	}
	for n := range 5 {
		got, all, err := trail.Latest(t.Context(), Filter{}, n)
		check(t, err)
		if !slices.Equal(got, want[:min(n, 3)]) || all != 3 {
			t.Errorf("latest %d: %v of %d", n, got, all)
		}
	}
}

func TestActionsThatAreRefused(t *testing.T) {
	trail, _ := open()
	for _, did := range []string{"", "Batch", "a b", "a/b", "é", strings.Repeat("a", 41)} {
		if err := trail.Record(t.Context(), did, ""); !errors.Is(err, ErrAction) {
			t.Errorf("%q: %v", did, err)
		}
	}
	if _, all, err := trail.Latest(t.Context(), Filter{}, 1); all != 0 || err != nil {
		t.Errorf("%d entries, %v", all, err)
	}
}

// Entries that are written at the same time are all kept, each once.
func TestAtTheSameTime(t *testing.T) {
	trail, _ := open()
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			if err := trail.Record(lan(t.Context()), "act", fmt.Sprint(i)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	seen := make(map[string]int)
	check(t, trail.Each(t.Context(), Filter{}, func(e Entry) error { seen[e.To]++; return nil }))
	if len(seen) != 20 {
		t.Errorf("%d of 20 entries", len(seen))
	}
}

// An entry is there if and only if what it tells of is.
func TestAppendWithItsDeed(t *testing.T) {
	trail, _ := open()
	failed := errors.New("failed")
	for _, want := range []error{failed, nil} {
		err := trail.Store.Update(t.Context(), func(tx storage.Tx) error {
			return errors.Join(Append(t.Context(), tx, morning, "act", "x"), want)
		})
		if !errors.Is(err, want) {
			t.Fatal(err)
		}
		_, all, err := trail.Latest(t.Context(), Filter{}, 1)
		check(t, err)
		if (all == 1) != (want == nil) {
			t.Errorf("with error %v: %d entries", want, all)
		}
	}
}

// The entries of a filter are those a plain list of all of them has.
func TestFilterAgainstList(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	trail, now := open()
	var all []Entry
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	for range 300 {
		*now = now.Add(time.Duration(r.IntN(3)) * time.Millisecond)
		e := Entry{*now, Actor{pick("", "lan", "minh"), Console}, pick("token.make", "token", "tokens", "signin"), pick("", "gao/L1", "gao/L2")}
		check(t, trail.Record(As(t.Context(), e.Actor), e.Did, e.To))
		all = append(all, e)
	}
	moment := func() time.Time {
		return [...]time.Time{{}, morning.Add(time.Duration(r.IntN(300)) * time.Millisecond)}[r.IntN(2)]
	}
	for range 300 {
		f := Filter{moment(), moment(), pick("", "lan"), pick("", "token", "sign", "signin"), pick("", "gao", "L2")}
		var got []Entry
		check(t, trail.Each(t.Context(), f, func(e Entry) error { got = append(got, e); return nil }))
		want := slices.DeleteFunc(slices.Clone(all), func(e Entry) bool { return !fits(f, e) })
		slices.SortFunc(want, compare)
		slices.SortFunc(got, compare)
		if !slices.Equal(got, want) {
			t.Fatalf("%+v: %d entries, want %d", f, len(got), len(want))
		}
	}
}

// fits is the model of Filter.Fits: the condition as it is described.
func fits(f Filter, e Entry) bool {
	inTime := (f.From.IsZero() || f.From.UnixMilli() <= e.Time.UnixMilli()) && (f.Until.IsZero() || e.Time.UnixMilli() < f.Until.UnixMilli())
	did := f.Did == "" || (e.Did + ".")[:min(len(e.Did)+1, len(f.Did)+1)] == f.Did+"."
	return inTime && (f.Who == "" || f.Who == e.Who) && did && (f.To == "" || strings.Contains(e.To, f.To))
}

func compare(a, b Entry) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) }

func TestSweep(t *testing.T) {
	trail, now := open()
	for i := range maxSwept + 50 {
		*now = morning.Add(time.Duration(i) * time.Millisecond)
		check(t, trail.Record(t.Context(), "old", ""))
	}
	*now = morning.Add(Keep - time.Hour)
	check(t, trail.Sweep(t.Context()))
	count := func(want int) {
		t.Helper()
		if _, n, err := trail.Latest(t.Context(), Filter{}, 0); n != want || err != nil {
			t.Fatalf("%d entries, want %d, %v", n, want, err)
		}
	}
	count(maxSwept + 50)
	*now = morning.Add(Keep + time.Hour)
	check(t, trail.Record(t.Context(), "new", "")) // sweeps, as the day is another
	count(51)
	check(t, trail.Record(t.Context(), "new", ""))
	count(52)
	check(t, trail.Sweep(t.Context()))
	count(2)
}

func TestSubjectsAreShort(t *testing.T) {
	trail, _ := open()
	check(t, trail.Record(t.Context(), "act", strings.Repeat("ế", 1000)+"\xff"))
	entries, _, err := trail.Latest(t.Context(), Filter{}, 1)
	check(t, err)
	if to := entries[0].To; len(to) > maxSubject || !utf8.ValidString(to) || !strings.HasSuffix(to, "ế…") {
		t.Errorf("subject %q", to)
	}
}

func TestDamaged(t *testing.T) {
	trail, _ := open()
	check(t, trail.Store.Update(t.Context(), func(tx storage.Tx) error { return tx.Set([]byte(prefix+"x"), []byte("{}")) }))
	if _, _, err := trail.Latest(t.Context(), Filter{}, 1); !errors.Is(err, ErrDamaged) {
		t.Error(err)
	}
}

func TestSheet(t *testing.T) {
	var b strings.Builder
	s, err := NewSheet(&b)
	check(t, err)
	check(t, s.Write(Entry{morning, Actor{"lan", Console}, "batch.issue", `=1+1,"x"`}))
	check(t, s.Close())
	rows, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
	check(t, err)
	want := []string{"2026-11-25T01:02:03.004Z", "lan", "console", "batch.issue", `'=1+1,"x"`}
	if len(rows) != 2 || !slices.Equal(rows[1], want) {
		t.Errorf("%q", rows)
	}
}
