package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/control"
	"ocoptrace/trace"
)

// TestCheckFindsEveryFlip changes one bit at a time in copies of a closed
// directory.
func TestCheckFindsEveryFlip(t *testing.T) {
	s := newDirectory(t)
	for i := range 2 {
		v := openTest(t, s, -1)
		facts := make([]trace.Fact, 50)
		for n := range facts {
			facts[n] = riceBatch(fmt.Sprintf("F-%d-%d", i, n))
		}
		state(t, v.registry, facts...)
		must(t, v.close())
	}
	must(t, soundness(t.Context(), s))
	r := rand.New(rand.NewPCG(2026, 13))
	seen := 0
	copies := t.TempDir()
	for _, path := range files(t, string(s.dir)) {
		info, err := os.Stat(path)
		must(t, err)
		name, err := filepath.Rel(string(s.dir), path)
		must(t, err)
		for _, at := range sampled(r, info.Size(), 4) {
			damaged := &settings{dir: directory(filepath.Join(copies, fmt.Sprint(seen)))}
			must(t, os.CopyFS(string(damaged.dir), os.DirFS(string(s.dir))))
			must(t, os.Chmod(damaged.dir.keys(), 0o600))
			mask := byte(1) << r.IntN(8)
			flipByte(t, damaged.dir.path(name), at, mask)
			if err := soundness(t.Context(), damaged); err == nil {
				t.Errorf("%s: bit of %#x at %d of %d was not found", name, mask, at, info.Size())
			}
			must(t, os.RemoveAll(string(damaged.dir)))
			seen++
		}
	}
	if seen < 30 {
		t.Errorf("only %d flips", seen)
	}
}

// sampled are the first and last position and some between.
func sampled(r *rand.Rand, size int64, n int) []int64 {
	at := []int64{0, size - 1}
	for range n {
		at = append(at, r.Int64N(size))
	}
	return at
}

// TestBackupWhileWriting backs up a service that is issuing, as the command
// does, restores it elsewhere, and finds there all that had been acknowledged.
func TestBackupWhileWriting(t *testing.T) {
	s := newDirectory(t)
	v := openTest(t, s, 5*time.Millisecond)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	p := newProgram()
	keeping, err := p.upkeepOf(ctx, v, p.accounts(v.store), serving{settings: s})
	must(t, err)
	go func() {
		served <- control.Serve(ctx, s.dir.control(), controlled{v, keeping, slog.New(slog.DiscardHandler)})
	}()
	var mu sync.Mutex
	acknowledged := make(map[string]bool)
	var running sync.WaitGroup
	for w := range 4 {
		running.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				lot := fmt.Sprintf("W-%d-%d", w, i)
				if _, err := v.registry.State(t.Context(), trace.Order{Facts: []trace.Fact{riceBatch(lot)}}); err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				acknowledged[lot] = true
				mu.Unlock()
			}
		})
	}
	folder := t.TempDir()
	for i := range 3 {
		time.Sleep(40 * time.Millisecond)
		mu.Lock()
		before := make([]string, 0, len(acknowledged))
		for lot := range acknowledged {
			before = append(before, lot)
		}
		mu.Unlock()
		file := filepath.Join(folder, fmt.Sprintf("%d.backup", i))
		mustRun(t, "backup", "--dir", string(s.dir), "--out", file)
		restored := &settings{dir: directory(filepath.Join(folder, fmt.Sprint(i)))}
		mustRun(t, "restore", "--dir", string(restored.dir), "--from", file, "--keys", s.dir.keys())
		must(t, soundness(t.Context(), restored))
		holds(t, restored, before)
	}
	stop()
	running.Wait()
	must(t, <-served)
	must(t, v.close())
	must(t, soundness(t.Context(), s))
}

func mustRun(t *testing.T, args ...string) {
	t.Helper()
	var stderr bytes.Buffer
	p := newProgram()
	p.environ, p.stdout, p.stderr, p.terminal = nil, io.Discard, &stderr, false
	if status := p.run(t.Context(), args); status != exitDone {
		t.Fatalf("%s: status %d: %s", strings.Join(args, " "), status, stderr.Bytes())
	}
}

func holds(t *testing.T, s *settings, lots []string) {
	t.Helper()
	v := openTest(t, s, -1)
	defer v.close()
	for _, lot := range lots {
		if _, err := v.registry.Batch(t.Context(), "gao-a", lot); err != nil {
			t.Fatalf("lot %s of %d: %v", lot, len(lots), err)
		}
	}
}

// TestDamagedBackups restores backups that were changed, cut or lengthened:
// each is refused, and nothing is made.
func TestDamagedBackups(t *testing.T) {
	s := newDirectory(t)
	folder := t.TempDir()
	file := filepath.Join(folder, "whole")
	mustRun(t, "backup", "--dir", string(s.dir), "--out", file)
	whole, err := os.ReadFile(file)
	must(t, err)
	r := rand.New(rand.NewPCG(2026, 14))
	damaged := map[string][]byte{"empty": {}, "longer": append(bytes.Clone(whole), 0)}
	for _, at := range sampled(r, int64(len(whole)), 60) {
		flipped := bytes.Clone(whole)
		flipped[at] ^= 1 << r.IntN(8)
		damaged[fmt.Sprintf("flipped at %d", at)] = flipped
		damaged[fmt.Sprintf("cut at %d", at)] = whole[:at]
	}
	for name, content := range damaged {
		file, dir := filepath.Join(folder, "damaged"), filepath.Join(folder, "new")
		must(t, os.WriteFile(file, content, 0o600))
		var stderr bytes.Buffer
		p := newProgram()
		p.environ, p.stdout, p.stderr = nil, io.Discard, &stderr
		status := p.run(t.Context(), []string{"restore", "--dir", dir, "--from", file, "--keys", s.dir.keys()})
		if status != exitFault || !strings.Contains(stderr.String(), "backup: damaged or not a backup") {
			t.Errorf("%s: status %d: %s", name, status, stderr.Bytes())
		}
		if _, err := os.Stat(dir); !os.IsNotExist(err) {
			t.Fatalf("%s: something was made: %v", name, err)
		}
	}
}
