package reporting_test

import (
	"bytes"
	"image"
	"image/jpeg"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/console/reporting"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/report"
)

const action = reporting.Path + "?lang=en"

const about = reporting.Path + "?product=gao-seng-cu&lot=ST-01&kind=mismatch"

func photo(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	consoletest.Check(t, jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 300)), nil))
	return b.Bytes()
}

// Somebody without an account reports a pack, with a photo, and reads the
// answer.
func TestReport(t *testing.T) {
	s := consoletest.Open(t)
	b := s.Browser(t)
	form := b.Get(about + "&lang=en")
	form.Sound(t)
	sent := form.Form(t, action)
	if sent.Get("kind") != "mismatch" || sent.Get("lot") != "ST-01" {
		t.Fatalf("the form begins with %v", sent)
	}
	sent.Set("text", "Lot on the pack is <ST-02>")
	sent.Set("phone", "0900 000 001")
	sent.Set("consent", "1")
	sent.Set("seen", "15")
	done := b.SendFiles(action, sent, map[string][]byte{"photo": photo(t)})
	done.Sound(t)
	if done.Status != http.StatusOK || !strings.HasPrefix(done.Path, reporting.Path+"/") || !strings.Contains(done.Body, "&lt;ST-02&gt;") {
		t.Fatalf("%d at %s", done.Status, done.Path)
	}
	if strings.Contains(done.Body, "0900") || strings.Contains(done.Body, "/media/") {
		t.Error("the page shows the telephone number or the photo to whoever has the reference")
	}
	reference := strings.TrimPrefix(done.Path, reporting.Path+"/")
	kept, err := s.Reports.Get(consoletest.Ctx, reference)
	if err != nil || kept.Phone != "0900000001" || kept.Lot != "ST-01" || kept.Entity != "htx-gao-ruong-mau" || kept.Province == "" || kept.Seen != "15" {
		t.Fatalf("%+v, %v", kept, err)
	}
	if _, err := s.Media.Get(consoletest.Ctx, kept.Photo, 320); err != nil {
		t.Errorf("the photo: %v", err)
	}
	if got := b.Get(media.Path(kept.Photo, 320)); got.Status != http.StatusNotFound {
		t.Errorf("the photo is public: %d", got.Status)
	}
	consoletest.Check(t, s.Reports.Handle(consoletest.Ctx, reference, report.StateClosed, "Đã kiểm tra tại chợ", "hoa"))
	if answered := b.Get(done.Path); !strings.Contains(answered.Body, "Đã kiểm tra tại chợ") {
		t.Error("the answer is not to be read")
	}
}

// What is wrong is said all at once, and nothing that was sent is lost, not even
// the photo.
func TestNothingIsLost(t *testing.T) {
	s := consoletest.Open(t)
	b := s.Browser(t)
	sent := b.Get(about+"&lang=en").Form(t, action)
	sent.Set("kind", "other")
	sent.Set("phone", "call me")
	sent.Del("consent")
	wrong := b.SendFiles(action, sent, map[string][]byte{"photo": photo(t)})
	wrong.Sound(t)
	problems := wrong.Problems(t)
	if wrong.Status != http.StatusUnprocessableEntity || len(problems) != 3 {
		t.Fatalf("%d, %v", wrong.Status, problems)
	}
	again := wrong.Form(t, action)
	if again.Get("phone") != "call me" || again.Get("kind") != "other" || !strings.HasPrefix(again.Get("received"), "sha256-") {
		t.Fatalf("came back with %v", again)
	}
	again.Set("text", "x")
	again.Set("phone", "")
	done := b.SendFiles(action, again, nil)
	kept, err := s.Reports.Get(consoletest.Ctx, strings.TrimPrefix(done.Path, reporting.Path+"/"))
	if err != nil || kept.Photo != again.Get("received") {
		t.Errorf("%d at %s: %+v, %v", done.Status, done.Path, kept, err)
	}
}

func TestReportRefuses(t *testing.T) {
	s := consoletest.Open(t)
	b := s.Browser(t)
	for path, status := range map[string]int{
		reporting.Path:                                    http.StatusNotFound,
		reporting.Path + "?product=none":                  http.StatusNotFound,
		reporting.Path + "?product=gao-seng-cu&lot=none":  http.StatusNotFound,
		reporting.Path + "?code=7K3M9QP2XW4D":             http.StatusBadRequest,
		reporting.Path + "/7K3M9-QP2XW":                   http.StatusNotFound,
		reporting.Path + "/x":                             http.StatusNotFound,
		reporting.Path + "?product=gao-seng-cu":           http.StatusOK,
		reporting.Path + "?product=gao-seng-cu&lot=ST-01": http.StatusOK,
	} {
		if got := b.Get(path); got.Status != status {
			t.Errorf("%s: %d, want %d", path, got.Status, status)
		}
	}
	form := b.Get(about+"&lang=en").Form(t, action)
	b.Header.Set("Sec-Fetch-Site", "cross-site")
	if got := b.Post(action, form); got.Status != http.StatusForbidden {
		t.Errorf("from another site: %d", got.Status)
	}
	b.Header.Del("Sec-Fetch-Site")
	bad := b.SendFiles(action, url.Values{"product": {"gao-seng-cu"}, "kind": {"opened"}}, map[string][]byte{"photo": []byte("no photo")})
	if bad.Status != http.StatusUnprocessableEntity || bad.Problems(t)["photo"] == "" {
		t.Errorf("a file that is no photo: %d, %v", bad.Status, bad.Problems(t))
	}
	if n, err := s.Reports.Count(consoletest.Ctx, report.Filter{}); n != 0 || err != nil {
		t.Errorf("%d reports, %v", n, err)
	}
}

// An officer or inspector of the province answers a report; others do not find
// it, nor its photo.
func TestOffice(t *testing.T) {
	s := consoletest.Open(t)
	stranger := s.Browser(t)
	sent := stranger.Get(about+"&lang=en").Form(t, action)
	sent.Set("phone", "0900 000 001")
	sent.Set("consent", "1")
	done := stranger.SendFiles(action, sent, map[string][]byte{"photo": photo(t)})
	reference := strings.TrimPrefix(done.Path, reporting.Path+"/")
	path := "/console/reports/" + reference
	far := account.User{Name: "xa", Role: account.Officer, Province: "96"}
	consoletest.Check(t, s.Accounts.Add(consoletest.Ctx, far, consoletest.Password))
	for who, status := range map[string]int{"xa": http.StatusNotFound, "lan": http.StatusForbidden, "quan": http.StatusForbidden} {
		b := s.SignIn(t, who)
		for _, p := range []string{path, path + "/photo"} {
			if got := b.Get(p); got.Status != status {
				t.Errorf("%s at %s: %d, want %d", who, p, got.Status, status)
			}
		}
	}
	if body := s.SignIn(t, "xa").Get("/console/reports").Body; strings.Contains(body, reference) {
		t.Error("a report of another province is listed")
	}
	b := s.SignIn(t, "thanh")
	list := b.Get("/console/reports?lang=en")
	list.Sound(t)
	page := b.Get(list.Link(t, reference))
	page.Sound(t)
	if !strings.Contains(page.Body, "0900000001") || b.Get(path+"/photo").Status != http.StatusOK {
		t.Error("an inspector does not see the telephone number or the photo")
	}
	form := page.Form(t, path+"/answer?lang=en")
	form.Set("state", "closed")
	wrong := b.Post(path+"/answer?lang=en", form)
	wrong.Sound(t)
	if wrong.Status != http.StatusUnprocessableEntity || wrong.Problems(t)["answer"] == "" {
		t.Errorf("closed without an answer: %d, %v", wrong.Status, wrong.Problems(t))
	}
	form.Set("answer", "Checked at the market")
	if saved := b.Post(path+"/answer?lang=en", form); saved.Status != http.StatusOK || saved.Path != path {
		t.Errorf("%d at %s", saved.Status, saved.Path)
	}
	if got := stranger.Get(done.Path); !strings.Contains(got.Body, "Checked at the market") {
		t.Error("the answer is not told")
	}
	if body := b.Get("/console/reports").Body; strings.Contains(body, reference) {
		t.Error("a closed report is among the open ones")
	}
	if body := b.Get("/console/reports?all=1").Body; !strings.Contains(body, reference) {
		t.Error("a closed report is not among all")
	}
	form.Set("state", "burnt")
	if got := b.Post(path+"/answer", form); got.Status != http.StatusBadRequest {
		t.Errorf("an unknown state: %d", got.Status)
	}
}
