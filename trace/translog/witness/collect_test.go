package witness

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	f_witness "github.com/transparency-dev/formats/witness"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"ocoptrace/trace/translog"
)

// server is a witness on the network whose answers can be replaced.
type server struct {
	*httptest.Server
	cosigner *translog.Cosigner
	witness  *Witness
	answers  atomic.Pointer[http.HandlerFunc] // instead of the witness
	requests atomic.Int64
}

// instead replaces the answers from now on, nil puts the witness back.
func (s *server) instead(answer http.HandlerFunc) {
	s.requests.Store(0)
	if s.answers.Store(&answer); answer == nil {
		s.answers.Store(nil)
	}
}

func (s *server) asked() int { return int(s.requests.Load()) }

func newServer(t testing.TB, name string, l *log) *server {
	s := &server{cosigner: newCosigner(t, name)}
	s.witness = newWitness(t, memory(t), s.cosigner, l)
	s.Server = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		s.requests.Add(1)
		instead := s.answers.Load()
		switch {
		case r.URL.Path != "/w/add-checkpoint":
			http.NotFound(rw, r)
		case instead != nil:
			(*instead)(rw, r)
		default:
			s.witness.ServeHTTP(rw, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// network is a log, its witnesses and a policy that asks for two of them.
type network struct {
	*log
	servers   []*server
	policy    translog.Policy
	text      []byte
	collector *Collector
}

func newNetwork(t testing.TB, witnesses int) *network {
	n := &network{log: newLog(t, origin)}
	text, names := "log "+n.vkey+"\n", ""
	for i := range witnesses {
		s := newServer(t, fmt.Sprint("witness.example/", i), n.log)
		n.servers = append(n.servers, s)
		text += fmt.Sprintf("witness w%d %s %s/w/\n", i, s.cosigner.VKey(), s.URL)
		names += fmt.Sprint(" w", i)
	}
	n.text = []byte(text + "group two 2" + names + "\nquorum two\n")
	var err error
	n.policy, err = translog.ParsePolicy(n.text)
	must(t, err)
	n.collector = NewCollector(&http.Client{}, n.policy, func(_ context.Context, from, to int64) (tlog.TreeProof, error) {
		return tlog.ProveTree(to, from, n.log)
	})
	return n
}

// failed are the indexes of the witnesses that did not cosign.
func failed(c Collected) (all []int) {
	for i, a := range c.Answers {
		if a.Err != nil {
			all = append(all, i)
		}
	}
	return all
}

// Each checkpoint of a growing log gets all cosignatures; the size that a
// witness knows is asked for once. The policy of transparency-dev agrees.
func TestCollect(t *testing.T) {
	n := newNetwork(t, 3)
	theirs, err := f_witness.ParsePolicy(n.text)
	must(t, err)
	if len(theirs.Endpoints()) != 3 {
		t.Errorf("they see the URLs %v", theirs.Endpoints())
	}
	_, err = n.servers[1].witness.Add(t.Context(), n.request(t, 0, 2)) // knows the log already
	must(t, err)
	for _, size := range []int64{3, 3, 4, 11, 20} {
		c, err := n.collector.Collect(t.Context(), n.checkpoint(t, size))
		must(t, err)
		if len(failed(c)) > 0 {
			t.Errorf("size %d: %+v", size, c.Answers)
		}
		head, err := n.policy.Open(c.Note)
		if err != nil || head.Size != size || !theirs.Satisfied(c.Note) {
			t.Errorf("size %d: %v, they say %t", size, err, theirs.Satisfied(c.Note))
		}
	}
	for i, want := range []int{5, 6, 5} {
		if n.servers[i].asked() != want {
			t.Errorf("witness %d was asked %d times, want %d", i, n.servers[i].asked(), want)
		}
	}
}

// text answers with a status, type and body.
func text(status int, kind, body string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Type", kind)
		rw.WriteHeader(status)
		fmt.Fprint(rw, body)
	}
}

// Whatever one witness answers, the note has the cosignatures of the others and
// satisfies the policy.
func TestBadWitness(t *testing.T) {
	n := newNetwork(t, 3)
	stranger := newCosigner(t, "witness.example/0")
	foreign, err := stranger.Cosign([]byte("x"), now)
	must(t, err)
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   error
		asked  int
	}{
		"unknown log":         {text(404, "text/plain", "no"), ErrRefused, 1},
		"busy":                {text(503, "text/plain", "later"), ErrRefused, 1},
		"conflict, no size":   {text(409, "text/plain", "fork"), ErrRefused, 1},
		"size with a space":   {text(409, sizeType, " 3\n"), ErrRefused, 1},
		"size without a line": {text(409, sizeType, "3"), ErrRefused, 1},
		"size negative":       {text(409, sizeType, "-1\n"), ErrRefused, 1},
		"same size":           {text(409, sizeType+"; charset=utf-8", "0\n"), ErrRefused, 1},
		"size beyond":         {text(409, sizeType, "21\n"), ErrAhead, 1},
		"size far beyond":     {text(409, sizeType, "9223372036854775807\n"), ErrAhead, 1},
		"wandering sizes": {func(rw http.ResponseWriter, _ *http.Request) {
			text(409, sizeType, fmt.Sprintln(n.servers[0].asked()))(rw, nil)
		}, ErrRefused, 3},
		"nothing":             {text(200, "text/plain", ""), ErrRefused, 1},
		"a page":              {text(200, "text/html", "<html>\n"), ErrRefused, 1},
		"key of another":      {text(200, "text/plain", string(foreign)), ErrRefused, 1},
		"another checkpoint":  {n.signs(t, n.checkpoint(t, 9)), ErrRefused, 1},
		"a note of its own":   {text(200, "text/plain", "x\n\n"+string(foreign)), ErrRefused, 1},
		"endless":             {text(200, "text/plain", strings.Repeat(string(foreign), 2000)), ErrTooLarge, 1},
		"huge refusal":        {text(500, "text/plain", strings.Repeat("a", maxAnswer+1)), ErrTooLarge, 1},
		"silent":              {func(_ http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body); <-r.Context().Done() }, context.DeadlineExceeded, 1},
		"signature not ended": {func(rw http.ResponseWriter, r *http.Request) { rw.Write(foreign[:len(foreign)-1]) }, ErrRefused, 1},
	} {
		n.servers[0].instead(c.answer)
		n.collector.states = map[string]*state{}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		if name == "silent" {
			cancel()
			ctx, cancel = context.WithTimeout(t.Context(), 300*time.Millisecond)
		}
		got, err := n.collector.Collect(ctx, n.checkpoint(t, 20))
		cancel()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if !errors.Is(got.Answers[0].Err, c.want) || len(failed(got)) != 1 || n.servers[0].asked() != c.asked {
			t.Errorf("%s: after %d requests %+v, want %v", name, n.servers[0].asked(), got.Answers, c.want)
		}
		if _, err := n.policy.Open(got.Note); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// signs answers with the right key's cosignature of another checkpoint.
func (n *network) signs(t testing.TB, checkpoint []byte) http.HandlerFunc {
	c, err := translog.ReadCheckpoint(checkpoint)
	must(t, err)
	line, err := n.servers[0].cosigner.Cosign(c.Text(), now)
	must(t, err)
	return text(200, "text/plain", string(line))
}

// Extra lines in an answer and a loose encoding of the right one do not get
// into the note.
func TestAnswerIsCleaned(t *testing.T) {
	n := newNetwork(t, 2)
	stranger := newCosigner(t, "stranger.example")
	n.servers[0].instead(func(rw http.ResponseWriter, r *http.Request) {
		c, err := translog.ReadCheckpoint(n.checkpoint(t, 20))
		must(t, err)
		foreign, err := stranger.Cosign(c.Text(), now)
		must(t, err)
		own, err := n.servers[0].cosigner.Cosign(c.Text(), now)
		must(t, err)
		// 76 bytes leave four bits of the last digit unused, which are 0 in A, Q, g and w.
		loose := append(bytes.Clone(own[:len(own)-4]), own[len(own)-4]+1)
		rw.Write(append(append(foreign, loose...), own[len(own)-3:]...))
	})
	c, err := n.collector.Collect(t.Context(), n.checkpoint(t, 20))
	must(t, err)
	if bytes.Contains(c.Note, []byte("stranger")) || bytes.Count(c.Note, []byte("— ")) != 3 {
		t.Errorf("note %s", c.Note)
	}
}

// Without a quorum the error says so, and the note has what there is.
func TestNoQuorum(t *testing.T) {
	n := newNetwork(t, 2)
	n.servers[1].Close()
	c, err := n.collector.Collect(t.Context(), n.checkpoint(t, 20))
	if !errors.Is(err, translog.ErrUnverified) || len(failed(c)) != 1 {
		t.Fatalf("%v, %+v", err, c.Answers)
	}
	opened, err := note.Open(c.Note, note.VerifierList(n.servers[0].cosigner.Verifier()))
	if err != nil || len(opened.Sigs) != 1 {
		t.Errorf("note %s: %v", c.Note, err)
	}
}

// A log that lost leaves, or shows a fork, is not cosigned any more.
func TestLogGoesBack(t *testing.T) {
	n := newNetwork(t, 2)
	_, err := n.collector.Collect(t.Context(), n.checkpoint(t, 15))
	must(t, err)
	c, err := n.collector.Collect(t.Context(), n.checkpoint(t, 12))
	if !errors.Is(err, translog.ErrUnverified) || !errors.Is(c.Answers[0].Err, ErrAhead) || !errors.Is(c.Answers[1].Err, ErrAhead) {
		t.Errorf("%v, %+v", err, c.Answers)
	}
	*n.log = *n.log.fork(t, 14)
	for range 3 {
		c, err = n.collector.Collect(t.Context(), n.checkpoint(t, 18))
		if err == nil || len(failed(c)) != 2 {
			t.Errorf("a fork is cosigned: %+v", c.Answers)
		}
	}
}

// A witness that does not answer rests ever longer, up to 31 checkpoints, and
// is itself again after its first answer.
func TestRests(t *testing.T) {
	n := newNetwork(t, 3)
	s := n.servers[0]
	s.instead(text(503, "text/plain", "later"))
	var rests []int
	for rest := 0; len(rests) < 8; {
		before := s.asked()
		c, err := n.collector.Collect(t.Context(), n.checkpoint(t, 5))
		must(t, err)
		if s.asked() > before {
			rests = append(rests, rest)
			rest = 0
			continue
		}
		if !errors.Is(c.Answers[0].Err, ErrResting) || !errors.Is(c.Answers[0].Err, ErrRefused) {
			t.Fatal(c.Answers[0].Err)
		}
		rest++
	}
	if got := fmt.Sprint(rests); got != "[0 0 1 3 7 15 31 31]" {
		t.Errorf("rests %s", got)
	}
	s.instead(nil)
	for range 32 {
		_, err := n.collector.Collect(t.Context(), n.checkpoint(t, 5))
		must(t, err)
	}
	if c, err := n.collector.Collect(t.Context(), n.checkpoint(t, 6)); err != nil || len(failed(c)) > 0 {
		t.Errorf("%v %+v", err, c.Answers)
	}
}

func TestProofFails(t *testing.T) {
	n := newNetwork(t, 2)
	_, err := n.collector.Collect(t.Context(), n.checkpoint(t, 5))
	must(t, err)
	n.collector.prove = func(context.Context, int64, int64) (tlog.TreeProof, error) { return nil, errDisk }
	c, err := n.collector.Collect(t.Context(), n.checkpoint(t, 6))
	if err == nil || !errors.Is(c.Answers[0].Err, errDisk) {
		t.Errorf("%v, %+v", err, c.Answers)
	}
	_, err = n.collector.Collect(t.Context(), []byte("x"))
	if !errors.Is(err, translog.ErrMalformed) {
		t.Error(err)
	}
}
