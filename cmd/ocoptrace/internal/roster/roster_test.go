package roster_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/roster"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
	"ocoptrace/trace/tracetest"
)

var ctx = context.Background()

const header = "Tên chủ thể,Loại hình,Xã,Tên sản phẩm,Bộ sản phẩm,Hạng sao,Mã số sản phẩm,Số quyết định,Cơ quan ban hành,Ngày ban hành\n"

func units(t *testing.T) []place.Unit {
	t.Helper()
	list, err := place.ReadCommunes(strings.NewReader("commune_code,commune_name,commune_name_en,province_code,province_name\n10180,Xã Dân Hòa,Dan Hoa,01,Hà Nội\n00592,Phường Từ Liêm,Tu Liem,01,Hà Nội\n"))
	if err != nil {
		t.Fatal(err)
	}
	_, all := place.Compare(nil, list, day(t, "2026-11-23"))
	return all
}

func day(t *testing.T, s string) ocop.Date {
	t.Helper()
	d, err := ocop.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func makePlan(t *testing.T, w *tracetest.World, csv string) *roster.Plan {
	t.Helper()
	read, err := table.Read([]byte(csv), table.Usual)
	if err != nil {
		t.Fatal(err)
	}
	m := roster.Schema().Guess(read.Header)
	if problems := roster.Schema().Check(m, read.Header); len(problems) > 0 {
		t.Fatal(problems)
	}
	p, err := roster.Make(ctx, w.Registry, roster.List{Table: read, Mapping: m, Province: "01", Units: units(t), Today: day(t, "2026-11-23")}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Every row says what is wrong with it, in its column, and the good ones go on
// without it.
func TestProblems(t *testing.T) {
	w := tracetest.New(t)
	rows := []struct{ row, field string }{
		{"HTX Mẫu,Hợp tác xã,Dân Hoà,Giò lụa,I.3d,4 sao,01-10180-91-2026,1/QĐ-UBND,UBND TP Hà Nội,30/06/2026", ""},
		{"HTX Mẫu,HTX,Xã Dân Hòa,Chả quế,I.3d,***,01-10180-92-2026,1/QĐ-UBND,UBND TP Hà Nội,2026-06-30", ""},
		{",HTX,Dân Hòa,X,I.3d,3,01-10180-93-2026,1,UBND,30/06/2026", "entity"},
		{"A,Tập đoàn,Dân Hòa,X,I.3d,3,01-10180-94-2026,1,UBND,30/06/2026", "kind"},
		{"A,HTX,Mễ Trì,X,I.3d,3,01-10180-95-2026,1,UBND,30/06/2026", "commune"},
		{"A,HTX,Dân Hòa,X,I.9,3,01-10180-96-2026,1,UBND,30/06/2026", "group"},
		{"A,HTX,Dân Hòa,X,I.3d,2 sao,01-10180-97-2026,1,UBND,30/06/2026", "stars"},
		{"A,HTX,Dân Hòa,X,I.3d,3,01-10180,1,UBND,30/06/2026", "number"},
		{"A,HTX,Dân Hòa,X,I.3d,3,01-10180-91-2026,1,UBND,30/06/2026", "number"},
		{"A,HTX,Dân Hòa,X,I.3d,3,01-10180-98-2026,1,UBND,31/06/2026", "issued"},
		{"A,HTX,Dân Hòa,X,I.3d,3,01-10180-99-2026,1,UBND,30/12/2026", "issued"},
	}
	var csv strings.Builder
	csv.WriteString(header)
	for _, r := range rows {
		csv.WriteString(r.row + "\n")
	}
	p := makePlan(t, w, csv.String())
	for i, r := range rows {
		got := p.Rows[i]
		if r.field == "" && got.State != roster.New || r.field != "" && (got.State != roster.Bad || got.Problems[0].Field != r.field) {
			t.Errorf("line %d: %s %v, want a problem of %q", got.Line, got.State, got.Problems, r.field)
		}
	}
	if p.Facts() != 5 { // an entity, two products, two recognitions
		t.Errorf("%d facts", p.Facts())
	}
	if err := p.Take(ctx, w.Registry.State, "ha", nil); err != nil {
		t.Fatal(err)
	}
	e, err := w.Entity(ctx, "htx-mau")
	if err != nil || e.CommuneCode != "10180" || e.Commune != "Xã Dân Hòa" || e.EntityKind != "cooperative" {
		t.Errorf("%+v, %v", e, err)
	}
}

// A list that changed is taken in again: what is there stays, what is new is
// added, what contradicts is told.
func TestAgain(t *testing.T) {
	w := tracetest.New(t)
	first := header + "HTX Mẫu,HTX,Dân Hòa,Giò lụa,I.3d,3,01-10180-91-2023,1,UBND,30/06/2023\n"
	if err := makePlan(t, w, first).Take(ctx, w.Registry.State, "ha", nil); err != nil {
		t.Fatal(err)
	}
	p := makePlan(t, w, first+
		"htx mau,HTX,Dân Hoà,GIÒ LỤA,I.3d,4,01-10180-91-2026,2,UBND,30/06/2026\n"+
		"Khác,HTX,Dân Hòa,Giò lụa,I.3d,4,01-10180-92-2026,2,UBND,30/06/2026\n")
	want := []roster.State{roster.Known, roster.New, roster.New}
	for i, r := range p.Rows {
		if r.State != want[i] {
			t.Errorf("line %d: %s %v", r.Line, r.State, r.Problems)
		}
	}
	if p.Facts() != 1+3 || p.Rows[1].Product.ID != "gio-lua" || p.Rows[2].Product.ID != "gio-lua-2" {
		t.Errorf("%d facts, %s, %s", p.Facts(), p.Rows[1].Product.ID, p.Rows[2].Product.ID)
	}
	p = makePlan(t, w, strings.Replace(first, ",3,01", ",4,01", 1))
	if r := p.Rows[0]; r.State != roster.Bad || r.Problems[0].Key != "otherwiseKnown" {
		t.Errorf("other stars: %s %v", r.State, r.Problems)
	}
}

// The list of the capital, 3,463 rows, is read, rehearsed and stated, and a
// second time nothing is left to state.
func TestWholeProvince(t *testing.T) {
	w := tracetest.New(t)
	var csv bytes.Buffer
	csv.WriteString(header)
	for i := range 3463 {
		fmt.Fprintf(&csv, "HTX Mẫu số %d,HTX,Từ Liêm,Sản phẩm %d,I.3d,%d,01-00592-%d-2026,%d/QĐ-UBND,UBND TP Hà Nội,30/06/2026\n", i/3, i, 3+i%2, i+1, i/50)
	}
	begun := time.Now()
	p := makePlan(t, w, csv.String())
	rehearsed := time.Since(begun)
	if n := p.Count(); n[roster.New] != 3463 || p.Facts() != 1155+2*3463 {
		t.Fatal(n, p.Facts())
	}
	for _, l := range p.Loads {
		if len(l.Facts) > 500 {
			t.Errorf("an order of %d facts", len(l.Facts))
		}
	}
	steps := 0
	if err := p.Take(ctx, w.Registry.State, "ha", func(done, total int) { steps++ }); err != nil {
		t.Fatal(err)
	}
	t.Logf("3,463 rows, %d facts in %d orders: rehearsed in %s, stated in %s", p.Facts(), steps, rehearsed.Round(time.Millisecond), (time.Since(begun) - rehearsed).Round(time.Millisecond))
	again := makePlan(t, w, csv.String())
	if n := again.Count(); n[roster.Known] != 3463 || again.Facts() != 0 {
		t.Error("again:", n, again.Facts())
	}
}

// A break in the middle loses nothing and states nothing twice.
func TestBreak(t *testing.T) {
	w := tracetest.New(t)
	var csv strings.Builder
	csv.WriteString(header)
	for i := range 400 {
		fmt.Fprintf(&csv, "HTX Mẫu số %d,HTX,Từ Liêm,Sản phẩm %d,I.3d,3,01-00592-%d-2026,1/QĐ-UBND,UBND,30/06/2026\n", i, i, i+1)
	}
	broken, stop := context.WithCancel(ctx)
	p := makePlan(t, w, csv.String())
	if err := p.Take(broken, w.Registry.State, "ha", func(int, int) { stop() }); err == nil {
		t.Fatal("a broken run ends well")
	}
	if err := p.Take(ctx, w.Registry.State, "ha", nil); err != nil { // the same plan
		t.Fatal(err)
	}
	products, err := w.Products(ctx)
	if again := makePlan(t, w, csv.String()); err != nil || len(products) != 400 || again.Facts() != 0 {
		t.Error(len(products), again.Facts(), err)
	}
}
