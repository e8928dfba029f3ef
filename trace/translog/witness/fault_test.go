package witness

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"errors"
	"io"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/storage"
	"ocoptrace/storage/badger"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace/translog"
)

var errDisk = errors.New("disk error")

// TestStoreFaults fails storing in each way. Nothing is cosigned in that answer,
// and of the two trees that the log then tries, exactly one can be.
func TestStoreFaults(t *testing.T) {
	l := newLog(t, origin)
	fork := l.fork(t, 8)
	for _, c := range []struct {
		name string
		plan func(*storagetest.FaultStore)
		kept bool
	}{
		{"refused", func(s *storagetest.FaultStore) { s.FailNext(1, errDisk) }, false},
		{"unknown and lost", func(s *storagetest.FaultStore) { s.FailNext(1, storage.ErrCommitUnknown) }, false},
		{"unknown and kept", func(s *storagetest.FaultStore) { s.LoseAnswers(1) }, true},
	} {
		s := storagetest.Faulty(memory(t))
		x := newCosigner(t, "w")
		w := newWitness(t, s, x, l)
		if rec := post(w, l.request(t, 0, 7).Marshal()); rec.Code != 200 {
			t.Fatalf("%s: first: %d", c.name, rec.Code)
		}
		c.plan(s)
		rec := post(w, l.request(t, 7, 12).Marshal())
		if rec.Code != 500 || strings.Contains(rec.Body.String(), "— ") {
			t.Errorf("%s: %d %s", c.name, rec.Code, rec.Body)
		}
		again := newWitness(t, s, x, l) // started anew
		if c.kept {
			if rec := post(again, fork.request(t, 7, 12).Marshal()); rec.Code != 409 || rec.Body.String() != "12\n" {
				t.Errorf("%s: a fork gets %d %s", c.name, rec.Code, rec.Body)
			}
			if rec := post(again, fork.request(t, 12, 12).Marshal()); rec.Code != 409 {
				t.Errorf("%s: a fork gets %d %s", c.name, rec.Code, rec.Body)
			}
			if rec := post(again, l.request(t, 12, 12).Marshal()); rec.Code != 200 {
				t.Errorf("%s: repeated: %d %s", c.name, rec.Code, rec.Body)
			}
			continue
		}
		if rec := post(again, fork.request(t, 7, 12).Marshal()); rec.Code != 200 {
			t.Errorf("%s: %d %s", c.name, rec.Code, rec.Body)
		}
		if rec := post(again, l.request(t, 7, 12).Marshal()); rec.Code != 409 || rec.Body.String() != "12\n" {
			t.Errorf("%s: the other tree gets %d %s", c.name, rec.Code, rec.Body)
		}
	}
}

// brokenKey is a key that cannot sign, or signs something else.
type brokenKey struct {
	ed25519.PrivateKey
	wrong bool
}

func (k brokenKey) Sign(r io.Reader, message []byte, o crypto.SignerOpts) ([]byte, error) {
	if k.wrong {
		return k.PrivateKey.Sign(r, append(message, 'x'), o)
	}
	return nil, errDisk
}

// When signing fails the tree is kept all the same, and may be asked for again.
func TestSigningFails(t *testing.T) {
	l := newLog(t, origin)
	_, key, err := ed25519.GenerateKey(nil)
	must(t, err)
	for _, wrong := range []bool{false, true} {
		s := memory(t)
		broken, err := translog.NewCosigner("w", brokenKey{key, wrong})
		must(t, err)
		rec := post(newWitness(t, s, broken, l), l.request(t, 0, 7).Marshal())
		if rec.Code != 500 || strings.Contains(rec.Body.String(), "— ") {
			t.Errorf("%d %s", rec.Code, rec.Body)
		}
		sound, err := translog.NewCosigner("w", key)
		must(t, err)
		w := newWitness(t, s, sound, l)
		if rec := post(w, l.request(t, 0, 7).Marshal()); rec.Code != 409 || rec.Body.String() != "7\n" {
			t.Errorf("then %d %s", rec.Code, rec.Body)
		}
		if rec := post(w, l.request(t, 7, 7).Marshal()); rec.Code != 200 {
			t.Errorf("then %d %s", rec.Code, rec.Body)
		}
	}
}

// What is kept and cannot be read stops the witness for that log alone.
func TestKeptHarmed(t *testing.T) {
	l, other := newLog(t, origin), newLog(t, "other.example")
	for _, kept := range []string{"", "x", string(other.checkpoint(t, 3))} {
		s := memory(t)
		must(t, s.Update(t.Context(), func(tx storage.Tx) error {
			return tx.Set([]byte("witness/"+origin), []byte(kept))
		}))
		w := newWitness(t, s, newCosigner(t, "w"), l, other)
		if _, err := w.Add(t.Context(), l.request(t, 0, 7)); !errors.Is(err, ErrStore) {
			t.Errorf("kept %q: %v", kept, err)
		}
		_, err := w.Add(t.Context(), other.request(t, 0, 7))
		must(t, err)
	}
}

// A fork is told with both checkpoints, which its log signed.
func TestForkIsTold(t *testing.T) {
	l := newLog(t, origin)
	fork := l.fork(t, 5)
	w := newWitness(t, memory(t), newCosigner(t, "w"), l)
	var told []string
	w.config.Logger = slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == "cosigned" || a.Key == "refused" {
			told = append(told, a.Value.String())
		}
		return a
	}}))
	_, err := w.Add(t.Context(), l.request(t, 0, 7))
	must(t, err)
	if _, err := w.Add(t.Context(), fork.request(t, 7, 7)); !errors.Is(err, ErrFork) {
		t.Fatal(err)
	}
	if len(told) != 2 || told[0] != string(l.checkpoint(t, 7)) || told[1] != string(fork.checkpoint(t, 7)) {
		t.Errorf("told %q", told)
	}
}

// TestRace lets requests for the log and for two forks of it race on witnesses
// that share one store, in memory and on disk: what was cosigned is one line
// of trees, each of which extends the one before.
func TestRace(t *testing.T) {
	onDisk, err := badger.Open(t.TempDir(), badger.Options{Create: true})
	must(t, err)
	defer onDisk.Close()
	twice := storagetest.Faulty(memory(t))
	r := rand.New(rand.NewPCG(1, 2))
	twice.RunTwice(func() bool { return r.IntN(3) == 0 })
	for name, s := range map[string]storage.Store{"memory": twice, "badger": onDisk} {
		l := newLog(t, origin)
		branches := []*log{l, l.fork(t, 4), l.fork(t, 11)}
		x := newCosigner(t, "w")
		var lock sync.Mutex
		cosigned := map[string]int64{}
		var group sync.WaitGroup
		for i := range 6 {
			w := newWitness(t, s, x, l)
			group.Go(func() {
				r := rand.New(rand.NewPCG(uint64(i), 9))
				old := int64(0)
				for range 60 {
					b := branches[r.IntN(len(branches))]
					size := min(20, old+r.Int64N(3))
					request := b.request(t, old, size)
					_, err := w.Add(context.Background(), request)
					var conflict *Conflict
					switch {
					case err == nil:
						lock.Lock()
						cosigned[string(request.Checkpoint)] = size
						lock.Unlock()
						old = size
					case errors.As(err, &conflict):
						old = conflict.Size
					case !errors.Is(err, ErrFork) && !errors.Is(err, ErrProof):
						t.Errorf("%s: %v", name, err)
					}
				}
			})
		}
		group.Wait()
		seen := map[int64]bool{}
		possible := []bool{true, true, true}
		for text, size := range cosigned {
			if seen[size] {
				t.Errorf("%s: two trees of %d leaves were cosigned", name, size)
			}
			seen[size] = true
			for i, b := range branches {
				possible[i] = possible[i] && bytes.Equal(b.checkpoint(t, size), []byte(text))
			}
		}
		if !possible[0] && !possible[1] && !possible[2] || !seen[20] {
			t.Errorf("%s: what was cosigned is of no one branch, or did not come to the end: %v", name, seen)
		}
	}
}

func TestNewRefuses(t *testing.T) {
	x := []*translog.Cosigner{newCosigner(t, "w")}
	s, clock := Keep(memory(t)), func() time.Time { return now }
	for _, c := range []Config{{Cosigners: x, Now: clock}, {Store: s, Now: clock}, {Store: s, Cosigners: x}} {
		if _, err := New(c); err == nil {
			t.Errorf("%+v is accepted", c)
		}
	}
}
