package officer_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
)

const communes = `commune_code,commune_name,commune_name_en,province_code,province_name
02761,Xã Mường Khương,Muong Khuong,15,Tỉnh Lào Cai
02764,Xã Bản Lầu,Ban Lau,15,Tỉnh Lào Cai
10180,Xã Dân Hòa,Dan Hoa,01,Thành phố Hà Nội
`

// openIn serves a site with officers of Lào Cai ("cai") and Hà Nội ("ha"), and
// with communes of both.
func openIn(t *testing.T) (s *consoletest.Site, cai, ha *consoletest.Browser) {
	t.Helper()
	s = consoletest.Open(t)
	for name, province := range map[string]string{"cai": "15", "ha": "01"} {
		consoletest.Check(t, s.Accounts.Add(consoletest.Ctx, account.User{Name: name, Role: account.Officer, Province: province}, consoletest.Password))
	}
	list, err := place.ReadCommunes(strings.NewReader(communes))
	consoletest.Check(t, err)
	_, err = place.Import(consoletest.Ctx, s.Store, list, ocop.DateOf(s.Clock.Now()), "test")
	consoletest.Check(t, err)
	return s, s.SignIn(t, "cai"), s.SignIn(t, "ha")
}

// Lists and searches have what is of the province.
func TestProvince(t *testing.T) {
	_, cai, ha := openIn(t)
	for b, want := range map[*consoletest.Browser]string{cai: "HTX Gạo Ruộng Mẫu", ha: "Hộ kinh doanh Giò Chả Mẫu"} {
		for _, path := range []string{"/console/entities", "/console"} {
			p := b.Get(path)
			p.Sound(t)
			if got := strings.Count(p.Body, `class="cards"`); got != 1 || !strings.Contains(p.Body, want) || strings.Count(p.Body, `<strong lang="vi">`) != 1 {
				t.Errorf("%s does not list only %s", path, want)
			}
		}
	}
}

func TestEntityJob(t *testing.T) {
	s, b, _ := openIn(t)
	p := b.Get("/console/entities/new")
	p.Sound(t)
	form := p.Form(t, "/console/entities/new")
	if form.Get("provinceCode") != "15" {
		t.Error("the province begins as", form.Get("provinceCode"))
	}
	p = b.Get("/console/entities/new?" + form.Encode())
	if p.Status != http.StatusUnprocessableEntity || p.Problems(t)["name"] == "" || p.Problems(t)["kind"] == "" {
		t.Error(p.Status, p.Problems(t))
	}
	form.Set("name", "Hợp tác xã Chè Đỉnh Mây")
	form.Set("kind", "cooperative")
	form.Set("commune", "ban lao")
	p = b.Get("/console/entities/new?" + form.Encode())
	if !strings.Contains(p.Problems(t)["commune"], "Xã Bản Lầu (02764)") || p.Form(t, "/console/entities/new").Get("name") != form.Get("name") {
		t.Error(p.Status, p.Problems(t))
	}
	form.Set("commune", "ban lau")
	p = b.Get("/console/entities/new?" + form.Encode())
	p.Sound(t)
	confirm := p.Form(t, "/console/entities")
	for range 2 { // once, however often it is sent
		if p = b.Post("/console/entities", confirm); p.Path != "/console/entities/hop-tac-xa-che-dinh-may" || p.Query.Get("done") != "entity" {
			t.Fatal(p.Status, p.Path, p.Body)
		}
	}
	p.Sound(t)
	e, err := s.Entity(consoletest.Ctx, "hop-tac-xa-che-dinh-may")
	consoletest.Check(t, err)
	if e.Commune != "Xã Bản Lầu" || e.CommuneCode != "02764" || e.ProvinceCode != "15" {
		t.Errorf("stated %+v", e)
	}
	confirm.Set("key", strings.Repeat("n", 22)) // another form that proposed the same id
	if p = b.Post("/console/entities", confirm); p.Status != http.StatusUnprocessableEntity {
		t.Errorf("an id that is taken: %d %s", p.Status, p.Path)
	}
	if found := b.Get("/console/entities?q=" + url.QueryEscape("CHE dinh")); strings.Count(found.Body, "<li><a") != 1 {
		t.Error("not found without marks")
	}
	form = b.Get("/console/entities/new").Form(t, "/console/entities/new")
	form.Set("provinceCode", "01")
	form.Set("name", "x")
	if p = b.Get("/console/entities/new?" + form.Encode()); p.Problems(t)["provinceCode"] == "" {
		t.Error("another province is accepted")
	}
}

// A change keeps what its form does not show.
func TestEntityChange(t *testing.T) {
	s, b, _ := openIn(t)
	e, err := s.Entity(consoletest.Ctx, "htx-gao-ruong-mau")
	consoletest.Check(t, err)
	e.Story = "Ruộng bậc thang"
	s.State(t, e)
	const path = "/console/entities/htx-gao-ruong-mau"
	form := b.Get(path+"/change").Form(t, path+"/change")
	form.Set("formerPlace", "Thị trấn Mường Khương")
	p := b.Get(path + "/change?" + form.Encode())
	if p = b.Post(path, p.Form(t, path)); p.Path != path || !strings.Contains(p.Body, "Thị trấn Mường Khương") {
		t.Fatal(p.Status, p.Path)
	}
	got, err := s.Entity(consoletest.Ctx, e.ID)
	consoletest.Check(t, err)
	if got.Story != e.Story || !got.Sample || got.Address != e.Address {
		t.Errorf("lost something: %+v", got)
	}
}

// Private facts are kept beside the log, for those who agreed, and every look
// is in the audit trail.
func TestDossierJob(t *testing.T) {
	s, b, _ := openIn(t)
	size := s.Size(t)
	const path = "/console/entities/htx-gao-ruong-mau/dossier"
	p := b.Get(path)
	p.Sound(t)
	form := p.Form(t, path)
	form.Set("representative", "Người Mẫu")
	form.Set("sex", "female")
	p = b.Post(path, form)
	if p.Status != http.StatusUnprocessableEntity || p.Problems(t)["consented"] == "" || p.Form(t, path).Get("representative") != "Người Mẫu" {
		t.Fatal(p.Status, p.Problems(t))
	}
	form.Set("consented", "20/11/2026")
	if p = b.Post(path, form); p.Query.Get("done") != "dossier" {
		t.Fatal(p.Status, p.Path)
	}
	if got := b.Get(path).Form(t, path); got.Get("representative") != "Người Mẫu" || got.Get("sex") != "female" {
		t.Error("kept", got)
	}
	p = b.Get(path + "/delete")
	p.Sound(t)
	if p = b.Post(path+"/delete", p.Form(t, path+"/delete")); p.Query.Get("done") != "dossierDeleted" {
		t.Fatal(p.Status, p.Path)
	}
	if got := b.Get(path).Form(t, path).Get("representative"); got != "" {
		t.Error("still there:", got)
	}
	if got := s.Size(t); got != size {
		t.Errorf("the log grew from %d to %d", size, got)
	}
	trail := s.SignIn(t, "quan").Get("/console/audit?since=")
	for _, did := range []string{"Read the private", "Saved the private", "Erased the private"} {
		if strings.Count(trail.Body, "<strong>"+did) != 1 {
			t.Errorf("the trail has %d of %q", strings.Count(trail.Body, "<strong>"+did), did)
		}
	}
	if strings.Contains(trail.Body, "Người Mẫu") {
		t.Error("the trail has the name")
	}
}

func TestRecognitionJob(t *testing.T) {
	s, _, b := openIn(t)
	const path = "/console/recognitions/new"
	p := b.Get(path + "?product=gio-lua")
	p.Sound(t)
	form := p.Form(t, path)
	for _, number := range []string{"", "01-10180-9", "01/10180/9/2026", "01-10180-0-2026"} {
		form.Set("number", number)
		if p = b.Get(path + "?" + form.Encode()); p.Problems(t)["number"] == "" || p.Problems(t)["stars"] == "" {
			t.Errorf("%q: %d %v", number, p.Status, p.Problems(t))
		}
	}
	form.Set("number", "01-10180-91-2026")
	form.Set("stars", "3")
	form.Set("decision", "99/QĐ-UBND")
	form.Set("authority", "UBND thành phố Hà Nội")
	form.Set("issued", "24/11/2026")
	if p = b.Get(path + "?" + form.Encode()); p.Problems(t)["issued"] == "" {
		t.Error("issued tomorrow")
	}
	form.Set("issued", "30/06/2026")
	p = b.Get(path + "?" + form.Encode())
	p.Sound(t)
	if !strings.Contains(p.Body, "30 Jun 2029") {
		t.Error("the 36 months are not shown")
	}
	if p = b.Post("/console/recognitions", p.Form(t, "/console/recognitions")); p.Query.Get("done") != "recognised" {
		t.Fatal(p.Status, p.Path, p.Body)
	}
	held, err := s.RecognitionsOf(consoletest.Ctx, "gio-lua")
	consoletest.Check(t, err)
	if len(held) != 1 || held[0].Recognition.Expires.String() != "2029-06-30" || held[0].Recognition.Stars != 3 {
		t.Errorf("stated %+v", held)
	}
	if public := b.Get("/products/gio-lua"); !strings.Contains(public.Body, "30 Jun 2029") {
		t.Error("buyers do not read of it")
	}
}
