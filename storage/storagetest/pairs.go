package storagetest

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ocoptrace/storage"
)

func testOrder(t *testing.T, s storage.Store) {
	keys := []string{
		"t/\x00", "t/\x00\x00", "t/\x00\x01", "t/\x01", "t/a", "t/a\x00", "t/a\x00b", "t/aa", "t/ab",
		"t/b", "t/\x7f", "t/\x80", "t/\xfe\xff", "t/\xff", "t/\xff\x00", "t/\xff\xff", "t/\xff\xff\xff",
	}
	var want []string
	for _, k := range keys {
		want = append(want, k, "v"+k)
	}
	for _, i := range rand.New(rand.NewPCG(1, 2)).Perm(len(keys)) {
		set(t, s, keys[i], "v"+keys[i])
	}
	wantPairs(t, s, "t/", want...)
}

func testRanges(t *testing.T, s storage.Store) {
	set(t, s, "t/a", "1", "t/ab", "2", "t/b", "3", "t/b\xff", "4", "t/b\xff\xff", "5", "t/c", "6", "u/", "7", "v", "8")
	absent := []byte(nil)
	for _, c := range []struct {
		prefix string
		after  []byte
		want   string // the values in turn
	}{
		{"t/", absent, "123456"},
		{"t/a", absent, "12"},
		{"t/ab", absent, "2"},
		{"t/abc", absent, ""},
		{"t/b\xff", absent, "45"},
		{"t", absent, "123456"},
		{"u/", absent, "7"},
		{"w", absent, ""},
		{"\xff\xff", absent, ""},
		{"t/", []byte{}, "123456"},
		{"t/", []byte("t/a"), "23456"},
		{"t/", []byte("t/a\x00"), "23456"},
		{"t/", []byte("t/aa"), "23456"},
		{"t/", []byte("t/b"), "456"},
		{"t/", []byte("t/b\xff\xff"), "6"},
		{"t/", []byte("t/c"), ""},
		{"t/", []byte("t/"), "123456"},
		{"t/", []byte("s"), "123456"},
		{"t/", []byte("u"), ""},
		{"t/a", []byte("t/a"), "2"},
		{"t/b", []byte("t/a"), "345"},
		{"u", []byte("t/c"), "7"},
		{"", []byte("t/c"), "78"},
		{"", []byte("u/"), "8"},
	} {
		view(t, s, func(tx storage.Tx) error {
			if got := values(t, tx, c.prefix, c.after); got != c.want {
				t.Errorf("Scan(%q, %q) gave the values %s, want %s", c.prefix, c.after, got, c.want)
			}
			return nil
		})
	}
}

// values joins the values of a scan.
func values(t *testing.T, tx storage.Tx, prefix string, after []byte) string {
	var b strings.Builder
	err := tx.Scan([]byte(prefix), after, func(_, value []byte) error {
		b.Write(value)
		return nil
	})
	wantError(t, "Scan", err, nil)
	return b.String()
}

func testScanEnds(t *testing.T, s storage.Store) {
	set(t, s, "t/1", "", "t/2", "", "t/3", "")
	ours := errors.New("ours")
	for _, c := range []struct{ end, want error }{{storage.Stop, nil}, {fmt.Errorf("enough: %w", storage.Stop), nil}, {ours, ours}} {
		view(t, s, func(tx storage.Tx) error {
			calls := 0
			err := tx.Scan([]byte("t/"), nil, func(_, _ []byte) error {
				if calls++; calls == 2 {
					return c.end
				}
				return nil
			})
			wantError(t, "Scan", err, c.want)
			if calls != 2 {
				t.Errorf("f was called %d times, want 2", calls)
			}
			return nil
		})
	}
}

func testAbsent(t *testing.T, s storage.Store) {
	set(t, s, "t/a", "1", "t/c", "", "t/ab", "gone")
	update(t, s, func(tx storage.Tx) error {
		return errors.Join(tx.Delete([]byte("t/ab")), tx.Delete([]byte("t/never")))
	})
	view(t, s, func(tx storage.Tx) error {
		for _, key := range []string{"t/", "t/ab", "t/abc", "t/b", "t/never", "t/\xff"} {
			_, err := tx.Get([]byte(key))
			wantError(t, key, err, storage.ErrNotFound)
		}
		got, err := tx.GetMany([]byte("t/c"), []byte("t/b"), []byte("t/a"), []byte("t/ab"), []byte("t/a"))
		wantError(t, "GetMany", err, nil)
		if want := [][]byte{{}, nil, []byte("1"), nil, []byte("1")}; !slices.EqualFunc(got, want, same) {
			t.Errorf("GetMany = %q, want %q, nil where absent and only there", got, want)
		}
		if got, err := tx.GetMany(); len(got) != 0 || err != nil {
			t.Errorf("GetMany() = %v, %v", got, err)
		}
		if got, err := tx.Get([]byte("t/c")); got == nil || len(got) != 0 {
			t.Errorf("Get of an empty value = %v, %v", got, err)
		}
		return nil
	})
}

// same tells nil from empty.
func same(a, b []byte) bool { return bytes.Equal(a, b) && (a == nil) == (b == nil) }

func testPairLimits(t *testing.T, s storage.Store) {
	long := strings.Repeat("k", storage.MaxKey)
	for _, c := range []struct {
		name  string
		key   string
		value int
		want  error
	}{
		{"smallest key", "k", 1, nil},
		{"zero byte as key", "\x00", 1, nil},
		{"largest key", long, 1, nil},
		{"largest pair", "t/" + long[2:], storage.MaxValue, nil},
		{"empty value", "t/e", 0, nil},
		{"empty key", "", 1, storage.ErrBadKey},
		{"engine's key", "!x", 1, storage.ErrBadKey},
		{"key too long", long + "k", 1, storage.ErrTooLarge},
		{"value too long", "t/v", storage.MaxValue + 1, storage.ErrTooLarge},
	} {
		value := bytes.Repeat([]byte{'v'}, c.value)
		err := s.Update(t.Context(), func(tx storage.Tx) error { return tx.Set([]byte(c.key), value) })
		wantError(t, c.name, err, c.want)
		if c.want == nil {
			view(t, s, func(tx storage.Tx) error { wantGet(t, tx, c.key, string(value)); return nil })
		}
	}
	update(t, s, func(tx storage.Tx) error {
		_, err := tx.Get(nil)
		wantError(t, "Get of an empty key", err, storage.ErrBadKey)
		_, err = tx.GetMany([]byte("t/e"), []byte(long+"k"))
		wantError(t, "GetMany of a long key", err, storage.ErrTooLarge)
		wantError(t, "Delete of an engine's key", tx.Delete([]byte("!x")), storage.ErrBadKey)
		wantScan(t, tx, "!", nil)
		wantScan(t, tx, "t/e", []byte("t/e"+long))
		return nil
	})
}

func testTransactionLimits(t *testing.T, s storage.Store) {
	for _, pairs := range []int{storage.MaxTxPairs, storage.MaxTxBytes / storage.MaxValue, storage.MaxTxPairs / 4} {
		update(t, s, func(tx storage.Tx) error { return setMany(tx, pairs, storage.MaxTxBytes) })
		count := 0
		view(t, s, func(tx storage.Tx) error {
			return tx.Scan(fmt.Appendf(nil, "t%d/", pairs), nil, func(_, _ []byte) error { count++; return nil })
		})
		if count != pairs {
			t.Errorf("%d pairs of a large transaction are there, want %d", count, pairs)
		}
	}
}

// setMany writes pairs that together take size bytes or just less.
func setMany(tx storage.Tx, pairs, size int) error {
	value := make([]byte, size/pairs)
	for i := range pairs {
		key := fmt.Appendf(nil, "t%d/%06d", pairs, i)
		if err := tx.Set(key, value[:len(value)-len(key)]); err != nil {
			return err
		}
	}
	return nil
}

// testBeyondTransactionLimits lets the engine choose: all or nothing.
func testBeyondTransactionLimits(t *testing.T, s storage.Store) {
	const pairs = 4 * storage.MaxTxPairs
	err := s.Update(t.Context(), func(tx storage.Tx) error {
		_ = setMany(tx, pairs, 4*storage.MaxTxBytes) // a closure that does not look must not store a part
		return nil
	})
	want := 0
	if err == nil {
		want = pairs
	} else {
		wantError(t, "Update", err, storage.ErrTooLarge)
	}
	count := 0
	view(t, s, func(tx storage.Tx) error {
		return tx.Scan(nil, []byte("t"), func(key, _ []byte) error { count++; return nil })
	})
	if count != want {
		t.Errorf("%d pairs are there, want %d", count, want)
	}
	set(t, s, "t/later", "1")
}
