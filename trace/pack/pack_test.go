package pack

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"math"
	"reflect"
	"testing"
	"time"

	"ocoptrace/trace/code"
	"ocoptrace/trace/credential"
	"ocoptrace/trace/ocop"
)

var ctx = context.Background()

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func signer(seed byte) credential.Signer {
	s := make([]byte, ed25519.SeedSize)
	s[0] = seed
	return credential.NewSigner("did:web:tx.example.vn", ed25519.NewKeyFromSeed(s))
}

func keys(s credential.Signer) credential.KeyMap { return credential.KeyMap{s.Method(): s.Public()} }

func date(t testing.TB, s string) ocop.Date {
	t.Helper()
	d, err := ocop.ParseDate(s)
	check(t, err)
	return d
}

// made is a pack of so many products with ten batches each; the digests are as
// random as real ones.
func made(t testing.TB, products int) *Pack {
	t.Helper()
	p := &Pack{BaseURL: "https://tx.example.vn", Made: time.Date(2026, 11, 25, 0, 30, 0, 0, time.UTC), Scope: Scope{Provinces: []string{"15"}}, Checkpoint: "tx.example.vn/log\n9\n", Keys: []string{"did:web:tx.example.vn#k"}}
	first := date(t, "2026-06-01")
	for i := range products {
		if i%3 == 0 {
			p.Entities = append(p.Entities, Entity{fmt.Sprintf("htx-mau-%d", i), fmt.Sprintf("Hợp tác xã Nông nghiệp Mẫu số %d", i), "15"})
		}
		issued := first.AddDays(-i % 900)
		p.Products = append(p.Products, Product{
			ID: fmt.Sprintf("san-pham-%d", i), Name: fmt.Sprintf("Sản phẩm mẫu thứ %d", i), NameEn: fmt.Sprintf("Sample %d", i), Entity: len(p.Entities) - 1,
			GTIN: fmt.Sprintf("0952%010d", i*7919), Stars: []Stars{{Number: fmt.Sprintf("15-%05d-%05d-%d-2026", i%90000, i%80000, i%99), Stars: int64(3 + i%3), Issued: issued, Expires: ocop.Expiry(issued)}},
		})
		for j := range 10 {
			sum := sha256.Sum256(fmt.Append(nil, i, j))
			made := first.AddDays((i*7 + j*13) % 170)
			b := Batch{
				Product: i, Lot: fmt.Sprintf("L%s%c", made.GS1(), 'A'+j), Produced: made, Expires: made.AddDays(90 + i%300), Quantity: int64(100 + (i*j)%4000), Unit: "gói",
				Index: int64(i*40 + j), Digest: base64.RawURLEncoding.EncodeToString(sum[:]), Labels: Labels{int64(100 + i%900), int64(90 + i%800), int64(i % 9)},
			}
			if i%100 == 0 && j == 0 {
				b.Stopped, b.Reason, b.Instruction, b.Contact = "recall", "Vượt mức vi sinh", "Không dùng, trả lại nơi mua", "0900 000 007"
			}
			p.Batches = append(p.Batches, b)
		}
	}
	return p
}

func TestRoundTrip(t *testing.T) {
	s, p := signer(1), made(t, 20)
	p.Tags = []Tags{NewTags(0, "active", []uint32{9, 3, math.MaxUint32})}
	file, err := Seal(ctx, p, s)
	check(t, err)
	again, err := Seal(ctx, p, s)
	check(t, err)
	if string(file) != string(again) {
		t.Error("the same pack gives another file")
	}
	got, err := Open(file, keys(s))
	check(t, err)
	if !reflect.DeepEqual(got, p) {
		t.Errorf("read %+v, want %+v", got, p)
	}
}

// A file of which one byte is another is refused, whichever it is.
func TestEveryByte(t *testing.T) {
	s := signer(1)
	file, err := Seal(ctx, made(t, 2), s)
	check(t, err)
	for i := range file {
		for _, flip := range []byte{0x01, 0x20, 0x80} {
			file[i] ^= flip
			if _, err := Open(file, keys(s)); !errors.Is(err, ErrMalformed) && !errors.Is(err, ErrSignature) {
				t.Fatalf("byte %d of %d, flipped by %#x: %v", i, len(file), flip, err)
			}
			file[i] ^= flip
		}
	}
	for n := range file {
		if _, err := Open(file[:n], keys(s)); err == nil {
			t.Fatalf("the first %d bytes of %d are read", n, len(file))
		}
	}
	if _, err := Open(append(file, 0), keys(s)); !errors.Is(err, ErrSignature) {
		t.Error("a byte more:", err)
	}
}

func TestAnotherKey(t *testing.T) {
	file, err := Seal(ctx, made(t, 2), signer(1))
	check(t, err)
	if _, err := Open(file, keys(signer(2))); !errors.Is(err, ErrSignature) {
		t.Error("a key that is not known:", err)
	}
	wrong := credential.KeyMap{signer(1).Method(): signer(2).Public()}
	if _, err := Open(file, wrong); !errors.Is(err, ErrSignature) {
		t.Error("another key by that name:", err)
	}
}

// What is signed and does not fit together is refused all the same.
func TestDamagedLists(t *testing.T) {
	s := signer(1)
	for name, damage := range map[string]func(*Pack){
		"entity":  func(p *Pack) { p.Products[0].Entity = len(p.Entities) },
		"product": func(p *Pack) { p.Batches[3].Product = -1 },
		"batch":   func(p *Pack) { p.Tags = []Tags{NewTags(len(p.Batches), "open", []uint32{1})} },
		"tags":    func(p *Pack) { p.Tags = []Tags{{0, "open", "AAAAAg=="}, {0, "open", "AAAA"}} },
		"order":   func(p *Pack) { p.Tags = []Tags{{0, "open", "AAAAAgAAAAE="}} },
	} {
		p := made(t, 2)
		damage(p)
		file, err := Seal(ctx, p, s)
		check(t, err)
		if _, err := Open(file, keys(s)); !errors.Is(err, ErrMalformed) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFind(t *testing.T) {
	p := made(t, 30)
	lot := p.Batches[17].Lot
	for _, i := range p.ByLot(p.Products[1].GTIN, lot) {
		if p.Batches[i].Product != 1 {
			t.Error("found a batch of another product")
		}
	}
	if got := p.ByLot(p.Products[1].GTIN, lot); len(got) != 1 || got[0] != 17 {
		t.Errorf("%s of product 1 finds %v", lot, got)
	}
	if got := p.ByLot("", "l"+lot[1:]); len(got) == 0 {
		t.Error("small letters find nothing")
	}
	key := code.NewKey("k1", [32]byte{1})
	states := map[string][]uint32{}
	var codes []code.Code
	for n := range uint64(300) {
		c := key.Code(n)
		codes = append(codes, c)
		if n < 200 {
			state := []string{"active", "voided"}[n%2]
			states[state] = append(states[state], TagOf(c))
		}
	}
	for _, state := range []string{"active", "voided"} {
		p.Tags = append(p.Tags, NewTags(5, state, states[state]))
	}
	for n, c := range codes {
		found := p.ByCode(c)
		switch {
		case n < 200 && (len(found) != 1 || found[0] != Match{5, []string{"active", "voided"}[n%2]}):
			t.Errorf("code %d: %v", n, found)
		case n >= 200 && found != nil:
			t.Errorf("a code that is not in the pack: %v", found)
		}
	}
	if got, want := p.Odds(), 200/math.Pow(2, 32); got != want {
		t.Errorf("odds %v, want %v", got, want)
	}
}

func TestLive(t *testing.T) {
	day := date(t, "2026-11-25")
	for want, batches := range map[bool][]Batch{
		true:  {{}, {Expires: day.AddDays(-Past)}, {BestBefore: day.AddDays(3)}, {Expires: day.AddDays(-999), Stopped: "hold"}},
		false: {{Expires: day.AddDays(-Past - 1)}, {BestBefore: day.AddDays(-Past - 1)}},
	} {
		for _, b := range batches {
			if b.Live(day) != want {
				t.Errorf("%+v: %v", b, !want)
			}
		}
	}
}

func TestScope(t *testing.T) {
	for _, c := range []struct {
		s    Scope
		want bool
	}{
		{Scope{}, true}, {Scope{Provinces: []string{"01", "15"}}, true}, {Scope{Provinces: []string{"01"}}, false},
		{Scope{Entities: []string{"a"}}, true}, {Scope{Entities: []string{"b"}, Provinces: []string{"15"}}, false},
	} {
		if got := c.s.Has("a", "15"); got != c.want {
			t.Errorf("%+v: %v", c.s, got)
		}
	}
}

// 5,000 products with 50,000 batches fit.
func TestSize(t *testing.T) {
	file, err := Seal(ctx, made(t, 5000), signer(1))
	check(t, err)
	t.Logf("%d bytes", len(file))
	if len(file) >= MaxFile {
		t.Errorf("%d bytes", len(file))
	}
}

func BenchmarkSeal(b *testing.B) {
	p, s := made(b, 5000), signer(1)
	for b.Loop() {
		file, err := Seal(ctx, p, s)
		check(b, err)
		b.ReportMetric(float64(len(file))/1e6, "MB")
	}
}

func BenchmarkOpen(b *testing.B) {
	s := signer(1)
	file, err := Seal(ctx, made(b, 5000), s)
	check(b, err)
	for b.Loop() {
		if _, err := Open(file, keys(s)); err != nil {
			b.Fatal(err)
		}
	}
}
