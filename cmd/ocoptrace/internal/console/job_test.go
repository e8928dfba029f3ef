package console

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

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
	check(t, err)
	return stock.Job{Stock: s, Start: start}
}

// run makes labels of the rice.
func (s *site) run(t *testing.T, count int64) *trace.LabelRun {
	t.Helper()
	run, err := s.NewRun(ctx, "gao-seng-cu", "ST-01", count, fmt.Sprintf("run of %d", count))
	check(t, err)
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
	job, err := s.press.Submit(ctx, "htx-gao-ruong-mau", o)
	check(t, err)
	return job
}

func TestJobIsDownloaded(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	run := s.run(t, 20)
	job := s.order(t, run, nil)
	path := "/console/jobs/" + job.ID
	p := b.get(path)
	p.sound(t)
	for _, want := range []string{"Gạo Séng Cù, lot ST-01", "Ready to print", "Labels 1–20", "Download the file", "at 100 %"} {
		if want == "Labels 1–20" == strings.Contains(p.body, want) { // labels are asked about once they were taken
			t.Errorf("%q: %t", want, strings.Contains(p.body, want))
		}
	}
	file := b.get(path + "/parts/1")
	if file.status != http.StatusOK || file.header.Get("Content-Type") != "application/pdf" || strings.Count(file.body, "\n") != 20 {
		t.Fatal(file.status, file.header, len(file.body))
	}
	if d := file.header.Get("Content-Disposition"); d != "attachment; filename=tem-gao-seng-cu-ST-01.pdf" {
		t.Error("the file is called", d)
	}
	p = b.get(path)
	p.sound(t)
	for _, want := range []string{"Taken for printing", "Did all come out well?", "Labels 1–20", "/console/batches/gao-seng-cu/ST-01#run-"} {
		if !strings.Contains(p.body, want) {
			t.Errorf("after the download there is no %q", want)
		}
	}
	p = b.post("/console/runs/"+run.ID+"/status", p.form(t, "/console/runs/"+run.ID+"/status"))
	report, err := s.Run(ctx, run.ID)
	check(t, err)
	if p.status != http.StatusOK || report.Tally.Active != 20 {
		t.Error("activating gives", p.status, report.Tally)
	}
}

// A download that broke off goes on where it was, and only the last byte takes
// the labels.
func TestJobDownloadResumes(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	job := s.order(t, s.run(t, 20), nil)
	path := "/console/jobs/" + job.ID + "/parts/1"
	b.get("/console/jobs/" + job.ID)
	b.header.Set("Range", "bytes=0-9")
	begin := b.get(path)
	if begin.status != http.StatusPartialContent || len(begin.body) != 10 {
		t.Fatal(begin.status, begin.body)
	}
	if now, err := s.press.Job(ctx, job.Entity, job.ID); err != nil || !now.HandedOut.IsZero() {
		t.Error("ten bytes took the labels", err)
	}
	b.header.Set("Range", "bytes=10-")
	b.header.Set("If-Range", begin.header.Get("ETag"))
	rest := b.get(path)
	if rest.status != http.StatusPartialContent || strings.Count(begin.body+rest.body, "\n") != 20 {
		t.Fatal(rest.status, begin.body+rest.body)
	}
	if now, err := s.press.Job(ctx, job.Entity, job.ID); err != nil || now.HandedOut.IsZero() {
		t.Error("the last byte did not take the labels", err)
	}
	b.header.Del("Range")
	b.header.Del("If-Range")
	b.header.Set("If-None-Match", begin.header.Get("ETag"))
	if again := b.get(path); again.status != http.StatusNotModified {
		t.Error("the same file again gives", again.status)
	}
}

func TestJobOfAnotherIsNotThere(t *testing.T) {
	s := open(t)
	job := s.order(t, s.run(t, 5), nil)
	path := "/console/jobs/" + job.ID
	for name, status := range map[string]int{"minh": http.StatusNotFound, "hoa": http.StatusForbidden} {
		b := s.signIn(t, name)
		for _, get := range []string{path, path + "/parts/1"} {
			if p := b.get(get); p.status != status {
				t.Errorf("%s gets %d of %s", name, p.status, get)
			}
		}
		for _, post := range []string{"/send", "/cancel", "/retry"} {
			if p := b.post(path+post, nil); p.status != status {
				t.Errorf("%s gets %d of %s", name, p.status, post)
			}
		}
	}
	b := s.signIn(t, "lan")
	b.get(path)
	for _, get := range []string{path + "/parts/0", path + "/parts/2", path + "/parts/x", "/console/jobs/none", "/console/jobs/Ồ"} {
		if p := b.get(get); p.status != http.StatusNotFound {
			t.Errorf("%s gives %d", get, p.status)
		}
	}
}

func TestJobIsCancelled(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	job := s.order(t, s.run(t, 5), nil)
	path := "/console/jobs/" + job.ID
	p := b.get(path)
	p = b.post(path+"/cancel", p.form(t, path+"/cancel"))
	p.sound(t)
	if p.status != http.StatusOK || !strings.Contains(p.body, "The job is cancelled.") || !strings.Contains(p.body, "Cancelled") {
		t.Error(p.status, p.body)
	}
	if p = b.get(path + "/parts/1"); p.status != http.StatusConflict || !strings.Contains(p.body, "cannot be done now") {
		t.Error("a cancelled job is downloaded with", p.status)
	}
	p.sound(t)
}

func TestJobThatFailsIsMadeAgain(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	s.maker.set(errors.New("no space left on the disk"))
	job := s.order(t, s.run(t, 5), nil)
	path := "/console/jobs/" + job.ID
	p := b.get(path)
	p.sound(t)
	if !strings.Contains(p.body, "The file could not be made") || !strings.Contains(p.body, "no space left on the disk") {
		t.Fatal(p.body)
	}
	s.maker.set(nil)
	p = b.post(path+"/retry", p.form(t, path+"/retry"))
	p.sound(t)
	if !strings.Contains(p.body, "Ready to print") {
		t.Error(p.body)
	}
}

// A long job shows how far it is, and asks again by itself.
func TestJobTellsHowFarItIs(t *testing.T) {
	s := open(t)
	s.maker.hold = make(chan struct{})
	b := s.signIn(t, "lan")
	run := s.run(t, 100)
	job := s.order(t, run, func(o *press.Order) { o.Sheet.Copies = 30 })
	path := "/console/jobs/" + job.ID
	p := b.get(path)
	p.sound(t)
	if !strings.Contains(p.body, `http-equiv="refresh"`) || !strings.Contains(p.body, "0 of 3,000 labels") || !strings.Contains(p.body, "Part 2: 600 labels") {
		t.Error(p.body)
	}
	close(s.maker.hold)
	_, err := s.press.Wait(ctx, job.Entity, job.ID)
	check(t, err)
	p = b.get(path)
	p.sound(t)
	if strings.Contains(p.body, "refresh") || !strings.Contains(p.body, path+"/parts/2") {
		t.Error(p.body)
	}
}

func TestJobIsSent(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	check(t, s.press.SavePrinter(ctx, "htx-gao-ruong-mau", press.Printer{ID: "xp", Name: "Xprinter kho", Kind: press.TSPL, DPI: 203, Target: "kho"}))
	job := s.order(t, s.run(t, 5), func(o *press.Order) { o.Printer = "xp" })
	path := "/console/jobs/" + job.ID
	p := b.get(path)
	p.sound(t)
	s.sender.fail = errors.New("connection refused")
	b.send(http.MethodPost, path+"/send", p.form(t, path+"/send"))
	p = s.sent(t, b, path, "connection refused")
	p.sound(t)
	s.sender.mu.Lock()
	s.sender.fail = nil
	s.sender.mu.Unlock()
	b.post(path+"/send", p.form(t, path+"/send"))
	p = s.sent(t, b, path, "Sent to the printer")
	p.sound(t)
	if got := s.sender.received("tcp://192.0.2.1:9100"); strings.Count(string(got), "\n") != 5 {
		t.Errorf("the printer has %q", got)
	}
	if !strings.Contains(p.body, "Did all come out well?") {
		t.Error("nothing is asked once it was sent")
	}
	if p := b.post(path+"/send", url.Values{"part": {"7"}}); p.status != http.StatusBadRequest {
		t.Error("part 7 of 1 is sent with", p.status)
	}
}

// sent is the job's page once it says something.
func (s *site) sent(t *testing.T, b *browser, path, want string) *seen {
	t.Helper()
	for range 200 {
		if p := b.get(path); strings.Contains(p.body, want) {
			return p
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Fatalf("%s never says %q", path, want)
	return nil
}

func TestJobsAreListed(t *testing.T) {
	s := open(t)
	b := s.signIn(t, "lan")
	p := b.get("/console/jobs")
	p.sound(t)
	if !strings.Contains(p.body, "Nothing was printed yet") {
		t.Error(p.body)
	}
	run := s.run(t, jobsAPage+5)
	for n := range run.Count {
		job := s.order(t, run, func(o *press.Order) { o.Spans = []press.Span{{Run: run.ID, From: n + 1, To: n + 1}} })
		_, err := s.press.Wait(ctx, job.Entity, job.ID)
		check(t, err)
	}
	p = b.get("/console/jobs")
	p.sound(t)
	if n := strings.Count(p.body, `href="/console/jobs/`); n != jobsAPage {
		t.Errorf("%d jobs on the first page", n)
	}
	_, rest, _ := strings.Cut(p.body, `href="/console/jobs?after=`)
	query, _, _ := strings.Cut(rest, `"`)
	p = b.get("/console/jobs?after=" + query)
	p.sound(t)
	if n := strings.Count(p.body, `href="/console/jobs/`); n != 5 {
		t.Errorf("%d jobs on the second page", n)
	}
	if p := s.signIn(t, "minh").get("/console/jobs"); strings.Contains(p.body, `href="/console/jobs/`) {
		t.Error("another producer's jobs are listed")
	}
}
