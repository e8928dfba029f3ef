package producer_test

import (
	"context"
	"encoding/csv"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/job"
	"ocoptrace/trace"
)

const goodsFile = `Tên sản phẩm,Nhóm sản phẩm,Khối lượng tịnh,HSD,Loại hạn,Thành phần,Mã vạch
Bún gạo,I.3b,500 g,12 tháng,tốt nhất trước,Gạo 100%,
Bánh đa,I.3b,200 g,7 ngày,,,
bun gao,I.3b,,,,,
Gạo Séng Cù,I.3b,,,,,
Kẹo gạo,IX.9,,một năm,đến lúc nào,,123
,I.3b,,,,,
`

// Products of a file are stated once, and none that is there is changed.
func TestImportGoods(t *testing.T) {
	s := consoletest.Open(t)
	b := s.SignIn(t, "lan")
	const path = "/console/import/goods"
	b.Get(path).Sound(t)
	columns := b.SendFiles(path, url.Values{}, map[string][]byte{"file": []byte(goodsFile)}).Form(t, path+"/check")
	for name, want := range map[string]string{"name": "0", "group": "1", "net": "2", "shelfLife": "3", "dateKind": "4", "ingredients": "5", "gtin": "6", "story": ""} {
		if columns.Get(name) != want {
			t.Errorf("%s is guessed to stand in %q, want %q", name, columns.Get(name), want)
		}
	}
	size := s.Size(t)
	p := b.Post(path+"/check", columns)
	p.Sound(t)
	if tally := consoletest.Rows(t, p); tally["Will be stated"] != "2" || tally["Wrong, will be left out"] != "4" || s.Size(t) != size {
		t.Errorf("%v, and the log grew by %d", tally, s.Size(t)-size)
	}
	wrong, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.Post(path+"/errors", columns).Body, "\ufeff"))).ReadAll()
	consoletest.Check(t, err)
	for i, want := range []string{"What is wrong", "stands in row 2 too", "There is a product “Gạo Séng Cù” already", "no group “IX.9”", "Name of the product: "} {
		if i >= len(wrong) || !strings.Contains(wrong[i][7], want) {
			t.Fatalf("row %d of what is wrong lacks %q: %q", i, want, wrong)
		}
	}
	for _, want := range []string{"“một năm” is not a time", "“đến lúc nào”", "GTIN"} {
		if !strings.Contains(wrong[3][7], want) {
			t.Errorf("%q lacks %q", wrong[3][7], want)
		}
	}
	for range 2 {
		b.Post(path+"/state", columns)
		if p = finished(t, b, path); !strings.Contains(p.Body, "2 products of the file are stated; 4 rows were left out.") || s.Size(t) != size+2 {
			t.Fatal(consoletest.Text(p.Parse(t)), s.Size(t)-size)
		}
	}
	got, err := s.Product(consoletest.Ctx, "bun-gao")
	consoletest.Check(t, err)
	if got.DateKind != trace.DateBestBefore || got.ShelfLifeMonths != 12 || got.Net != "500 g" || got.Ingredients != "Gạo 100%" || got.Entity != "htx-gao-ruong-mau" {
		t.Errorf("stated %+v", got)
	}
	if got, err = s.Product(consoletest.Ctx, "banh-da"); err != nil || got.DateKind != trace.DateExpires || got.ShelfLifeDays != 7 {
		t.Errorf("stated %+v %v", got, err)
	}
	if p := s.SignIn(t, "tam").Get(path); p.Status != http.StatusForbidden {
		t.Errorf("a packer: %d", p.Status)
	}
}

// A file that a break of the service cut short is finished by the service that
// follows, without the browser, and no row of it twice.
func TestImportResumed(t *testing.T) {
	s := consoletest.Open(t)
	var file strings.Builder
	file.WriteString("product,produced,quantity\n")
	for range 300 {
		file.WriteString("gao-seng-cu,20/11/2026,5\n")
	}
	size := s.Size(t)
	name := job.Name{Kind: "import", User: "tam", Scope: "htx-gao-ruong-mau"}
	consoletest.Check(t, s.Jobs.Start(context.Background(), job.Task{
		Name: name, Values: url.Values{"product": {"0"}, "produced": {"1"}, "quantity": {"2"}}, File: []byte(file.String()),
	}))
	for s.Size(t) < size+20 {
		continue
	}
	s.Jobs.Close()
	reached := s.Size(t)
	s.Reopen(t)
	b := s.SignIn(t, "tam")
	p := finished(t, b, "/console/import")
	if !strings.Contains(p.Body, "300 batches of the file are issued; 0 rows were left out.") || s.Size(t) != size+300 {
		t.Error(consoletest.Text(p.Parse(t)), reached-size, s.Size(t)-size)
	}
	if reached >= size+300 {
		t.Error("the file was done before the break")
	}
}
