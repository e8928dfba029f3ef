package packing_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/console/packing"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/layout"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// someTemplate is the least that a job may have.
func someTemplate() layout.Template {
	return layout.Template{
		ID: "nho", Name: layout.Names{Vi: "Nhỏ", En: "Small"}, Purpose: layout.Stamp, Languages: []string{"vi"}, Letters: 8,
		Symbol: layout.Symbol{Place: layout.Left, Least: 10, Good: 15, Share: 0.6},
		Beside: []layout.Item{{Field: "name"}, {Field: "lot"}, {Field: "produced"}, {Field: "expires"}, {Field: "check"}, {Field: "code"}},
		Foot:   []layout.Item{{Field: "host"}},
	}
}

// sheet is a stock of the catalogue, begun at a position.
func sheet(t *testing.T, id string, start int) stock.Job {
	t.Helper()
	s, err := printing.Stocks().Find(id)
	consoletest.Check(t, err)
	return stock.Job{Stock: s, Start: start}
}

// run makes labels of the rice.
func (s *site) run(t *testing.T, count int64) *trace.LabelRun {
	t.Helper()
	run, err := s.NewRun(consoletest.Ctx, "gao-seng-cu", "ST-01", count, fmt.Sprintf("run of %d", count))
	consoletest.Check(t, err)
	return run
}

// order prints labels of a run.
func (s *site) order(t *testing.T, run *trace.LabelRun, change func(*press.Order)) press.Job {
	t.Helper()
	o := press.Order{
		By: "lan", Spans: []press.Span{{Run: run.ID, From: 1, To: run.Count}}, Template: someTemplate(),
		Sheet: sheet(t, "a4-24-70x37", 1),
	}
	if change != nil {
		change(&o)
	}
	job, err := s.Press.Submit(consoletest.Ctx, "htx-gao-ruong-mau", o)
	consoletest.Check(t, err)
	return job
}

func TestJobIsDownloaded(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	run := s.run(t, 20)
	job := s.order(t, run, nil)
	path := "/console/jobs/" + job.ID
	p := b.Get(path)
	p.Sound(t)
	for _, want := range []string{"Gạo Séng Cù, lot ST-01", "Ready to print", "Labels 1–20", "Download the file", "at 100 %"} {
		if want == "Labels 1–20" == strings.Contains(p.Body, want) { // labels are asked about once they were taken
			t.Errorf("%q: %t", want, strings.Contains(p.Body, want))
		}
	}
	file := b.Get(path + "/parts/1")
	if file.Status != http.StatusOK || file.Header.Get("Content-Type") != "application/pdf" || strings.Count(file.Body, "\n") != 20 {
		t.Fatal(file.Status, file.Header, len(file.Body))
	}
	if d := file.Header.Get("Content-Disposition"); d != "attachment; filename=tem-gao-seng-cu-ST-01.pdf" {
		t.Error("the file is called", d)
	}
	p = b.Get(path)
	p.Sound(t)
	for _, want := range []string{"Taken for printing", "Did all come out well?", "Labels 1–20", "/console/batches/gao-seng-cu/ST-01#run-"} {
		if !strings.Contains(p.Body, want) {
			t.Errorf("after the download there is no %q", want)
		}
	}
	p = b.Post("/console/runs/"+run.ID+"/status", p.Form(t, "/console/runs/"+run.ID+"/status"))
	report, err := s.Run(consoletest.Ctx, run.ID)
	consoletest.Check(t, err)
	if p.Status != http.StatusOK || report.Tally.Active != 20 {
		t.Error("activating gives", p.Status, report.Tally)
	}
}

// A download that broke off goes on where it was, and only the last byte takes
// the labels.
func TestJobDownloadResumes(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	job := s.order(t, s.run(t, 20), nil)
	path := "/console/jobs/" + job.ID + "/parts/1"
	b.Get("/console/jobs/" + job.ID)
	b.Header.Set("Range", "bytes=0-9")
	begin := b.Get(path)
	if begin.Status != http.StatusPartialContent || len(begin.Body) != 10 {
		t.Fatal(begin.Status, begin.Body)
	}
	if now, err := s.Press.Job(consoletest.Ctx, job.Entity, job.ID); err != nil || !now.HandedOut.IsZero() {
		t.Error("ten bytes took the labels", err)
	}
	b.Header.Set("Range", "bytes=10-")
	b.Header.Set("If-Range", begin.Header.Get("ETag"))
	rest := b.Get(path)
	if rest.Status != http.StatusPartialContent || strings.Count(begin.Body+rest.Body, "\n") != 20 {
		t.Fatal(rest.Status, begin.Body+rest.Body)
	}
	if now, err := s.Press.Job(consoletest.Ctx, job.Entity, job.ID); err != nil || now.HandedOut.IsZero() {
		t.Error("the last byte did not take the labels", err)
	}
	b.Header.Del("Range")
	b.Header.Del("If-Range")
	b.Header.Set("If-None-Match", begin.Header.Get("ETag"))
	if again := b.Get(path); again.Status != http.StatusNotModified {
		t.Error("the same file again gives", again.Status)
	}
}

func TestJobOfAnotherIsNotThere(t *testing.T) {
	s := open(t)
	job := s.order(t, s.run(t, 5), nil)
	path := "/console/jobs/" + job.ID
	for name, status := range map[string]int{"minh": http.StatusNotFound, "hoa": http.StatusForbidden} {
		b := s.SignIn(t, name)
		for _, get := range []string{path, path + "/parts/1"} {
			if p := b.Get(get); p.Status != status {
				t.Errorf("%s gets %d of %s", name, p.Status, get)
			}
		}
		for _, post := range []string{"/send", "/cancel", "/retry"} {
			if p := b.Post(path+post, nil); p.Status != status {
				t.Errorf("%s gets %d of %s", name, p.Status, post)
			}
		}
	}
	b := s.SignIn(t, "lan")
	b.Get(path)
	for _, get := range []string{path + "/parts/0", path + "/parts/2", path + "/parts/x", "/console/jobs/none", "/console/jobs/Ồ"} {
		if p := b.Get(get); p.Status != http.StatusNotFound {
			t.Errorf("%s gives %d", get, p.Status)
		}
	}
}

func TestJobIsCancelled(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	job := s.order(t, s.run(t, 5), nil)
	path := "/console/jobs/" + job.ID
	p := b.Get(path)
	p = b.Post(path+"/cancel", p.Form(t, path+"/cancel"))
	p.Sound(t)
	if p.Status != http.StatusOK || !strings.Contains(p.Body, "The job is cancelled.") || !strings.Contains(p.Body, "Cancelled") {
		t.Error(p.Status, p.Body)
	}
	if p = b.Get(path + "/parts/1"); p.Status != http.StatusConflict || !strings.Contains(p.Body, "cannot be done now") {
		t.Error("a cancelled job is downloaded with", p.Status)
	}
	p.Sound(t)
}

func TestJobThatFailsIsMadeAgain(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	s.Maker.Set(errors.New("no space left on the disk"))
	job := s.order(t, s.run(t, 5), nil)
	path := "/console/jobs/" + job.ID
	p := b.Get(path)
	p.Sound(t)
	if !strings.Contains(p.Body, "The file could not be made") || !strings.Contains(p.Body, "no space left on the disk") {
		t.Fatal(p.Body)
	}
	s.Maker.Set(nil)
	p = b.Post(path+"/retry", p.Form(t, path+"/retry"))
	p.Sound(t)
	if !strings.Contains(p.Body, "Ready to print") {
		t.Error(p.Body)
	}
}

// A long job shows how far it is, and asks again by itself.
func TestJobTellsHowFarItIs(t *testing.T) {
	s := open(t)
	s.Maker.Hold = make(chan struct{})
	b := s.SignIn(t, "lan")
	run := s.run(t, 100)
	job := s.order(t, run, func(o *press.Order) { o.Sheet.Copies = 30 })
	path := "/console/jobs/" + job.ID
	p := b.Get(path)
	p.Sound(t)
	if !strings.Contains(p.Body, `http-equiv="refresh"`) || !strings.Contains(p.Body, "0 of 3,000 labels") || !strings.Contains(p.Body, "Part 2: 600 labels") {
		t.Error(p.Body)
	}
	close(s.Maker.Hold)
	_, err := s.Press.Wait(consoletest.Ctx, job.Entity, job.ID)
	consoletest.Check(t, err)
	p = b.Get(path)
	p.Sound(t)
	if strings.Contains(p.Body, "refresh") || !strings.Contains(p.Body, path+"/parts/2") {
		t.Error(p.Body)
	}
}

func TestJobIsSent(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	consoletest.Check(t, s.Press.SavePrinter(consoletest.Ctx, "htx-gao-ruong-mau", press.Printer{ID: "xp", Name: "Xprinter kho", Kind: press.TSPL, DPI: 203, Target: "kho"}))
	job := s.order(t, s.run(t, 5), func(o *press.Order) { o.Printer = "xp" })
	path := "/console/jobs/" + job.ID
	p := b.Get(path)
	p.Sound(t)
	s.Sender.Fail = errors.New("connection refused")
	b.Send(http.MethodPost, path+"/send", p.Form(t, path+"/send"))
	p = s.sent(t, b, path, "connection refused")
	p.Sound(t)
	s.Sender.Mu.Lock()
	s.Sender.Fail = nil
	s.Sender.Mu.Unlock()
	b.Post(path+"/send", p.Form(t, path+"/send"))
	p = s.sent(t, b, path, "Sent to the printer")
	p.Sound(t)
	if got := s.Sender.Received("tcp://192.0.2.1:9100"); strings.Count(string(got), "\n") != 5 {
		t.Errorf("the printer has %q", got)
	}
	if !strings.Contains(p.Body, "Did all come out well?") {
		t.Error("nothing is asked once it was sent")
	}
	if p := b.Post(path+"/send", url.Values{"part": {"7"}}); p.Status != http.StatusBadRequest {
		t.Error("part 7 of 1 is sent with", p.Status)
	}
}

// sent is the job's page once it says something.
func (s *site) sent(t *testing.T, b *consoletest.Browser, path, want string) *consoletest.Answer {
	t.Helper()
	for range 200 {
		if p := b.Get(path); strings.Contains(p.Body, want) {
			return p
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%s never says %q", path, want)
	return nil
}

func TestJobsAreListed(t *testing.T) {
	s := open(t)
	b := s.SignIn(t, "lan")
	p := b.Get("/console/jobs")
	p.Sound(t)
	if !strings.Contains(p.Body, "Nothing was printed yet") {
		t.Error(p.Body)
	}
	run := s.run(t, packing.JobsAPage+5)
	for n := range run.Count {
		job := s.order(t, run, func(o *press.Order) { o.Spans = []press.Span{{Run: run.ID, From: n + 1, To: n + 1}} })
		_, err := s.Press.Wait(consoletest.Ctx, job.Entity, job.ID)
		consoletest.Check(t, err)
	}
	p = b.Get("/console/jobs")
	p.Sound(t)
	if n := strings.Count(p.Body, `href="/console/jobs/`); n != packing.JobsAPage {
		t.Errorf("%d jobs on the first page", n)
	}
	_, rest, _ := strings.Cut(p.Body, `href="/console/jobs?after=`)
	query, _, _ := strings.Cut(rest, `"`)
	p = b.Get("/console/jobs?after=" + query)
	p.Sound(t)
	if n := strings.Count(p.Body, `href="/console/jobs/`); n != 5 {
		t.Errorf("%d jobs on the second page", n)
	}
	if p := s.SignIn(t, "minh").Get("/console/jobs"); strings.Contains(p.Body, `href="/console/jobs/`) {
		t.Error("another producer's jobs are listed")
	}
}
