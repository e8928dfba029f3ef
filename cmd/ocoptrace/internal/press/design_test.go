package press

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ocoptrace/storage"
)

func (w *world) ids(t *testing.T, shelf Shelf) (ids string) {
	t.Helper()
	designs, err := w.Designs(t.Context(), shelf, htx)
	check(t, err)
	for _, d := range designs {
		ids += d.ID + string(d.Data) + " "
	}
	return ids
}

func TestDesigns(t *testing.T) {
	w := open(t)
	for _, shelf := range []Shelf{Stocks, Templates} {
		check(t, w.save(t.Context(), shelf, htx, "lan", "b", []byte(`{"a":"<&>"}`)))
		check(t, w.save(t.Context(), shelf, htx, "lan", "a", []byte(`1`)))
		check(t, w.save(t.Context(), shelf, htx, "lan", "b", []byte(`{"a":"é<&>"}`)))
		check(t, w.save(t.Context(), shelf, "khac", "lan", "c", []byte(`3`)))
		if got := w.ids(t, shelf); got != `a1 b{"a":"é<&>"} ` {
			t.Error(got)
		}
	}
	for _, c := range []struct {
		id, data string
		want     error
	}{
		{"", "1", ErrID}, {"A", "1", ErrID}, {"a/b", "1", ErrID}, {strings.Repeat("a", 65), "1", ErrID},
		{"x", "", ErrDesign}, {"x", "{", ErrDesign}, {"x", `"` + strings.Repeat("x", MaxDesign) + `"`, ErrDesign},
	} {
		is(t, w.save(t.Context(), Stocks, htx, "lan", c.id, []byte(c.data)), c.want)
	}
	biggest := `"` + strings.Repeat("<", MaxDesign-2) + `"`
	check(t, w.save(t.Context(), Templates, htx, "lan", "big", []byte(biggest)))
}

func TestDesignsAreLimited(t *testing.T) {
	w := open(t)
	for i := range MaxDesigns {
		check(t, w.save(t.Context(), Stocks, htx, "lan", fmt.Sprint("s", i), []byte("1")))
	}
	is(t, w.save(t.Context(), Stocks, htx, "lan", "more", []byte("1")), ErrLimit)
	check(t, w.save(t.Context(), Stocks, htx, "lan", "s7", []byte("2")))
	restore, err := w.Delete(t.Context(), Stocks, htx, "lan", "s7")
	check(t, err)
	check(t, w.save(t.Context(), Stocks, htx, "lan", "more", []byte("1")))
	is(t, w.Restore(t.Context(), Stocks, htx, restore), ErrLimit)
}

func TestRestore(t *testing.T) {
	w := open(t)
	check(t, w.save(t.Context(), Templates, htx, "lan", "a", []byte("1")))
	first, err := w.Delete(t.Context(), Templates, htx, "hoa", "a")
	check(t, err)
	_, err = w.Delete(t.Context(), Templates, htx, "hoa", "a")
	is(t, err, ErrNotFound)
	_, err = w.Delete(t.Context(), Templates, htx, "hoa", "../a")
	is(t, err, ErrNotFound)

	check(t, w.save(t.Context(), Templates, htx, "lan", "a", []byte("2")))
	is(t, w.Restore(t.Context(), Templates, htx, first), ErrTaken)
	w.clock.pass(Aside / 2)
	second, err := w.Delete(t.Context(), Templates, htx, "hoa", "a")
	check(t, err)
	aside, err := w.Deleted(t.Context(), Templates, htx)
	check(t, err)
	if len(aside) != 2 || aside[0].Key != first || aside[1].Key != second || aside[0].DeletedBy != "hoa" {
		t.Errorf("%+v", aside)
	}
	is(t, w.Restore(t.Context(), Stocks, htx, first), ErrNotFound)
	is(t, w.Restore(t.Context(), Templates, "khac", first), ErrNotFound)
	check(t, w.Restore(t.Context(), Templates, htx, first))
	if got := w.ids(t, Templates); got != "a1 " {
		t.Error(got)
	}
	is(t, w.Restore(t.Context(), Templates, htx, first), ErrNotFound)
	is(t, w.Restore(t.Context(), Templates, htx, "a/b"), ErrNotFound)
	w.clock.pass(Aside)
	is(t, w.Restore(t.Context(), Templates, htx, second), ErrNotFound)
	aside, err = w.Deleted(t.Context(), Templates, htx)
	check(t, err)
	if len(aside) != 0 {
		t.Errorf("%+v", aside)
	}
}

// What lies aside takes no more and more room.
func TestBinIsTidied(t *testing.T) {
	w := open(t)
	cycle := func() {
		check(t, w.save(t.Context(), Stocks, htx, "lan", "a", []byte("1")))
		_, err := w.Delete(t.Context(), Stocks, htx, "lan", "a")
		check(t, err)
		w.clock.pass(time.Second)
	}
	inBin := func() (n int) {
		check(t, w.store.View(t.Context(), func(tx storage.Tx) (err error) {
			n, err = count(tx, under(binTable, htx, string(Stocks)))
			return err
		}))
		return n
	}
	for range maxAside + 5 {
		cycle()
	}
	if n := inBin(); n != maxAside {
		t.Errorf("%d are aside", n)
	}
	w.clock.pass(Aside)
	cycle()
	if n := inBin(); n != 1 {
		t.Errorf("%d are aside", n)
	}
}

// Deleting and restoring is done once, whatever becomes of the commit.
func TestDesignsWithUnknownCommits(t *testing.T) {
	w := open(t)
	for _, fault := range []func(){
		func() { w.store.LoseAnswers(1) },
		func() { w.store.LoseAnswers(2) },
		func() { w.store.FailNext(1, storage.ErrCommitUnknown) },
	} {
		check(t, w.save(t.Context(), Stocks, htx, "lan", "a", []byte("1")))
		fault()
		restore, err := w.Delete(t.Context(), Stocks, htx, "lan", "a")
		check(t, err)
		if got := w.ids(t, Stocks); got != "" {
			t.Error(got)
		}
		fault()
		check(t, w.Restore(t.Context(), Stocks, htx, restore))
		if got := w.ids(t, Stocks); got != "a1 " {
			t.Error(got)
		}
	}
}
