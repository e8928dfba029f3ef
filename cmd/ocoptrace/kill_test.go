package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/label/labeltest"
	"ocoptrace/trace"
)

var killRounds = flag.Int("killrounds", 20, "how often TestKill kills the program")

const issuingWriters = 6

// runIssuing is a program that issues batches for ever, from several goroutines,
// and prints "INDEX ID" of each after it was acknowledged. Checkpoints are
// published all the while.
func runIssuing() int {
	s := &settings{dir: directory(os.Args[1])}
	v, err := open(context.Background(), s, testOpening(3*time.Millisecond))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFault
	}
	var print sync.Mutex
	var running sync.WaitGroup
	for w := range issuingWriters {
		running.Go(func() {
			for i := 0; ; i++ {
				facts := make([]trace.Fact, 1+i%3)
				for n := range facts {
					facts[n] = riceBatch(fmt.Sprintf("%d-%d-%d-%d", os.Getpid(), w, i, n))
				}
				receipts, err := v.registry.State(context.Background(), trace.Order{Facts: facts})
				if err != nil {
					panic(err)
				}
				print.Lock()
				for _, r := range receipts {
					fmt.Println(r.Index, r.ID)
				}
				print.Unlock()
			}
		})
	}
	running.Wait()
	return exitDone
}

// TestKill kills a program that issues at random moments. Whatever it had
// acknowledged is where it said, and check finds nothing.
func TestKill(t *testing.T) {
	s := newDirectory(t)
	r := rand.New(rand.NewPCG(2026, 11))
	acknowledged := make(map[string]int64)
	for round := range *killRounds {
		killIssuing(t, s, time.Duration(1+r.IntN(60))*time.Millisecond, acknowledged)
		if round%3 == 1 { // the next program finds what the kill left
			continue
		}
		v := openTest(t, s, -1)
		for id, index := range acknowledged {
			e, _, err := v.registry.ProveID(t.Context(), id)
			if err != nil || e.Index != index {
				t.Fatalf("round %d: %s was acknowledged at %d: %v, %v", round, id, index, e, err)
			}
		}
		must(t, v.close())
		if round%5 == 0 {
			must(t, soundness(t.Context(), s))
		}
	}
	must(t, soundness(t.Context(), s))
	t.Logf("%d batches acknowledged in %d rounds", len(acknowledged), *killRounds)
	if len(acknowledged) < 2*(*killRounds) {
		t.Errorf("only %d batches in %d rounds", len(acknowledged), *killRounds)
	}
}

// killIssuing runs the program, kills it a while after its first
// acknowledgement, and adds what it acknowledged.
func killIssuing(t *testing.T, s *settings, after time.Duration, acknowledged map[string]int64) {
	t.Helper()
	c := exec.Command("issuing", string(s.dir))
	var stderr bytes.Buffer
	c.Stderr = &stderr
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	lines := bufio.NewReader(out)
	for first := true; ; first = false {
		line, err := lines.ReadString('\n')
		if err != nil { // the last line may be cut
			break
		}
		if first {
			time.AfterFunc(after, func() { c.Process.Kill() })
		}
		var index int64
		var id string
		if _, err := fmt.Sscan(line, &index, &id); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		acknowledged[id] = index
	}
	if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("it ended otherwise: %v: %s", err, stderr.Bytes())
	}
}

// TestKillOfIssue kills "issue" of one file until it comes to its end. Then
// each of the file's batches was issued once.
func TestKillOfIssue(t *testing.T) {
	labeltest.SkipUnderRace(t)
	const rows = 2*trace.MaxOrder + 100
	s := newDirectory(t)
	text := "product,lot,produced,quantity,unit\n"
	for i := range rows {
		text += fmt.Sprintf("gao-a,K-%d,2026-11-23,10,kg\n", i)
	}
	file := filepath.Join(t.TempDir(), "batches.csv")
	must(t, os.WriteFile(file, []byte(text), 0o600))
	r := rand.New(rand.NewPCG(2026, 12))
	var answer issueAnswer
	kills := 0
	for after := 60 * time.Millisecond; ; after += time.Duration(r.IntN(80)) * time.Millisecond {
		c := exec.Command("ocoptrace", "issue", "--json", "--dir", string(s.dir), file)
		var out bytes.Buffer
		c.Stdout = &out
		must(t, c.Start())
		timer := time.AfterFunc(after, func() { c.Process.Kill() })
		err := c.Wait()
		timer.Stop()
		if err == nil {
			must(t, json.Unmarshal(out.Bytes(), &answer))
			break
		}
		if kills++; kills > 200 {
			t.Fatalf("it does not come to an end: %v", err)
		}
	}
	again := 0
	for i, b := range answer.Issued {
		if want := fmt.Sprintf("K-%d", i); b.Lot != want {
			t.Fatalf("row %d is lot %s, not %s", i, b.Lot, want)
		}
		if b.Again {
			again++
		}
	}
	t.Logf("killed %d times; %d of %d batches were issued before the last call", kills, again, rows)
	v := openTest(t, s, -1)
	batches, err := v.registry.Batches(t.Context(), "gao-a", 0)
	must(t, err)
	must(t, v.close())
	if len(answer.Issued) != rows || len(batches) != rows {
		t.Errorf("%d listed and %d stored, want %d", len(answer.Issued), len(batches), rows)
	}
	must(t, soundness(t.Context(), s))
}
