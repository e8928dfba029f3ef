package storage_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
)

// fill stores pairs, given as key and value in turn.
func fill(t testing.TB, s storage.Store, pairs ...string) storage.Store {
	t.Helper()
	err := s.Update(t.Context(), func(tx storage.Tx) error {
		for i := 0; i < len(pairs); i += 2 {
			if err := tx.Set([]byte(pairs[i]), []byte(pairs[i+1])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func dump(t testing.TB, s storage.Store) ([]byte, storage.Summary) {
	t.Helper()
	var b bytes.Buffer
	sum, err := storage.Dump(t.Context(), s, &b, nil)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), sum
}

func small(t testing.TB) []byte {
	d, _ := dump(t, fill(t, storagetest.Memory(), "a", "", "key/layout", "1", "log/\x00", "x", "reg/ab", "value"))
	return d
}

// pinnedDigest was computed by another implementation (sha256 of the format's text).
const pinnedDigest = "86e7f6521b38f200535f4924ddcb6f3142dacb0d42d9dc0b85a467a88353f9ac"

// TestDumpBytes pins the format: a dump of one version is read by all later ones.
func TestDumpBytes(t *testing.T) {
	got, sum := dump(t, fill(t, storagetest.Memory(), "log/b", "12", "log/a", ""))
	want := "ocoptrace dump 1\n" + "\x00\x05\x00\x00log/a" + "\x00\x05\x00\x02log/b12" +
		"\x00\x00" + "\x00\x00\x00\x00\x00\x00\x00\x02" + string(sum.SHA256[:])
	if string(got) != want || sum.Pairs != 2 || sum.Bytes != int64(len(want)) {
		t.Errorf("dump %q, summary %+v, want %q", got, sum, want)
	}
	if got := fmt.Sprintf("%x", sum.SHA256); got != pinnedDigest {
		t.Errorf("digest %s, want %s", got, pinnedDigest)
	}
}

func TestDumpRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 6 {
		from := storagetest.Memory()
		for i := range n * n * 300 {
			fill(t, from, fmt.Sprintf("reg/%x", r.Uint64()), strings.Repeat("v", r.IntN(200)))
			if i%100 == 0 {
				fill(t, from, fmt.Sprintf("log/%x", i), strings.Repeat("l", storage.MaxValue-i))
			}
		}
		d, want := dump(t, fill(t, from, storage.LayoutKey, "1"))
		if got, err := storage.VerifyDump(iotest.OneByteReader(bytes.NewReader(d))); got != want || err != nil {
			t.Fatalf("VerifyDump: %+v, %v, want %+v", got, err, want)
		}
		to := storagetest.Faulty(storagetest.Memory())
		to.RunTwice(func() bool { return true })
		last := 0
		got, err := storage.Load(t.Context(), to, bytes.NewReader(d), func(n int) { last = n })
		if got != want || err != nil || int64(last) != want.Pairs {
			t.Fatalf("Load: %+v, %v, progress %d, want %+v", got, err, last, want)
		}
		if again, _ := dump(t, to); !bytes.Equal(again, d) {
			t.Fatal("the dump of the loaded store differs")
		}
	}
}

// TestDumpDamage flips every bit, cuts at every byte and appends.
func TestDumpDamage(t *testing.T) {
	d := small(t)
	try := func(what string, damaged []byte) {
		t.Helper()
		_, err := storage.VerifyDump(bytes.NewReader(damaged))
		if !errors.Is(err, storage.ErrDamaged) && !errors.Is(err, storage.ErrLayout) {
			t.Errorf("%s: VerifyDump: %v", what, err)
		}
		s := storagetest.Memory()
		if _, err := storage.Load(t.Context(), s, bytes.NewReader(damaged), nil); err == nil {
			t.Errorf("%s: Load accepts it", what)
		}
		if err := storage.OpenLayout(t.Context(), s); !errors.Is(err, storage.ErrDamaged) {
			t.Errorf("%s: the half loaded store can be opened: %v", what, err)
		}
	}
	for i := range d {
		try(fmt.Sprintf("cut at %d", i), d[:i])
		for bit := range 8 {
			damaged := bytes.Clone(d)
			damaged[i] ^= 1 << bit
			try(fmt.Sprintf("bit %d of byte %d", bit, i), damaged)
		}
	}
	try("a byte more", append(bytes.Clone(d), 0))
	try("twice", append(bytes.Clone(d), d...))
}

func TestDumpSnapshot(t *testing.T) {
	// Only a dump that is larger than its buffer is written while the View runs.
	large := strings.Repeat("x", storage.MaxValue)
	s := fill(t, storagetest.Memory(), "a", "1", "x", large, "y", large)
	want, _ := dump(t, s)
	w := &writerThat{do: func() { fill(t, s, "a", "2", "y", "2", "z", "2") }}
	if _, err := storage.Dump(t.Context(), s, w, nil); err != nil {
		t.Fatal(err)
	}
	if !w.done || !bytes.Equal(w.Bytes(), want) {
		t.Errorf("the dump holds what was written meanwhile (written: %t)", w.done)
	}
}

// writerThat does something at the first write.
type writerThat struct {
	bytes.Buffer
	do   func()
	done bool
}

func (w *writerThat) Write(p []byte) (int, error) {
	if !w.done {
		w.done = true
		w.do()
	}
	return w.Buffer.Write(p)
}

func TestDumpErrors(t *testing.T) {
	s := fill(t, storagetest.Memory(), "a", "1", "b", strings.Repeat("x", storage.MaxValue))
	ours := errors.New("ours")
	for limit := range 3 {
		w := &failingWriter{left: limit * 30000, err: ours}
		if _, err := storage.Dump(t.Context(), s, w, nil); !errors.Is(err, ours) {
			t.Errorf("a writer that fails after %d bytes: %v", w.left, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := storage.Dump(ctx, s, io.Discard, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	d, _ := dump(t, s)
	for n := range 3 {
		r := io.MultiReader(bytes.NewReader(d[:n*30]), iotest.ErrReader(ours))
		if _, err := storage.VerifyDump(r); !errors.Is(err, ours) || errors.Is(err, storage.ErrDamaged) {
			t.Errorf("a reader that fails: %v", err)
		}
	}
	if _, err := storage.VerifyDump(io.MultiReader(bytes.NewReader(d), iotest.ErrReader(ours))); !errors.Is(err, ours) {
		t.Errorf("a reader that fails at the end: %v", err)
	}
}

type failingWriter struct {
	left int
	err  error
}

func (w *failingWriter) Write(p []byte) (int, error) {
	if len(p) > w.left {
		return w.left, w.err
	}
	w.left -= len(p)
	return len(p), nil
}

func TestLoadRefuses(t *testing.T) {
	d := small(t)
	s := fill(t, storagetest.Memory(), storage.LayoutKey, "1", "reg/x", "mine")
	if _, err := storage.Load(t.Context(), s, bytes.NewReader(d), nil); !errors.Is(err, storage.ErrNotEmpty) {
		t.Errorf("a store that is not empty: %v", err)
	}
	if err := storage.OpenLayout(t.Context(), s); err != nil {
		t.Errorf("a refused load changed the store: %v", err)
	}
	newer, _ := dump(t, fill(t, storagetest.Memory(), storage.LayoutKey, "2"))
	if _, err := storage.VerifyDump(bytes.NewReader(newer)); !errors.Is(err, storage.ErrLayout) {
		t.Errorf("a newer layout: %v", err)
	}
	faulty := storagetest.Faulty(fill(t, storagetest.Memory(), storage.LayoutKey, "1"))
	for _, fault := range []error{storage.ErrCommitUnknown, storage.ErrNoSpace} {
		faulty.FailNext(1, fault)
		if _, err := storage.Load(t.Context(), faulty, bytes.NewReader(d), nil); !errors.Is(err, fault) {
			t.Errorf("a store that fails with %v: %v", fault, err)
		}
	}
}

func TestLoadWithoutLayout(t *testing.T) {
	d, _ := dump(t, fill(t, storagetest.Memory(), "reg/x", "1"))
	s := storagetest.Memory()
	if _, err := storage.Load(t.Context(), s, bytes.NewReader(d), nil); err != nil {
		t.Fatal(err)
	}
	if err := storage.OpenLayout(t.Context(), s); err != nil {
		t.Error(err)
	}
}

// FuzzDump looks for bytes that are accepted but not what Dump writes.
func FuzzDump(f *testing.F) {
	d := small(f)
	f.Add(d)
	f.Add(d[:40])
	f.Add(bytes.Replace(d, []byte("reg/"), []byte("REG/"), 1))
	empty, _ := dump(f, storagetest.Memory())
	f.Add(empty)
	f.Fuzz(func(t *testing.T, b []byte) {
		s := storagetest.Memory()
		sum, err := storage.VerifyDump(bytes.NewReader(b))
		loaded, loadErr := storage.Load(t.Context(), s, bytes.NewReader(b), nil)
		if (err == nil) != (loadErr == nil) || sum != loaded {
			t.Fatalf("VerifyDump: %+v, %v; Load: %+v, %v", sum, err, loaded, loadErr)
		}
		if err != nil || !bytes.Contains(b, []byte(storage.LayoutKey)) {
			return // Load adds a layout
		}
		if again, _ := dump(t, s); !bytes.Equal(again, b) {
			t.Fatalf("accepted %q, which is written %q", b, again)
		}
	})
}

func BenchmarkDump(b *testing.B) {
	s := storagetest.Memory()
	for i := range 2000 {
		fill(b, s, fmt.Sprintf("log/leaf/%08d", i), strings.Repeat("v", 2000))
	}
	d, sum := dump(b, s)
	b.Run("Dump", func(b *testing.B) {
		b.SetBytes(sum.Bytes)
		for b.Loop() {
			if _, err := storage.Dump(b.Context(), s, io.Discard, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("VerifyDump", func(b *testing.B) {
		b.SetBytes(sum.Bytes)
		for b.Loop() {
			if _, err := storage.VerifyDump(bytes.NewReader(d)); err != nil {
				b.Fatal(err)
			}
		}
	})
}
