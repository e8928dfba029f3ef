package inspection

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

var ctx = context.Background()

func open() (*Book, *time.Time) {
	now := time.Date(2026, 11, 25, 7, 0, 0, 0, time.UTC)
	return New(Config{Store: storagetest.Memory(), Now: func() time.Time { return now }}), &now
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func found(province string) Finding {
	return Finding{
		By: "thanh", Product: "gao", Lot: "ST-01", Day: ocop.DateOf(time.Date(2026, 11, 25, 7, 0, 0, 0, time.UTC)),
		Authority: "Đội QLTT số 2", ProvinceCode: province, Place: "market", Business: "Sạp 12", Outcome: "conforms", Packs: 40, Sampled: 8,
	}
}

func TestProblems(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Finding)
		want   string // fields, in order
	}{
		"complete":       {func(*Finding) {}, ""},
		"nothing":        {func(f *Finding) { *f = Finding{} }, "day authority business provinceCode place outcome"},
		"adverse":        {func(f *Finding) { f.Outcome = "mixed_lot" }, "text"},
		"other":          {func(f *Finding) { f.Outcome = "other" }, "text"},
		"more than all":  {func(f *Finding) { f.Sampled = 41 }, "sampled"},
		"nothing there":  {func(f *Finding) { f.Packs, f.Sampled = 0, 3 }, ""},
		"below nothing":  {func(f *Finding) { f.Packs = -1 }, "packs"},
		"no such action": {func(f *Finding) { f.Proposal, f.Reason = "lift", "x" }, "proposal"},
		"no reason":      {func(f *Finding) { f.Proposal = trace.ActionHold }, "reason"},
		"long":           {func(f *Finding) { f.Text = strings.Repeat("ế", MaxText+1) }, "text"},
		"no such level":  {func(f *Finding) { f.Level = "IV" }, "level"},
		"by plan":        {func(f *Finding) { f.Level = "II" }, ""},
		"photos":         {func(f *Finding) { f.Photos = make([]string, MaxPhotos+1) }, "photo"},
	} {
		f := found("15")
		c.change(&f)
		var got []string
		for _, p := range f.Problems() {
			got = append(got, p.Field)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: problems of %q, want %q", name, got, c.want)
		}
	}
}

// What is sent twice is there once, as it was first.
func TestAddOnce(t *testing.T) {
	b, now := open()
	first, err := b.Add(ctx, found("15"), "key-1")
	check(t, err)
	*now = now.Add(time.Hour)
	again := found("15")
	again.Text = "khác"
	second, err := b.Add(ctx, again, "key-1")
	check(t, err)
	if !reflect.DeepEqual(first, second) {
		t.Errorf("sent again it is %v, was %v", second, first)
	}
	other := found("15")
	other.By = "hai"
	third, err := b.Add(ctx, other, "key-1")
	check(t, err)
	if all, _, err := b.Latest(ctx, "", "", 9); err != nil || len(all) != 2 || all[0].ID != third.ID {
		t.Errorf("there are %v %v", all, err)
	}
	got, err := b.Get(ctx, first.ID)
	check(t, err)
	if !reflect.DeepEqual(got, first) {
		t.Errorf("kept %v, want %v", got, first)
	}
	if _, err := b.Get(ctx, "khong"); !errors.Is(err, ErrNotFound) {
		t.Error("one that is not there:", err)
	}
}

func TestLists(t *testing.T) {
	b, now := open()
	var ids []string
	for i, province := range []string{"15", "01", "15", "15"} {
		f := found(province)
		if i == 3 {
			f.Lot = "ST-02"
		}
		*now = now.Add(time.Minute)
		got, err := b.Add(ctx, f, string(rune('a'+i)))
		check(t, err)
		ids = append(ids, got.ID)
	}
	names := func(all []Finding, err error) (got []string) {
		check(t, err)
		for _, f := range all {
			got = append(got, f.ID)
		}
		return got
	}
	page, more, err := b.Latest(ctx, "15", "", 2)
	if got := names(page, err); !reflect.DeepEqual(got, []string{ids[3], ids[2]}) || !more {
		t.Error(got, more)
	}
	page, more, err = b.Latest(ctx, "15", ids[2], 2)
	if got := names(page, err); !reflect.DeepEqual(got, []string{ids[0]}) || more {
		t.Error(got, more)
	}
	if got := names(b.OfBatch(ctx, "gao", "ST-01", 9)); !reflect.DeepEqual(got, []string{ids[2], ids[1], ids[0]}) {
		t.Error(got)
	}
}

// A proposal is decided once, a finding closed once.
func TestCourse(t *testing.T) {
	b, _ := open()
	f := found("15")
	f.Proposal, f.Reason = trace.ActionHold, "Chờ kiểm nghiệm"
	f, err := b.Add(ctx, f, "k")
	check(t, err)
	if all, err := b.Proposals(ctx, "15", 9); err != nil || len(all) != 1 || all[0].ID != f.ID {
		t.Fatal(all, err)
	}
	if all, _ := b.Proposals(ctx, "01", 9); len(all) != 0 {
		t.Error("another province has", all)
	}
	check(t, b.Decide(ctx, f.ID, Decision{By: "hoa", Reason: "Chưa đủ căn cứ"}))
	if err := b.Decide(ctx, f.ID, Decision{By: "hoa", Statement: "urn:uuid:1"}); !errors.Is(err, ErrDone) {
		t.Error("decided twice:", err)
	}
	if all, _ := b.Proposals(ctx, "", 9); len(all) != 0 {
		t.Error("still asked:", all)
	}
	if _, err := b.Minutes(ctx, f.ID); !errors.Is(err, ErrNotFound) {
		t.Error("minutes before it is closed:", err)
	}
	minutes := []byte(strings.Repeat("biên bản ", 20_000))
	check(t, b.Close(ctx, f.ID, Closing{By: "thanh", Minutes: "12/BB", Statement: "urn:uuid:2"}, minutes))
	if got, err := b.Minutes(ctx, f.ID); err != nil || string(got) != string(minutes) {
		t.Errorf("%d bytes of %d are kept, %v", len(got), len(minutes), err)
	}
	if err := b.Close(ctx, f.ID, Closing{}, nil); !errors.Is(err, ErrDone) {
		t.Error("closed twice:", err)
	}
	if got, _ := b.Get(ctx, f.ID); got.Decision.Reason != "Chưa đủ căn cứ" || got.Closing.Minutes != "12/BB" {
		t.Error(got)
	}
}
