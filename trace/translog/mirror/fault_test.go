package mirror

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"strings"
	"testing"

	"ocoptrace/trace/translog"
)

var errDisk = errors.New("disk error")

// failing is a Dir whose operation number at fails, before or after it was done.
type failing struct {
	files
	at    int
	after bool
}

func (d *failing) do(f func() error) error {
	d.at--
	if d.at != 0 {
		return f()
	}
	if d.after {
		f()
	}
	return errDisk
}

func (d *failing) Write(path string, b []byte) error {
	return d.do(func() error { return d.files.Write(path, b) })
}

func (d *failing) Remove(path string) error {
	return d.do(func() error { return d.files.Remove(path) })
}

// Whichever step of storing fails, the copy is the old or the new tree, and a
// second attempt ends with the new one.
func TestStoringFails(t *testing.T) {
	w := newWorld(t, origin)
	old, log := w.serve(t, "a", 255), w.serve(t, "a", 1030)
	for _, after := range []bool{false, true} {
		for at := 1; ; at++ {
			d := &failing{maps.Clone(old), at, after}
			r, err := Follow(t.Context(), &served{files: log}, d, w.policy)
			if d.at > 0 && err == nil {
				if at < 15 {
					t.Errorf("only %d steps", at)
				}
				break
			}
			mustBe(t, err, errDisk)
			size := int64(255)
			if bytes.Equal(d.files["checkpoint"], log["checkpoint"]) {
				size = 1030
			}
			if r.After.Size > size {
				t.Errorf("step %d: reported %d leaves, kept %d", at, r.After.Size, size)
			}
			w.check(t, d.files, "a", size)
			_, err = Follow(t.Context(), &served{files: log}, d.files, w.policy)
			must(t, err)
			w.check(t, d.files, "a", 1030)
		}
	}
}

// cut is a source that fails after some reads.
type cut struct {
	served
	left int
}

func (s *cut) Read(ctx context.Context, path string, limit int64) ([]byte, error) {
	if s.left--; s.left < 0 {
		return nil, errDisk
	}
	return s.served.Read(ctx, path, limit)
}

// Attempts that are cut short go on where they were: what was stored is not
// fetched again, except the edge of the tree.
func TestResumes(t *testing.T) {
	w := newWorld(t, origin)
	log := w.serve(t, "a", 2000)
	d := files{}
	bundles := map[string]int{}
	for range 10 {
		s := &cut{served{files: log}, 9}
		_, err := Follow(t.Context(), s, d, w.policy)
		for _, path := range s.reads {
			if strings.HasPrefix(path, "tile/entries/") || strings.HasPrefix(path, "tile/0/") && !strings.Contains(path, ".p/") {
				bundles[path]++
			}
		}
		if err == nil {
			w.check(t, d, "a", 2000)
			if len(bundles) != 8+7 {
				t.Errorf("%d bundles and full tiles", len(bundles))
			}
			for path, n := range bundles {
				if n > 1 {
					t.Errorf("%s was fetched %d times", path, n)
				}
			}
			return
		}
		mustBe(t, err, errDisk)
	}
	t.Error("does not come to an end")
}

// harms are what can be done to a file.
var harms = map[string]func(r *rand.Rand, b []byte) []byte{
	"flipped first": func(_ *rand.Rand, b []byte) []byte { b[0] ^= 1; return b },
	"flipped last":  func(_ *rand.Rand, b []byte) []byte { b[len(b)-1] ^= 0x80; return b },
	"flipped":       func(r *rand.Rand, b []byte) []byte { b[r.IntN(len(b))] ^= 1 << r.IntN(8); return b },
	"flipped 2":     func(r *rand.Rand, b []byte) []byte { b[r.IntN(len(b))] ^= 1 << r.IntN(8); return b },
	"cut":           func(_ *rand.Rand, b []byte) []byte { return b[:len(b)-1] },
	"cut to half":   func(_ *rand.Rand, b []byte) []byte { return b[:len(b)/2] },
	"empty":         func(*rand.Rand, []byte) []byte { return []byte{} },
	"longer":        func(_ *rand.Rand, b []byte) []byte { return append(b, 0) },
	"twice":         func(_ *rand.Rand, b []byte) []byte { return append(b, b...) },
	"without head":  func(_ *rand.Rand, b []byte) []byte { return b[1:] },
	"huge":          func(_ *rand.Rand, b []byte) []byte { return append(b, make([]byte, translog.MaxBundle)...) },
}

// Whatever file of a log is harmed, nothing of it is accepted: the checkpoint
// stays, and what was stored is the log's.
func TestHarmedLog(t *testing.T) {
	w := newWorld(t, origin)
	r := rand.New(rand.NewPCG(1, 2))
	old, log := w.serve(t, "a", 255), w.serve(t, "a", 1030)
	for path, b := range log {
		for name, harm := range harms {
			harmed := maps.Clone(log)
			harmed[path] = harm(r, bytes.Clone(b))
			d := maps.Clone(old)
			_, err := Follow(t.Context(), &served{files: harmed}, d, w.policy)
			if err == nil {
				t.Errorf("%s %s: accepted", path, name)
				continue
			}
			if !errors.Is(err, ErrUnverified) && !errors.Is(err, ErrTooLarge) &&
				!errors.Is(err, translog.ErrMalformed) && !errors.Is(err, translog.ErrUnverified) {
				t.Errorf("%s %s: %v", path, name, err)
			}
			for at, stored := range d {
				if !bytes.Equal(stored, old[at]) && !bytes.Equal(stored, log[at]) {
					t.Errorf("%s %s: %s was stored harmed", path, name, at)
				}
			}
			w.check(t, d, "a", 255)
		}
	}
}

// Whatever file of a copy is harmed or lost, Check finds it, and Follow does
// not accept the copy or repairs it from the log.
func TestHarmedCopy(t *testing.T) {
	w := newWorld(t, origin)
	r := rand.New(rand.NewPCG(3, 4))
	copied := w.serve(t, "a", 1030)
	harms := maps.Clone(harms)
	harms["lost"] = nil
	for path, b := range copied {
		for name, harm := range harms {
			d := maps.Clone(copied)
			if delete(d, path); harm != nil {
				d[path] = harm(r, bytes.Clone(b))
			}
			if path == "checkpoint" && harm == nil {
				continue // then there is no copy
			}
			if _, err := Check(t.Context(), d, w.policy, nil); !errors.Is(err, ErrDamaged) {
				t.Errorf("%s %s: check says %v", path, name, err)
			}
			log := w.serve(t, "a", 1030)
			if _, err := Follow(t.Context(), &served{files: log}, d, w.policy); err != nil && !errors.Is(err, ErrDamaged) {
				t.Errorf("%s %s: follow says %v", path, name, err)
			}
		}
	}
}

func TestEachStopsCheck(t *testing.T) {
	w := newWorld(t, origin)
	d := w.serve(t, "a", 400)
	_, err := Check(t.Context(), d, w.policy, func(index int64, _ []byte) error {
		if index == 300 {
			return fmt.Errorf("leaf 300: %w", errDisk)
		}
		return nil
	})
	mustBe(t, err, errDisk)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Check(ctx, d, w.policy, nil)
	mustBe(t, err, context.Canceled)
}
