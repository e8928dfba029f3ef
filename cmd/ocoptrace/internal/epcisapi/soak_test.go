//go:build soak

package epcisapi

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/capture"
	"ocoptrace/storage/badger"
	"ocoptrace/trace/tracetest"
)

// TestSoak100000EventsWithin640MiB sends a document of 100,000 events and looks
// at the heap while it comes and is captured, with garbage and with what Badger
// holds in memory, which is not told apart. It takes minutes, so that it is
// run by hand:
//
//	go test -tags soak -run Soak100000EventsWithin640MiB -v -timeout 60m ./cmd/ocoptrace/internal/epcisapi
func TestSoak100000EventsWithin640MiB(t *testing.T) {
	w := newWorld(t)
	store, err := badger.Open(t.TempDir(), badger.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	under := tracetest.On(t, store)
	under.Rice(t)
	w.api.Registry = under.Registry
	w.api.Jobs = capture.New(capture.Config{Store: store, Registry: under.Registry, Now: under.Clock.Now, Random: rand.Reader})
	runtime.GC()
	idle, most := heap(), new(atomic.Int64)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() {
		for ctx.Err() == nil {
			most.Store(max(most.Load(), heap()))
			time.Sleep(20 * time.Millisecond)
		}
	}()
	const events = 100_000
	r := httptest.NewRequest("POST", "/epcis/capture", longDocument(events))
	r.Header.Set("Authorization", "Bearer "+w.lan)
	r.Header.Set("Content-Type", typeJSON)
	answer := httptest.NewRecorder()
	begun := time.Now()
	w.ServeHTTP(answer, r)
	want(t, answer, http.StatusAccepted)
	came := time.Since(begun)
	if err := w.api.Jobs.RunOnce(t.Context()); err != nil {
		t.Fatal(err)
	}
	job := w.jobAt(t, w.lan, answer.Header().Get("Location"))
	if !job.Success || job.Captured != events {
		t.Errorf("%+v", job)
	}
	above := (most.Load() - idle) >> 20
	t.Logf("came in %s, captured after %s, heap %d MiB above idle", came.Round(time.Second), time.Since(begun).Round(time.Second), above)
	if above > 640 {
		t.Errorf("%d MiB above idle", above)
	}
}

func heap() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// longDocument is a document of n events that is made while it is read.
func longDocument(n int) io.Reader {
	r, w := io.Pipe()
	go func() {
		head, tail, _ := strings.Cut(document("|"), "|")
		io.WriteString(w, head)
		for i := range n {
			if i > 0 {
				io.WriteString(w, ",")
			}
			io.WriteString(w, strings.Replace(fiveEvents[3], "PO-1", fmt.Sprint("PO-", i), 1))
		}
		io.WriteString(w, tail)
		w.Close()
	}()
	return r
}
