package packing

import (
	"context"
	"net/http"
	"strconv"
	"sync"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/web"
)

// sending is how far a file is on its way to a printer.
type sending struct {
	Sent, Size int64
	Done       bool
	Failed     string // what the printer or the network said; "" for nothing
}

// Percent is how much of the file has gone out.
func (s *sending) Percent() int64 {
	if s.Size == 0 {
		return 0
	}
	return s.Sent * 100 / s.Size
}

// sendings are the files that go, or went, to printers since the program began.
type sendings struct {
	mu  sync.Mutex
	all map[sendKey]*sending
}

type sendKey struct {
	job  string
	part int
}

// maxSendings bounds what is remembered; what has ended goes first.
const maxSendings = 1000

// of is a copy of how far a part is; nil for one that was not sent.
func (s *sendings) of(job string, part int) *sending {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.all[sendKey{job, part}]; at != nil {
		copied := *at
		return &copied
	}
	return nil
}

// begin claims a part; false where it is on its way, or too many are.
func (s *sendings) begin(k sendKey, size int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.all[k]; at != nil && !at.Done {
		return false
	}
	for old, at := range s.all {
		if len(s.all) >= maxSendings && at.Done {
			delete(s.all, old)
		}
	}
	if len(s.all) >= maxSendings {
		return false
	}
	if s.all == nil {
		s.all = make(map[sendKey]*sending)
	}
	s.all[k] = &sending{Size: size}
	return true
}

func (s *sendings) update(k sendKey, f func(*sending)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.all[k]; at != nil {
		f(at)
	}
}

// sendJob sends a part of a job, or all that is not handed out, to the job's
// printer, and goes on doing so when the page is answered.
func sendJob(v *visit) error {
	id := v.Variable("job")
	job, parts, err := v.Press.JobParts(v.Ctx(), v.User.Entity, id)
	if err != nil {
		return notThere(err)
	}
	if job.State != press.Ready || !job.Removed.IsZero() || job.Printer.Target == "" {
		return v.jobPage(v.Page.T("console.job.notNow"), http.StatusConflict)
	}
	chosen, err := v.partsToSend(parts)
	if err != nil {
		return err
	}
	var begun []press.Part
	for _, part := range chosen {
		if v.sendings.begin(sendKey{id, part.Index}, part.Size) {
			begun = append(begun, part)
		}
	}
	go v.sendParts(context.WithoutCancel(v.Ctx()), v.User.Entity, id, begun)
	return v.Redirect(jobPath(id), nil)
}

// partsToSend are the part that the form names, or all that were not handed out.
func (v *visit) partsToSend(parts []press.Part) (chosen []press.Part, err error) {
	if typed := v.Value("part"); typed != "" {
		n, err := strconv.Atoi(typed)
		if err != nil || n < 1 || n > len(parts) {
			return nil, web.Status(http.StatusBadRequest)
		}
		return parts[n-1 : n], nil
	}
	for _, part := range parts {
		if part.Out.IsZero() {
			chosen = append(chosen, part)
		}
	}
	return chosen, nil
}

// sendParts sends parts one after another, and none behind one that failed: the
// rest is not to be printed out of its order.
func (p *Pages) sendParts(ctx context.Context, entity, job string, parts []press.Part) {
	var failed error
	for _, part := range parts {
		k := sendKey{job, part.Index}
		if failed == nil {
			failed = p.Press.Send(ctx, entity, job, part.Index, "", func(sent, size int64) {
				p.sendings.update(k, func(s *sending) { s.Sent, s.Size = sent, size })
			})
		}
		p.sendings.update(k, func(s *sending) {
			s.Done = true
			if failed != nil {
				s.Failed = failed.Error()
			}
		})
	}
}
