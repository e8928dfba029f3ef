package mirror

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"

	"ocoptrace/trace/translog"
)

// A copy that follows a log through these sizes has, after each, every file of
// the log as that tree has it, and no partial tile of a full one.
func TestFollowGrowth(t *testing.T) {
	w := newWorld(t, origin)
	d := files{}
	var before int64
	for _, size := range []int64{0, 1, 2, 255, 256, 257, 257, 300, 511, 512, 1100, 65_536, 66_000} {
		log := &served{files: w.serve(t, "a", size)}
		r, err := Follow(t.Context(), log, d, w.policy)
		must(t, err)
		if r.Before.Size != before || r.After.Size != size || r.Files != len(log.reads)-1 {
			t.Errorf("size %d: report %+v after %d reads", size, r, len(log.reads))
		}
		for path, want := range log.files {
			if !bytes.Equal(d[path], want) {
				t.Errorf("size %d: %s differs", size, path)
			}
		}
		for path := range d {
			if place, _, partial := strings.Cut(path, ".p/"); partial && d[place] != nil {
				t.Errorf("size %d: %s is still there", size, path)
			}
		}
		w.check(t, d, "a", size)
		before = size
	}
}

// What is there is not fetched again but for the edge of the tree.
func TestFetchesWhatIsMissing(t *testing.T) {
	w := newWorld(t, origin)
	d := w.serve(t, "a", 66_000)
	log := &served{files: w.serve(t, "a", 66_100)}
	_, err := Follow(t.Context(), log, d, w.policy)
	must(t, err)
	slices.Sort(log.reads)
	want := []string{
		"checkpoint", "tile/0/258.p/52", "tile/0/257", "tile/1/001.p/2", "tile/2/000.p/1",
		"tile/entries/257", "tile/entries/258.p/52",
	}
	slices.Sort(want)
	// 66,100 = 256*258 + 52: level 0 tile 257 was partial, 258 is new.
	if got := slices.Compact(slices.Clone(log.reads)); !slices.Equal(got, want) || len(log.reads) > len(want)+2 {
		t.Errorf("read %q, want %q", log.reads, want)
	}
	log.reads = nil
	_, err = Follow(t.Context(), log, d, w.policy)
	must(t, err)
	if !slices.Equal(log.reads, []string{"checkpoint"}) {
		t.Errorf("read %q of an unchanged log", log.reads)
	}
}

// A checkpoint of the same tree with more signatures replaces the kept one.
func TestMoreSignatures(t *testing.T) {
	w := newWorld(t, origin)
	d, log := files{}, w.serve(t, "a", 10)
	_, err := Follow(t.Context(), &served{files: log}, d, w.policy)
	must(t, err)
	skey, _, err := note.GenerateKey(nil, "another.example")
	must(t, err)
	other, err := note.NewSigner(skey)
	must(t, err)
	text, _, _ := strings.Cut(string(log["checkpoint"]), "\n\n")
	log["checkpoint"], err = note.Sign(&note.Note{Text: text + "\n"}, w.signer, other)
	must(t, err)
	_, err = Follow(t.Context(), &served{files: log}, d, w.policy)
	must(t, err)
	if !bytes.Equal(d["checkpoint"], log["checkpoint"]) {
		t.Error("the checkpoint with more signatures is not kept")
	}
}

// A log whose partial tiles are gone, as is allowed once the full one is there,
// can still be followed up to a checkpoint that needs them.
func TestPartialTilesGone(t *testing.T) {
	w := newWorld(t, origin)
	log := w.serve(t, "a", 1024)
	log["checkpoint"] = w.serve(t, "a", 700)["checkpoint"]
	log["tile/1/000.p/2"] = w.serve(t, "a", 700)["tile/1/000.p/2"]
	d := files{}
	_, err := Follow(t.Context(), &served{files: log}, d, w.policy)
	must(t, err)
	w.check(t, d, "a", 700)
	if len(d["tile/0/002.p/188"]) != 188*32 {
		t.Error("the full tile was not cut")
	}
}

// Trees that do not extend the kept one are refused with both checkpoints.
func TestConflicts(t *testing.T) {
	w := newWorld(t, origin)
	for _, c := range []struct {
		name             string
		kept, offered    int64
		branch, keptFrom string
		want             error
	}{
		{"older tree", 600, 500, "a", "a", ErrRollback},
		{"empty tree", 600, 0, "a", "a", ErrRollback},
		{"older tree of another branch", 600, 500, "b", "a", ErrFork},
		{"same size, another branch", 600, 600, "b", "a", ErrFork},
		{"newer tree of another branch", 600, 601, "b", "a", ErrFork},
		{"much newer tree of another branch", 600, 70_000, "b", "a", ErrFork},
		{"another branch, kept before it parts", 300, 600, "b", "a", nil},
	} {
		d := files{}
		_, err := Follow(t.Context(), &served{files: w.serve(t, c.keptFrom, c.kept)}, d, w.policy)
		must(t, err)
		offered := w.serve(t, c.branch, c.offered)
		before := len(d)
		r, err := Follow(t.Context(), &served{files: offered}, d, w.policy)
		if c.want == nil {
			must(t, err)
			continue
		}
		var conflict *Conflict
		if !errors.Is(err, c.want) || !errors.As(err, &conflict) {
			t.Errorf("%s: %v, want %v", c.name, err, c.want)
			continue
		}
		if !bytes.Equal(conflict.Kept.Note, d["checkpoint"]) || !bytes.Equal(conflict.Offered.Note, offered["checkpoint"]) {
			t.Errorf("%s: the evidence is not the two checkpoints", c.name)
		}
		if !strings.Contains(err.Error(), conflict.Kept.Root.String()) || !strings.Contains(err.Error(), conflict.Offered.Root.String()) {
			t.Errorf("%s: roots are not in %q", c.name, err)
		}
		if len(d) != before || r.After.Size != c.kept {
			t.Errorf("%s: something was stored; report %+v", c.name, r)
		}
		w.check(t, d, c.keptFrom, c.kept)
	}
}

func TestOtherLogs(t *testing.T) {
	w, x := newWorld(t, origin), newWorld(t, "other.example")
	d := files{}
	_, err := Follow(t.Context(), &served{files: x.serve(t, "a", 3)}, d, w.policy)
	mustBe(t, err, translog.ErrUnverified)
	_, err = Follow(t.Context(), &served{files: w.serve(t, "a", 3)}, d, w.policy)
	must(t, err)
	// A policy may trust several logs; a copy is of one.
	both := bothLogs(t)
	_, err = Follow(t.Context(), &served{files: both[0].serve(t, "a", 3)}, files{}, both[1].policy)
	must(t, err)
	d = files{}
	_, err = Follow(t.Context(), &served{files: both[0].serve(t, "a", 3)}, d, both[0].policy)
	must(t, err)
	_, err = Follow(t.Context(), &served{files: both[1].serve(t, "a", 4)}, d, both[0].policy)
	mustBe(t, err, ErrOrigin)
	_, err = Follow(t.Context(), &served{files: files{}}, d, both[0].policy)
	mustBe(t, err, fs.ErrNotExist)
}

// bothLogs are two logs under one policy.
func bothLogs(t *testing.T) (all [2]*world) {
	var text string
	for i := range all {
		skey, vkey, err := note.GenerateKey(nil, fmt.Sprint("log.example/", i))
		must(t, err)
		signer, err := note.NewSigner(skey)
		must(t, err)
		all[i] = &world{signer: signer}
		text += "log " + vkey + "\n"
	}
	policy, err := translog.ParsePolicy([]byte(text + "quorum none\n"))
	must(t, err)
	all[0].policy, all[1].policy = policy, policy
	return all
}

func TestLeavesFrom(t *testing.T) {
	w := newWorld(t, origin)
	d := w.serve(t, "a", 700)
	for _, from := range []int64{-1, 0, 1, 255, 256, 300, 699, 700, 900} {
		next := min(max(from, 0), 700)
		c, err := Leaves(t.Context(), d, w.policy, from, func(index int64, leaf []byte) error {
			if index != next || !bytes.Equal(leaf, leafOf("a", index)) {
				return fmt.Errorf("leaf %d is %q, expected %d", index, leaf, next)
			}
			next++
			return nil
		})
		if err != nil || next != 700 || c.Size != 700 {
			t.Errorf("from %d: up to %d of %d, %v", from, next, c.Size, err)
		}
	}
}
