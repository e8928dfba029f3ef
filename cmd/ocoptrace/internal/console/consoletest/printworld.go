package consoletest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"sync"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/press"
)

// lineMaker writes a line a label, which is enough to see what is downloaded.
type lineMaker struct {
	mu   sync.Mutex
	fail error // what Make ends with
	Hold chan struct{}
}

// Set has what is made from now on end with an error; nil for none.
func (m *lineMaker) Set(fail error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail = fail
}

func (*lineMaker) Check(context.Context, press.Job) error { return nil }

func (m *lineMaker) Make(ctx context.Context, w io.Writer, _ press.Job, part press.Part, done func(int64)) error {
	m.mu.Lock()
	fail, hold := m.fail, m.Hold
	m.mu.Unlock()
	if hold != nil {
		select {
		case <-hold:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	for _, p := range part.Pieces {
		for n := p.From; n <= p.To; n++ {
			if _, err := fmt.Fprintf(w, "%s %d\n", p.Run, n); err != nil {
				return err
			}
			done(int64(p.Copies))
		}
	}
	return fail
}

// lineSender is a printer that keeps what it is sent.
type lineSender struct {
	Mu   sync.Mutex
	got  map[string][]byte // by the address
	Fail error
}

func (s *lineSender) Send(_ context.Context, url string, _ press.PrinterKind, _ string, body io.Reader, _ int64, progress func(int64)) (int64, error) {
	data, err := io.ReadAll(body)
	if err != nil {
		return 0, err
	}
	s.Mu.Lock()
	defer s.Mu.Unlock()
	if s.Fail != nil {
		return 0, s.Fail
	}
	s.got[url] = append(s.got[url], data...)
	progress(int64(len(data)))
	return int64(len(data)), nil
}

// Received is what a printer of an address has got.
func (s *lineSender) Received(url string) []byte {
	s.Mu.Lock()
	defer s.Mu.Unlock()
	return bytes.Clone(s.got[url])
}

// openPress runs a print shop until the test ends.
func (s *Site) openPress(t *testing.T) {
	t.Helper()
	s.Maker, s.Sender = &lineMaker{}, &lineSender{got: make(map[string][]byte)}
	var err error
	s.Press, err = press.New(press.Config{
		Store: s.Store, Now: s.Clock.Now, Random: rand.Reader, Spool: t.TempDir(),
		Maker: s.Maker, Ledger: press.Statements(s.Registry, "không dùng hết trong ngày"), Sender: s.Sender,
		Targets: []press.Target{{Name: "kho", URL: "tcp://192.0.2.1:9100"}, {Name: "rieng", URL: "lp:rieng", Entity: Other}},
	})
	Check(t, err)
	running, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Press.Run(running) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("the press ended with %v", err)
		}
		Check(t, s.Press.Close())
	})
}

// printers counts those that an entity has set up.
func (s *Site) printers(ctx context.Context, entity string) (int, error) {
	all, err := s.Press.Printers(ctx, entity)
	return len(all), err
}
