package badger

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"ocoptrace/storage"
)

const killDirVariable = "OCOPTRACE_TEST_KILL_DIR"

// TestKill kills a process that writes, several times over on one directory.
// Whatever it had acknowledged must be there. That the disk was told to sync
// this cannot show: see TestSyncWrites.
func TestKill(t *testing.T) {
	if dir := os.Getenv(killDirVariable); dir != "" {
		acknowledgeForEver(dir)
		return
	}
	dir := filepath.Join(t.TempDir(), "data")
	r := rand.New(rand.NewPCG(1, 9))
	acknowledged := map[string]bool{}
	for round := range 6 {
		for _, key := range runAndKill(t, dir, time.Duration(30+r.IntN(150))*time.Millisecond) {
			acknowledged[key] = true
		}
		if r, err := CheckFiles(dir, nil); err != nil || r.Sealed {
			t.Fatalf("after a kill: %+v, %v", r, err)
		}
		s := create(t, dir)
		must(t, s.VerifyChecksums(t.Context()))
		must(t, s.View(t.Context(), func(tx storage.Tx) error {
			for key := range acknowledged {
				if value, err := tx.Get([]byte(key)); err != nil || !strings.HasPrefix(string(value), key) {
					return fmt.Errorf("round %d: key %s: %.40q, %w", round, key, value, err)
				}
			}
			return nil
		}))
		if round%2 == 0 { // else the next process finds what a kill left
			must(t, s.Close())
		} else {
			must(t, s.db.Close())
			must(t, s.marker.release())
		}
	}
	t.Logf("%d acknowledged", len(acknowledged))
	if len(acknowledged) < 100 {
		t.Errorf("only %d transactions were acknowledged", len(acknowledged))
	}
}

// runAndKill starts this test in a child process, kills it after a while that
// counts from its first acknowledgement, and returns what it acknowledged.
func runAndKill(t *testing.T, dir string, after time.Duration) (keys []string) {
	c := exec.Command(os.Args[0], "-test.run=^TestKill$")
	c.Env = append(os.Environ(), killDirVariable+"="+dir)
	c.Stderr = os.Stderr
	out, err := c.StdoutPipe()
	must(t, err)
	must(t, c.Start())
	lines := bufio.NewReader(out)
	for {
		line, err := lines.ReadString('\n')
		if err != nil { // the last line may be cut
			break
		}
		if len(keys) == 0 {
			time.AfterFunc(after, func() { c.Process.Kill() })
		}
		keys = append(keys, strings.TrimSpace(line))
	}
	if err := c.Wait(); err == nil || !strings.Contains(err.Error(), "killed") {
		t.Fatalf("the child ended otherwise: %v", err)
	}
	return keys
}

// acknowledgeForEver writes from several goroutines and prints each key after
// its transaction was acknowledged.
func acknowledgeForEver(dir string) {
	s, err := Open(dir, lowWater)
	if err != nil {
		panic(err)
	}
	var print sync.Mutex
	var running sync.WaitGroup
	for worker := range 4 {
		running.Go(func() {
			for i := 0; ; i++ {
				key := fmt.Sprintf("reg/%d/%d/%d", os.Getpid(), worker, i)
				err := s.Update(context.Background(), func(tx storage.Tx) error {
					return tx.Set([]byte(key), []byte(key+strings.Repeat("v", 5000)))
				})
				if err != nil {
					panic(err)
				}
				print.Lock()
				fmt.Println(key)
				print.Unlock()
			}
		})
	}
	running.Wait()
}
