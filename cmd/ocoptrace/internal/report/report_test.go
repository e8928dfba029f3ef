package report

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
)

var ctx = context.Background()

func newBook() (*Book, *time.Time) {
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
	return New(Config{Store: storagetest.Memory(), Now: func() time.Time { return now }, Random: rand.Reader}), &now
}

func good() Report {
	return Report{Kind: Mismatch, Text: "Lô khác", Product: "com", Entity: "htx", Province: "01", Lot: "L1"}
}

func send(t *testing.T, b *Book, r Report) Report {
	t.Helper()
	r, err := b.Send(ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestSend(t *testing.T) {
	b, _ := newBook()
	r := good()
	r.Phone, r.Consent, r.Seen, r.State, r.By = "(+84) 900-000.001", true, "15", StateClosed, "intruder"
	sent := send(t, b, r)
	typed := strings.ToLower(strings.ReplaceAll(sent.Reference, "-", " "))
	got, err := b.Get(ctx, typed)
	if err != nil || got.Phone != "+84900000001" || got.State != StateNew || got.By != "" {
		t.Errorf("%+v, %v", got, err)
	}
	if p := got.Public(); p.Phone != "" || p.Photo != "" || p.Text == "" {
		t.Errorf("in public %+v", p)
	}
	if p := got.ForProducer(); p.Phone != "" {
		t.Errorf("to the producer %+v", p)
	}
	for _, unknown := range []string{"", "7K3M9-QP2X", "UUUUU-UUUUU", "00000-00000"} {
		if _, err := b.Get(ctx, unknown); !errors.Is(err, ErrNotFound) {
			t.Errorf("%q: %v", unknown, err)
		}
	}
}

func TestSendRefuses(t *testing.T) {
	b, _ := newBook()
	for name, c := range map[string]struct {
		change func(*Report)
		want   []string // fields
	}{
		"no kind":           {func(r *Report) { r.Kind = "" }, []string{"kind"}},
		"unknown kind":      {func(r *Report) { r.Kind = "x" }, []string{"kind"}},
		"other, no text":    {func(r *Report) { r.Kind, r.Text = Other, " " }, []string{"text"}},
		"long text":         {func(r *Report) { r.Text = strings.Repeat("ă", MaxText+1) }, []string{"text"}},
		"phone, no consent": {func(r *Report) { r.Phone = "0900000001" }, []string{"consent"}},
		"no phone":          {func(r *Report) { r.Phone, r.Consent = "call me", true }, []string{"phone"}},
		"short phone":       {func(r *Report) { r.Phone, r.Consent = "+849", true }, []string{"phone"}},
		"two faults":        {func(r *Report) { r.Kind, r.Seen = "", "00" }, []string{"kind", "seen"}},
	} {
		r := good()
		c.change(&r)
		_, err := b.Send(ctx, r)
		var problems trace.Problems
		errors.As(err, &problems)
		var fields []string
		for _, p := range problems {
			fields = append(fields, p.Field)
		}
		if !slices.Equal(fields, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
	if n, err := b.Count(ctx, Filter{}); n != 0 || err != nil {
		t.Errorf("%d reports are kept, %v", n, err)
	}
}

// Pages of every size hold all reports of a filter, newest first.
func TestList(t *testing.T) {
	b, now := newBook()
	r := mathrand.New(mathrand.NewPCG(1, 2))
	var all []Report
	for i := range 40 {
		x := good()
		x.Province, x.Product, x.Lot = fmt.Sprint(r.IntN(2)), fmt.Sprint("p", r.IntN(3)), fmt.Sprint(r.IntN(2))
		if i%3 != 0 {
			*now = now.Add(time.Millisecond)
		}
		x = send(t, b, x)
		if r.IntN(3) == 0 {
			if err := b.Handle(ctx, x.Reference, StateClosed, "xong", "can-bo"); err != nil {
				t.Fatal(err)
			}
			x.State = StateClosed
		}
		all = append(all, x)
	}
	for _, f := range []Filter{{}, {Province: "1"}, {Product: "p1", Open: true}, {Lot: "0"}, {Entity: "none"}} {
		want := map[string]bool{}
		for _, x := range all {
			if f.takes(x) {
				want[x.Reference] = true
			}
		}
		for _, limit := range []int{1, 3, 100} {
			got, last := map[string]bool{}, time.Now().AddDate(100, 0, 0)
			for after := ""; ; {
				page, more, err := b.List(ctx, f, after, limit)
				if err != nil || len(page) > limit {
					t.Fatal(len(page), err)
				}
				for _, x := range page {
					if got[x.Reference] || x.At.After(last) {
						t.Fatalf("%+v, limit %d: %s twice or out of order", f, limit, x.Reference)
					}
					got[x.Reference], last, after = true, x.At, x.Reference
				}
				if !more {
					break
				}
			}
			if len(got) != len(want) {
				t.Errorf("%+v, limit %d: %d of %d", f, limit, len(got), len(want))
			}
		}
		if n, err := b.Count(ctx, f); n != len(want) || err != nil {
			t.Errorf("%+v: counted %d of %d, %v", f, n, len(want), err)
		}
	}
}

func TestHandle(t *testing.T) {
	b, _ := newBook()
	r := send(t, b, good())
	var problems trace.Problems
	if err := b.Handle(ctx, r.Reference, StateClosed, " ", "x"); !errors.As(err, &problems) || problems[0].Field != "answer" {
		t.Errorf("closed without an answer: %v", err)
	}
	if err := b.Handle(ctx, r.Reference, StateInHand, "", "thanh-tra"); err != nil {
		t.Fatal(err)
	}
	if err := b.Handle(ctx, r.Reference, StateClosed, "Đã kiểm tra", "thanh-tra"); err != nil {
		t.Fatal(err)
	}
	if got, err := b.Get(ctx, r.Reference); err != nil || got.State != StateClosed || got.Answer != "Đã kiểm tra" || got.Closed.IsZero() {
		t.Errorf("%+v, %v", got, err)
	}
	if err := b.Handle(ctx, "00000-00000", StateInHand, "", "x"); !errors.Is(err, ErrNotFound) {
		t.Errorf("unknown: %v", err)
	}
}

func TestSweep(t *testing.T) {
	b, now := newBook()
	with := func(state State) Report {
		r := good()
		r.Phone, r.Consent, r.Photo = "0900000001", true, "sha256-1"
		r = send(t, b, r)
		if err := b.Handle(ctx, r.Reference, state, "x", "y"); err != nil {
			t.Fatal(err)
		}
		return r
	}
	open, closed := with(StateInHand), with(StateClosed)
	var deleted []string
	sweep := func() {
		t.Helper()
		if err := b.Sweep(ctx, func(d string) error { deleted = append(deleted, d); return nil }); err != nil {
			t.Fatal(err)
		}
	}
	phones := func() (n int) {
		for _, r := range []Report{open, closed} {
			if got, err := b.Get(ctx, r.Reference); err == nil && got.Phone != "" {
				n++
			}
		}
		return n
	}
	*now = now.Add(KeepPhone - time.Hour)
	if sweep(); phones() != 2 {
		t.Error("a telephone number is gone too early")
	}
	*now = now.Add(2 * time.Hour)
	if sweep(); phones() != 1 {
		t.Errorf("%d telephone numbers are left", phones())
	}
	*now = open.At.Add(KeepReport)
	if sweep(); len(deleted) != 2 {
		t.Errorf("photos deleted: %v", deleted)
	}
	err := b.Store.View(ctx, func(tx storage.Tx) error {
		return tx.Scan(nil, nil, func(key, _ []byte) error { return fmt.Errorf("%q is left", key) })
	})
	if err != nil {
		t.Error(err)
	}
}

func TestCounts(t *testing.T) {
	b, now := newBook()
	first := send(t, b, good())
	*now = time.Date(2026, 11, 30, 18, 0, 0, 0, time.UTC) // December in Viet Nam
	ill := good()
	ill.Kind, ill.Province = Illness, "15"
	send(t, b, ill)
	if err := b.Handle(ctx, first.Reference, StateClosed, "Đã xem", "hoa"); err != nil {
		t.Fatal(err)
	}
	c, err := b.Counts(ctx, Filter{})
	if err != nil || c.All != 2 || c.Kinds[Mismatch] != 1 || c.Kinds[Illness] != 1 || c.States[StateClosed] != 1 || c.States[StateNew] != 1 ||
		c.Months["2026-11"] != 1 || c.Months["2026-12"] != 1 {
		t.Errorf("%+v %v", c, err)
	}
	if c, err := b.Counts(ctx, Filter{Province: "15"}); err != nil || c.All != 1 || c.Kinds[Illness] != 1 {
		t.Errorf("of a province %+v %v", c, err)
	}
	if c, err := b.Counts(ctx, Filter{Province: "99"}); err != nil || c.All != 0 || c.Kinds[Illness] != 0 {
		t.Errorf("of none %+v %v", c, err)
	}
}
