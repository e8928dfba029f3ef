package dossier_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/dossier"
	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

var (
	ctx = audit.As(context.Background(), audit.Actor{Who: "hoa", From: audit.Console})
	now = func() time.Time { return time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC) }
)

func open() (*dossier.Dossiers, *audit.Trail) {
	store := storagetest.Memory()
	return dossier.New(dossier.Config{Store: store, Now: now}), audit.New(audit.Config{Store: store, Now: now})
}

// What is kept comes back in NFC, is erased, and the trail has both without
// what was entered.
func TestKeepAndErase(t *testing.T) {
	dossiers, trail := open()
	d := dossier.Dossier{Representative: "Lu\u031bo\u031bng  Mẫu", Sex: "female", Ethnicity: "Nùng", Phone: "0900 000 001", Revenue: "under_2b", Consented: ocop.DateOf(now())}
	if _, err := dossiers.Get(ctx, "htx-mau"); !errors.Is(err, dossier.ErrNone) {
		t.Fatal(err)
	}
	if err := dossiers.Put(ctx, "htx-mau", d); err != nil {
		t.Fatal(err)
	}
	d.Representative = "Lương Mẫu"
	if got, err := dossiers.Get(ctx, "htx-mau"); err != nil || got != d {
		t.Fatalf("%+v, %v; want %+v", got, err, d)
	}
	if err := dossiers.Delete(ctx, "htx-mau"); err != nil {
		t.Fatal(err)
	}
	if err := dossiers.Delete(ctx, "htx-mau"); !errors.Is(err, dossier.ErrNone) {
		t.Error(err)
	}
	entries, _, err := trail.Latest(ctx, audit.Filter{}, 10)
	if err != nil || len(entries) != 2 {
		t.Fatal(entries, err)
	}
	for i, did := range []string{"dossier.delete", "dossier.save"} {
		if e := entries[i]; e.Did != did || e.To != "htx-mau" || e.Who != "hoa" {
			t.Errorf("the trail has %+v", e)
		}
	}
}

func TestRefused(t *testing.T) {
	today := ocop.DateOf(now())
	for want, d := range map[string]dossier.Dossier{
		"consented": {Sex: "male"},
		"sex":       {Sex: "nữ", Consented: today},
		"phone":     {Phone: "gọi sau", Consented: today},
		"revenue":   {Revenue: "1", Consented: today},
	} {
		dossiers, _ := open()
		var problems trace.Problems
		if err := dossiers.Put(ctx, "htx-mau", d); !errors.As(err, &problems) || len(problems) != 1 || problems[0].Field != want {
			t.Errorf("%+v: %v, want a problem of %s", d, err, want)
		}
		if _, err := dossiers.Get(ctx, "htx-mau"); !errors.Is(err, dossier.ErrNone) {
			t.Errorf("%+v is kept", d)
		}
	}
	dossiers, _ := open()
	for _, entity := range []string{"", "HTX", "a/b", "a\x00b"} {
		if err := dossiers.Put(ctx, entity, dossier.Dossier{Consented: today}); !errors.Is(err, dossier.ErrEntity) {
			t.Errorf("%q: %v", entity, err)
		}
	}
}

// Shares count what was stated, of the chosen entities only, and are told only
// where nobody stands out.
func TestShares(t *testing.T) {
	dossiers, _ := open()
	today := ocop.DateOf(now())
	for i := range 20 {
		d := dossier.Dossier{Sex: "male", Ethnicity: "KINH", Consented: today}
		if i%2 == 0 {
			d.Sex = "female"
		}
		if i < 4 {
			d.Ethnicity = "Tày"
		}
		if i == 19 {
			d.Sex, d.Ethnicity = "", ""
		}
		if err := dossiers.Put(ctx, fmt.Sprintf("e-%02d", i), d); err != nil {
			t.Fatal(err)
		}
	}
	s, err := dossiers.Shares(ctx, nil)
	if err != nil || s.Entities != 20 || s.Women != (dossier.Share{Yes: 10, Stated: 19}) || s.Minority != (dossier.Share{Yes: 4, Stated: 19}) {
		t.Fatalf("%+v, %v", s, err)
	}
	if !s.Women.Told() || s.Minority.Told() || s.Disabled.Told() {
		t.Error("told:", s.Women.Told(), s.Minority.Told(), s.Disabled.Told())
	}
	s, err = dossiers.Shares(ctx, func(e string) bool { return e < "e-10" })
	if err != nil || s.Entities != 10 || s.Women.Yes != 5 || s.Women.Stated != 10 {
		t.Errorf("%+v, %v", s, err)
	}
}

// A band that few stated is withheld, and what a difference would tell.
func TestBands(t *testing.T) {
	for _, c := range []struct {
		n    [5]int64
		told string
	}{
		{[5]int64{}, "....."},
		{[5]int64{4, 0, 0, 0, 0}, "....."},
		{[5]int64{9, 5, 0, 0, 0}, "xx..."},
		{[5]int64{9, 7, 4, 0, 0}, "x...."}, // 4 alone would be told by the difference
		{[5]int64{9, 7, 4, 1, 0}, "xx..."},
		{[5]int64{9, 1, 0, 0, 0}, "....."},
		{[5]int64{5, 6, 7, 8, 9}, "xxxxx"},
	} {
		revenue := make(map[string]int64)
		for i, n := range c.n {
			revenue[dossier.Revenues[i]] = n
		}
		told := ""
		for i, b := range (dossier.Shares{Revenue: revenue}).Bands() {
			if b.Revenue != dossier.Revenues[i] || b.N != c.n[i] {
				t.Errorf("%v: band %d is %+v", c.n, i, b)
			}
			if b.Told {
				told += "x"
			} else {
				told += "."
			}
		}
		if told != c.told {
			t.Errorf("%v: told %s, want %s", c.n, told, c.told)
		}
	}
}
