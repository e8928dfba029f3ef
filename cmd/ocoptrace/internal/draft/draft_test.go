package draft

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"time"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

var ctx = context.Background()

// open are drafts whose clock is set by hand.
func open() (*Drafts, *time.Time) {
	now := time.Date(2026, 11, 25, 7, 5, 0, 0, time.UTC)
	return New(Config{Store: storagetest.Memory(), Now: func() time.Time { return now }}), &now
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func rows(t *testing.T, d *Drafts) (n int) {
	t.Helper()
	check(t, d.Store.View(ctx, func(tx storage.Tx) error {
		n = 0
		return tx.Scan([]byte(prefix), nil, func(_, _ []byte) error { n++; return nil })
	}))
	return n
}

func TestNames(t *testing.T) {
	d, _ := open()
	for _, c := range []struct{ user, form string }{
		{"", "batch"}, {"lan", ""}, {"lan", "a b"}, {"lan", "a\x00b"}, {"la\x00n", "batch"},
		{"lan", strings.Repeat("a", 201)}, {"lan", "lô"},
	} {
		if err := d.Save(ctx, c.user, c.form, url.Values{"a": {"b"}}); !errors.Is(err, ErrForm) {
			t.Errorf("%q %q: %v", c.user, c.form, err)
		}
		if _, err := d.Get(ctx, c.user, c.form); !errors.Is(err, ErrForm) {
			t.Errorf("%q %q: %v", c.user, c.form, err)
		}
	}
	if n := rows(t, d); n != 0 {
		t.Errorf("%d rows", n)
	}
}

func TestLimits(t *testing.T) {
	d, _ := open()
	check(t, d.Save(ctx, "lan", "batch", url.Values{"a": {"before"}}))
	err := d.Save(ctx, "lan", "batch", url.Values{"a": {strings.Repeat("x", MaxBytes)}})
	if !errors.Is(err, ErrTooLarge) {
		t.Fatal(err)
	}
	if got, err := d.Get(ctx, "lan", "batch"); err != nil || got.Values.Get("a") != "before" {
		t.Errorf("what was kept before is %v, %v", got, err)
	}
	check(t, d.Save(ctx, "lan", "batch", url.Values{"a": {strings.Repeat("x", MaxBytes-100)}}))
	if err := d.SaveFile(ctx, "lan", "batch", make([]byte, MaxFile+1)); !errors.Is(err, ErrTooLarge) {
		t.Error(err)
	}
	check(t, d.SaveFile(ctx, "lan", "batch", make([]byte, MaxFile)))
	if got, err := d.File(ctx, "lan", "batch"); err != nil || len(got) != MaxFile {
		t.Errorf("%d bytes, %v", len(got), err)
	}
}

// A form that is done is not kept again, however late it comes; another is.
func TestDone(t *testing.T) {
	d, _ := open()
	typed := func(key string) url.Values { return url.Values{KeyField: {key}, "quantity": {"50"}} }
	check(t, d.Save(ctx, "lan", "batch", typed("one")))
	check(t, d.Drop(ctx, "lan", "batch", "one"))
	check(t, d.Save(ctx, "lan", "batch", typed("one")))
	if _, err := d.Get(ctx, "lan", "batch"); !errors.Is(err, ErrNone) {
		t.Error("a form that is done came back:", err)
	}
	check(t, d.Save(ctx, "lan", "batch", typed("two")))
	check(t, d.Save(ctx, "lan", "batch", typed("one")))
	if got, err := d.Get(ctx, "lan", "batch"); err != nil || got.Values.Get(KeyField) != "two" {
		t.Error(got, err)
	}
	for i := range maxDone {
		check(t, d.Drop(ctx, "lan", "batch", fmt.Sprint("later", i)))
	}
	check(t, d.Save(ctx, "lan", "batch", typed("one")))
	if _, err := d.Get(ctx, "lan", "batch"); err != nil {
		t.Error("more keys are remembered than is said:", err)
	}
}

func TestKeep(t *testing.T) {
	d, now := open()
	check(t, d.Save(ctx, "lan", "old", url.Values{"a": {"1"}}))
	check(t, d.SaveFile(ctx, "lan", "old", bytes.Repeat([]byte("x"), 3*chunk+1)))
	check(t, d.SaveFile(ctx, "lan", "without", []byte("x")))
	check(t, d.Drop(ctx, "tam", "done", "one"))
	*now = now.Add(Keep)
	check(t, d.Save(ctx, "lan", "new", url.Values{"a": {"1"}}))
	check(t, d.SaveFile(ctx, "lan", "new", []byte("x")))
	if _, err := d.Get(ctx, "lan", "old"); err != nil {
		t.Error("deleted on the last day:", err)
	}
	*now = now.Add(time.Second)
	if _, err := d.Get(ctx, "lan", "old"); !errors.Is(err, ErrNone) {
		t.Error("kept for longer:", err)
	}
	check(t, d.Sweep(ctx))
	if n := rows(t, d); n != 2 {
		t.Errorf("%d rows are left, want the new draft and its file", n)
	}
	if got, err := d.File(ctx, "lan", "new"); err != nil || string(got) != "x" {
		t.Errorf("%q, %v", got, err)
	}
}

// What is too old is deleted while others work, once a day.
func TestSweptBySaving(t *testing.T) {
	d, now := open()
	check(t, d.Save(ctx, "lan", "old", url.Values{"a": {"1"}}))
	*now = now.Add(Keep + time.Second)
	check(t, d.Save(ctx, "tam", "new", url.Values{"a": {"1"}}))
	if n := rows(t, d); n != 1 {
		t.Errorf("%d rows, want the new draft", n)
	}
}

// What is saved, dropped and read is what a map would hold.
func TestModel(t *testing.T) {
	d, now := open()
	random := rand.New(rand.NewPCG(1, 2))
	users, forms := []string{"lan", "la", "lan2"}, []string{"batch", "batch/a", "batch/a/1"}
	drafts, files := make(map[string]Draft), make(map[string][]byte)
	for range 3000 {
		*now = now.Add(time.Second)
		user, form := users[random.IntN(3)], forms[random.IntN(3)]
		at := user + " " + form
		switch random.IntN(6) {
		case 0, 1:
			values := url.Values{"a": {fmt.Sprint(random.IntN(100)), "b"}}
			check(t, d.Save(ctx, user, form, values))
			drafts[at] = Draft{*now, values}
		case 2:
			files[at] = bytes.Repeat([]byte{byte(random.IntN(256))}, random.IntN(3*chunk))
			check(t, d.SaveFile(ctx, user, form, files[at]))
		case 3:
			if random.IntN(3) == 0 {
				check(t, d.Drop(ctx, user, form, ""))
				delete(drafts, at)
				delete(files, at)
			}
		case 4:
			got, err := d.Get(ctx, user, form)
			if want, ok := drafts[at]; ok != (err == nil) || !reflect.DeepEqual(got, want) {
				t.Fatalf("%s: %v %v, want %v", at, got, err, want)
			}
		case 5:
			got, err := d.File(ctx, user, form)
			if want := files[at]; (len(want) > 0) != (err == nil) || !bytes.Equal(got, want) {
				t.Fatalf("%s: %d bytes, %v, want %d", at, len(got), err, len(want))
			}
		}
	}
}
