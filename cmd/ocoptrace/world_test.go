package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// newDirectory makes a service with one product, gao-a, and its settings.
func newDirectory(t testing.TB) *settings {
	t.Helper()
	s := &settings{dir: directory(filepath.Join(t.TempDir(), "data"))}
	_, err := found(t.Context(), s, founding{baseURL: "https://tx.example.vn", plain: true}, testOpening(-1))
	must(t, err)
	v := openTest(t, s, -1)
	state(t, v.registry,
		&trace.Entity{ID: "htx-a", Name: "HTX A", EntityKind: "cooperative", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15"},
		&trace.Product{ID: "gao-a", Entity: "htx-a", Name: "Gạo A", Group: "I.2a", Taxonomy: "26/2026"})
	must(t, v.close())
	return s
}

func testOpening(interval time.Duration) opening { return newProgram().opening(interval) }

func openTest(t testing.TB, s *settings, interval time.Duration) *service {
	t.Helper()
	v, err := open(t.Context(), s, testOpening(interval))
	must(t, err)
	return v
}

func state(t testing.TB, r *trace.Registry, facts ...trace.Fact) []trace.Receipt {
	t.Helper()
	receipts, err := r.State(t.Context(), trace.Order{Facts: facts})
	must(t, err)
	return receipts
}

// riceBatch is a complete batch of gao-a.
func riceBatch(lot string) *trace.Batch {
	day, err := ocop.ParseDate("2026-11-23")
	if err != nil {
		panic(err)
	}
	return &trace.Batch{Product: "gao-a", ProductName: "Gạo A", Entity: "htx-a", EntityName: "HTX A",
		Lot: lot, Produced: day, Quantity: 100, Unit: "kg"}
}

// soundness is what check finds, nil for nothing.
func soundness(ctx context.Context, s *settings) error {
	answer, err := newProgram().check(ctx, s, false)
	if err == nil && !answer.Sound {
		err = fmt.Errorf("findings %q", answer.Findings)
	}
	return err
}

// files lists the regular files below a directory that hold anything.
func files(t testing.TB, dir string) (paths []string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err == nil && info.Size() > 0 {
			paths = append(paths, path)
		}
		return err
	}))
	return paths
}

// flipByte changes bits of the byte of a file at a position.
func flipByte(t testing.TB, path string, at int64, mask byte) {
	t.Helper()
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	b := make([]byte, 1)
	_, err = f.ReadAt(b, at)
	must(t, err)
	b[0] ^= mask
	_, err = f.WriteAt(b, at)
	must(t, err)
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
