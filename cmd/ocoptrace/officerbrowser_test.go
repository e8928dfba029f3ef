package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	places "ocoptrace/trace/place"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// serveOffice serves a province's officer, with its communes and a product of
// which a batch has labels.
func serveOffice(t *testing.T) demoFile {
	t.Helper()
	officer := account.User{Name: "can-bo", Role: account.Officer, Province: "01"}
	return serveFor(t, officer, func(v *service) {
		today := ocop.DateOf(time.Now())
		list, err := places.ReadCommunes(strings.NewReader("commune_code,commune_name,commune_name_en,province_code,province_name\n10180,Xã Dân Hòa,Dan Hoa,01,Thành phố Hà Nội\n"))
		must(t, err)
		_, err = places.Import(t.Context(), v.store, list, today, "test")
		must(t, err)
		state(t, v.registry, &trace.Entity{ID: "hkd-gio", Name: "Hộ kinh doanh Giò Mẫu", EntityKind: "household", CommuneCode: "10180", Commune: "Xã Dân Hòa", ProvinceCode: "01", Sample: true},
			&trace.Product{ID: "gio-lua", Entity: "hkd-gio", Name: "Giò lụa", Group: "I.3d", Taxonomy: "26/2026", DateKind: trace.DateExpires, ShelfLifeDays: 10, Sample: true})
		batch := &trace.Batch{Product: "gio-lua", Lot: "G-01", Produced: today, Quantity: 40, Unit: "gói"}
		must(t, v.registry.Complete(t.Context(), batch, nil))
		state(t, v.registry, batch)
		_, err = v.registry.NewRun(t.Context(), "gio-lua", "G-01", 40, "")
		must(t, err)
	})
}

// A province's officer takes a list in, mends the row that is wrong, withdraws a
// recognition, and recalls a batch: at a desk, without scripts.
func TestOfficerInABrowser(t *testing.T) {
	t.Parallel()
	browser := findBrowser(t)
	file := serveOffice(t)
	d := openDeskAs(t, openBrowser(t, browser), file, "officer", 1280, false)
	takeListIn(t, d)
	withdrawRecognition(t, d)
	recallBatch(t, d)
}

// provinceList is a list of two rows of which one has a day that is none; the
// other is to be renewed now.
func provinceList() string {
	issued := time.Now().AddDate(-3, 0, 150).Format("02/01/2006")
	return "Tên chủ thể,Loại hình,Xã,Tên sản phẩm,Bộ sản phẩm,Hạng sao,Mã số sản phẩm,Số quyết định,Cơ quan ban hành,Ngày ban hành\n" +
		fmt.Sprintf("HTX Mẫu Một,HTX,Dân Hòa,Rau thơm mẫu,I.1a,4,01-10180-91-2023,1/QĐ-UBND,UBND TP Hà Nội,%s\n", issued) +
		"HTX Mẫu Hai,HTX,Dân Hòa,Cà dầm mẫu,I.3c,3,01-10180-92-2026,2/QĐ-UBND,UBND TP Hà Nội,31/06/2026\n"
}

// sendList sends a list as a file and leads to what would be stated.
func (d *desk) sendList(name, text string) {
	d.t.Helper()
	path := filepath.Join(d.t.TempDir(), name)
	d.check(os.WriteFile(path, []byte(text), 0o600))
	d.do(chromedp.SetUploadFiles("#f-file", []string{path}))
	d.press(sendForm)
}

// body is what a page says.
func (d *desk) body() string { return d.text(`document.querySelector("main").innerText`) }

// download is the file to which a link leads, fetched with the browser's cookies.
func (d *desk) download(selector string) string {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.ctx, http.MethodGet, d.text(`document.querySelector('`+selector+`').href`), nil)
	d.check(err)
	result, err := chromedp.Call(d.ctx, network.GetCookies, network.GetCookiesParams{})
	d.check(err)
	for _, c := range result.Cookies {
		r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
	}
	response, err := http.DefaultClient.Do(r)
	d.check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	d.check(err)
	if response.StatusCode != http.StatusOK || !strings.Contains(response.Header.Get("Content-Disposition"), "attachment") {
		d.t.Fatalf("%s is answered %d %v", selector, response.StatusCode, response.Header)
	}
	return string(body)
}

// tells fails the test where the page does not say something.
func (d *desk) tells(all ...string) {
	d.t.Helper()
	for _, want := range all {
		if body := d.body(); !strings.Contains(body, want) {
			d.t.Fatalf("%s does not say %q: %s", d.text("location.pathname"), want, body)
		}
	}
}

// startList confirms a list and waits until it is taken in.
func (d *desk) startList(rows int) {
	d.t.Helper()
	d.press(`main form[action^="/console/lists/start"] button`)
	done := fmt.Sprintf("Done: %d", rows)
	for end := time.Now().Add(10 * time.Second); !strings.Contains(d.body(), done); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(end) {
			d.t.Fatalf("the list is not taken in: %s", d.body())
		}
		d.open("/console/lists")
	}
}

func takeListIn(t *testing.T, d *desk) {
	t.Helper()
	d.press(`.rooms a[href^="/console/lists"]`)
	d.sendList("tinh.csv", provinceList())
	d.tells("Row 3", "31/06/2026")
	faults := d.download(`a[href*="errors.csv"]`)
	if strings.Contains(faults, "HTX Mẫu Một") || !strings.Contains(faults, "HTX Mẫu Hai") {
		t.Fatalf("the file of what is wrong is %q", faults)
	}
	d.startList(1)
	d.sendList("sua.csv", strings.Replace(faults, "31/06/2026", "30/06/2026", 1))
	d.startList(1)
}

func withdrawRecognition(t *testing.T, d *desk) {
	t.Helper()
	d.press(`section.bar a[href^="/console/renewals"]`)
	d.tells("1 product", "Rau thơm mẫu")
	d.press(`table a[href^="/console/products/rau-thom-mau"]`)
	d.press(`a[href*="change=withdrawn"]`)
	d.choose("ground", "ceased")
	d.fill("reason", "Cơ sở đã ngừng sản xuất", "decision", "7/QĐ-UBND")
	d.press(sendForm)
	d.tells("Cơ sở đã ngừng sản xuất")
	d.press(`main form[method=post] button.grave, main form[method=post] button[type=submit]`)
	d.tells("withdrawn")
	d.do(chromedp.EmulateViewport(390, 844, chromedp.EmulateMobile))
	d.open("/products/rau-thom-mau")
	d.tells("withdrawn", "Cơ sở đã ngừng sản xuất")
	d.do(chromedp.EmulateViewport(1280, 844))
}

func recallBatch(t *testing.T, d *desk) {
	t.Helper()
	d.open("/console/products/gio-lua")
	d.press(`a[href*="action=recall"][href*="lot=G-01"]`)
	d.fill("reason", "Có báo cáo ngộ độc", "instruction", "Trả lại nơi mua", "contact", "0900 000 001")
	d.press(sendForm)
	d.tells("G-01", "40")
	d.press(`main form[method=post] button[type=submit]`)
	const public = "/batches/gio-lua/G-01"
	d.open(public)
	d.tells("recalled", "Trả lại nơi mua")
	d.open("/console/products/gio-lua")
	d.press(`a[href*="action=lift"][href*="lot=G-01"]`)
	d.fill("reason", "Đã kiểm tra, hàng an toàn")
	d.press(sendForm)
	d.press(`main form[method=post] button[type=submit]`)
	d.open(public + "?lang=en") // not the page that the browser may keep for half a minute
	if body := d.body(); strings.Contains(body, "is recalled") {
		t.Errorf("after it was lifted the page says %s", body)
	}
}
