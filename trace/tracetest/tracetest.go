// Package tracetest makes registries in memory for tests of other packages.
package tracetest

import (
	"context"
	"crypto/ed25519"
	"io"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"ocoptrace/storage"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/code"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/translog"

	"golang.org/x/mod/sumdb/note"
)

// BaseURL and Origin of the registries made here.
const (
	BaseURL = "https://tx.example.vn"
	Origin  = "tx.example.vn/log"
)

// A World is a registry with what it stands on.
type World struct {
	*trace.Registry
	Store    storage.Store
	Log      *translog.Log
	Config   trace.Config
	Verifier note.Verifier
	VKey     string
	Anchor   translog.Anchor
	Clock    *Clock
}

// Clock is a clock that stands still until it is set.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set makes the clock show t.
func (c *Clock) Set(t time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Day sets the clock to noon in Viet Nam of a day, "2026-11-23".
func (c *Clock) Day(day string) {
	d, err := ocop.ParseDate(day)
	if err != nil {
		panic(err)
	}
	c.Set(d.Time().Add(12 * time.Hour))
}

// Random returns a source whose bytes are the same for every seed. Unlike
// rand.ChaCha8, which gives two readers at a time the same bytes, it may be
// read concurrently.
func Random(seed byte) io.Reader {
	return &random{source: rand.NewChaCha8([32]byte{seed})}
}

type random struct {
	mu     sync.Mutex
	source *rand.ChaCha8
}

func (r *random) Read(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.source.Read(p)
}

// New founds a registry on a store in memory at noon of 2026-11-23 in Viet
// Nam. Keys and ids are the same at every call. It ends with the test.
func New(t testing.TB) *World { return On(t, storagetest.Memory()) }

// On founds a registry on an empty store.
func On(t testing.TB, store storage.Store) *World {
	t.Helper()
	random := Random(1)
	w := &World{Store: store, Clock: &Clock{}}
	w.Clock.Day("2026-11-23")
	skey, vkey, err := note.GenerateKey(random, Origin)
	must(t, err)
	signer, err := note.NewSigner(skey)
	must(t, err)
	w.VKey = vkey
	w.Verifier, err = note.NewVerifier(vkey)
	must(t, err)
	w.Anchor = translog.AnchorFile(filepath.Join(t.TempDir(), "anchor"))
	ctx := context.Background()
	w.Log, err = translog.Open(ctx, translog.Config{
		Store: store, Signer: signer, Verifier: w.Verifier, Anchor: w.Anchor, Interval: -1,
	})
	must(t, err)
	t.Cleanup(func() { w.Log.Close() })
	did, err := credential.DIDWeb(BaseURL)
	must(t, err)
	w.Config = trace.Config{
		Store: store, Log: w.Log, Now: w.Clock.Now, Random: random,
		Signer: credential.NewSigner(did, ed25519.NewKeyFromSeed(make([]byte, 32))),
		Codes:  []*code.Key{code.NewKey("k1", [32]byte{2})},
	}
	must(t, trace.Found(ctx, w.Config, trace.Service{
		BaseURL: BaseURL, Origin: Origin, LogKey: vkey, IssuerKeys: []string{w.Config.Signer.Method()},
	}))
	w.Registry, err = trace.Open(ctx, w.Config)
	must(t, err)
	return w
}

// State states facts and fails the test if they cannot be stated.
func (w *World) State(t testing.TB, facts ...trace.Fact) []trace.Receipt {
	t.Helper()
	receipts, err := w.Registry.State(context.Background(), trace.Order{Facts: facts})
	must(t, err)
	return receipts
}

// Rice states a cooperative, its product with a GTIN, a recognition of four
// stars and a batch of 100 packs, lot "ST-01", and returns the batch.
func (w *World) Rice(t testing.TB) *trace.Batch {
	t.Helper()
	day := func(s string) ocop.Date {
		d, err := ocop.ParseDate(s)
		must(t, err)
		return d
	}
	batch := &trace.Batch{Product: "gao-seng-cu", Lot: "ST-01", Produced: day("2026-11-20"), Quantity: 100, Unit: "túi"}
	w.State(t,
		&trace.Entity{
			ID: "htx-gao-ruong-mau", Name: "HTX Gạo Ruộng Mẫu", NameEn: "Sample Terrace Rice Cooperative",
			EntityKind: "cooperative", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15",
			Address: "Thôn Mẫu, xã Mường Khương, tỉnh Lào Cai", Sample: true,
		},
		&trace.Product{
			ID: "gao-seng-cu", Entity: "htx-gao-ruong-mau", Name: "Gạo Séng Cù", NameEn: "Seng Cu rice",
			GTIN: "09520000000011", Group: "I.2a", Taxonomy: "26/2026", Net: "2 kg",
			DateKind: trace.DateBestBefore, ShelfLifeMonths: 12, Storage: "Nơi khô ráo", StorageEn: "Keep dry",
			Ingredients: "100% gạo Séng Cù", IngredientsEn: "100% Seng Cu rice", Sample: true,
		},
		&trace.Recognition{
			Product: "gao-seng-cu", Stars: 4, Number: "83-829-28780-91-2022", Decision: "12/QĐ-UBND",
			Authority: "UBND tỉnh Lào Cai", Issued: day("2025-03-12"),
		})
	must(t, w.Complete(context.Background(), batch, nil))
	w.State(t, batch)
	return batch
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
