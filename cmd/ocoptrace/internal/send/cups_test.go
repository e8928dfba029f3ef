package send

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ocoptrace/label/labeltest"
)

// cupsFiles are the settings of a scheduler of CUPS that keeps to one folder:
// cupsd.conf and cups-files.conf.
var cupsFiles = map[string]string{
	"cupsd.conf": `Listen %[1]s/sock
LogLevel warn
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
</Limit>
</Policy>
`,
	"cups-files.conf": `ServerRoot %[1]s
RequestRoot %[1]s/spool
CacheDir %[1]s/cache
StateDir %[1]s/state
AccessLog %[1]s/log/access
ErrorLog %[1]s/log/error
PageLog %[1]s/log/page
SystemGroup root lpadmin
`,
}

// startCUPS starts a scheduler, which lp talks to from then on, with a raw queue
// "kho" for a printer of the network.
func startCUPS(t *testing.T, printer string) {
	t.Helper()
	dir, err := os.MkdirTemp("", "cups") // a socket's path is short
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { // jobs are sent by the user lp
		t.Fatal(err)
	}
	for name, text := range cupsFiles {
		if err := os.WriteFile(filepath.Join(dir, name), fmt.Appendf(nil, text, dir), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"spool", "cache", "state", "log"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	c := exec.Command("cupsd", "-f", "-c", filepath.Join(dir, "cupsd.conf"), "-s", filepath.Join(dir, "cups-files.conf"))
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.Process.Signal(os.Interrupt); c.Wait() })
	t.Setenv("CUPS_SERVER", filepath.Join(dir, "sock"))
	var said []byte
	for range 100 { // until it listens
		if said, err = exec.Command("lpadmin", "-p", "kho", "-E", "-v", "socket://"+printer+"/?waiteof=false").CombinedOutput(); err == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	log, _ := os.ReadFile(filepath.Join(dir, "log", "error"))
	t.Fatalf("lpadmin: %v: %s\n%s", err, said, log)
}

// TestCUPS sends labels and a document through a scheduler of CUPS to a printer
// of the network, which gets them byte for byte.
func TestCUPS(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("cupsd is started by root")
	}
	labeltest.NeedTool(t, "cupsd", "cups")
	labeltest.NeedTool(t, "lpadmin", "cups-client")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	arrived := make(chan []byte, 10)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			data, _ := io.ReadAll(c)
			c.Close()
			arrived <- data
		}
	}()
	startCUPS(t, l.Addr().String())
	if names, err := Queues(context.Background()); err != nil || !slices.Equal(names, []string{"kho"}) {
		t.Errorf("queues %q, %v", names, err)
	}
	document := []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n")
	for i, c := range []struct {
		data []byte
		o    Options
	}{{job, Options{Title: "Tem Gạo"}}, {document, Options{Format: PDF, Title: "tem.pdf"}}} {
		r, err := target(t, "lp:kho").Send(t.Context(), bytes.NewReader(c.data), c.o)
		if err != nil || r.Job != fmt.Sprint("kho-", i+1) || r.Sent != int64(len(c.data)) {
			t.Fatalf("%+v, %v", r, err)
		}
		select {
		case got := <-arrived:
			if !bytes.Equal(got, c.data) {
				t.Errorf("%d bytes arrived, want %d", len(got), len(c.data))
			}
		case <-time.After(20 * time.Second):
			t.Fatal("nothing was printed")
		}
	}
	if r, err := target(t, "lp:none").Send(t.Context(), bytes.NewReader(job), Options{}); !errors.Is(err, ErrLP) || r.Sent != 0 {
		t.Errorf("a queue that is not there took %d bytes, %v", r.Sent, err)
	}
}
