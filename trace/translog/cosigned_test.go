package translog

import (
	"context"
	"crypto/ed25519"
	"errors"
	"strings"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"
)

// cosigning opens a log whose witness answers as ask says.
func cosigning(t *testing.T, w *world, interval time.Duration, ask func(c *Cosigner, checkpoint []byte) ([]byte, error)) (*Log, *Cosigner) {
	t.Helper()
	witness, err := NewCosigner("w.example.vn", ed25519.NewKeyFromSeed(make([]byte, 32)))
	must(t, err)
	c := w.config()
	c.Interval = interval
	c.Cosign = func(_ context.Context, checkpoint []byte) ([]byte, error) { return ask(witness, checkpoint) }
	l, err := Open(t.Context(), c)
	must(t, err)
	t.Cleanup(func() { l.Close() })
	return l, witness
}

// withLine adds the witness's signature to a checkpoint.
func withLine(t *testing.T, w *Cosigner, checkpoint []byte) []byte {
	text := checkpoint[:strings.Index(string(checkpoint), "\n\n")+1]
	line, err := w.Cosign(text, time.Unix(1_800_000_000, 0))
	must(t, err)
	return append(checkpoint[:len(checkpoint):len(checkpoint)], line...)
}

func isCosigned(t *testing.T, w *Cosigner, checkpoint []byte) bool {
	t.Helper()
	_, err := note.Open(checkpoint, note.VerifierList(w.Verifier()))
	return err == nil
}

// What witnesses signed is shown, anchored and there after a restart, at which
// they are asked once more.
func TestCosigned(t *testing.T) {
	w := newWorld(t)
	asked := 0
	sign := func(c *Cosigner, checkpoint []byte) ([]byte, error) {
		asked++
		anchored, err := w.anchor.Load(t.Context())
		if err != nil || string(anchored) != string(checkpoint) {
			t.Errorf("asked before the anchor was stored: %v", err)
		}
		return withLine(t, c, checkpoint), nil
	}
	l, witness := cosigning(t, w, -1, sign)
	appendOne(t, l, "a")
	c, err := l.Publish(t.Context())
	must(t, err)
	anchored, err := w.anchor.Load(t.Context())
	must(t, err)
	if asked != 1 || !isCosigned(t, witness, c.Note) || !isCosigned(t, witness, l.Published().Note) || string(anchored) != string(c.Note) {
		t.Errorf("asked %d times; published %s; anchor %s", asked, c.Note, anchored)
	}
	must(t, l.Close())
	w.check(t)
	l = w.open(t)
	if !isCosigned(t, witness, l.Published().Note) {
		t.Error("the cosignature did not outlast a restart")
	}
}

// Without enough signatures the checkpoint is shown all the same, and witnesses
// are asked until they sign.
func TestCosignedLater(t *testing.T) {
	w := newWorld(t)
	ready := make(chan struct{})
	l, witness := cosigning(t, w, time.Millisecond, func(c *Cosigner, checkpoint []byte) ([]byte, error) {
		select {
		case <-ready:
			return withLine(t, c, checkpoint), nil
		default:
			return checkpoint, errors.New("nobody answers")
		}
	})
	appendOne(t, l, "a")
	c, err := l.Publish(t.Context())
	if err != nil || c.Size != 1 || isCosigned(t, witness, c.Note) {
		t.Fatalf("%+v, %v", c, err)
	}
	close(ready)
	for end := time.Now().Add(10 * time.Second); !isCosigned(t, witness, l.Published().Note); {
		if time.Now().After(end) {
			t.Fatal("never cosigned")
		}
		time.Sleep(time.Millisecond)
	}
}

// What comes back is never shown unless it is the checkpoint that was given.
func TestCosignedOtherwise(t *testing.T) {
	w := newWorld(t)
	var first []byte
	for name, answer := range map[string]func([]byte) []byte{
		"nothing":  func([]byte) []byte { return nil },
		"no note":  func([]byte) []byte { return []byte("x") },
		"unsigned": func(c []byte) []byte { return c[:strings.Index(string(c), "\n\n")+2] },
		"older":    func([]byte) []byte { return first },
	} {
		w.store, w.anchor = newWorld(t).store, &memoryAnchor{}
		l, _ := cosigning(t, w, -1, func(_ *Cosigner, checkpoint []byte) ([]byte, error) {
			if first == nil {
				first = checkpoint
			}
			return answer(checkpoint), nil
		})
		first = nil
		appendOne(t, l, "a")
		_, err := l.Publish(t.Context())
		must(t, err)
		appendOne(t, l, "b")
		c, err := l.Publish(t.Context())
		if err != nil || c.Size != 2 || strings.Count(string(c.Note), "\n— ") != 1 {
			t.Errorf("%s: published %q, %v", name, c.Note, err)
		}
	}
}

func appendOne(t *testing.T, l *Log, id string) {
	t.Helper()
	_, err := l.Append(t.Context(), Entry{ID: id, Leaf: []byte(id)})
	must(t, err)
}
