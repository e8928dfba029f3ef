package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// nowVariable sets the clock of a program under test, RFC 3339.
const nowVariable = "OCOPTRACE_TEST_NOW"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"ocoptrace": func() { os.Exit(runAsProgram()) },
		"issuing":   func() { os.Exit(runIssuing()) },
	})
}

// runAsProgram is main with a clock that a script may set.
func runAsProgram() int {
	spareMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := newProgram()
	if text := os.Getenv(nowVariable); text != "" {
		at, err := time.Parse(time.RFC3339, text)
		if err != nil {
			panic(err)
		}
		p.now = func() time.Time { return at }
	}
	return p.run(ctx, os.Args[1:])
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(e *testscript.Env) error {
			e.Setenv(nowVariable, "2026-11-23T05:00:00Z")
			e.Setenv("PORT", strconv.Itoa(freePort(t)))
			e.Setenv("METRICS", strconv.Itoa(freePort(t)))
			return nil
		},
		Cmds:                scriptCommands(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
	})
}

func scriptCommands() map[string]func(*testscript.TestScript, bool, []string) {
	all := maps.Clone(labelCommands)
	all["fetch"], all["flip"] = fetch, flip
	all["policy"], all["cosigned"] = writePolicy, awaitCosigned
	return all
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// fetch URL FILE [STATUS] gets a page, waiting up to ten seconds for a server.
func fetch(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: fetch URL FILE [STATUS]")
	}
	want := "200"
	if len(args) == 3 {
		want = args[2]
	}
	var response *http.Response
	err := fmt.Errorf("not tried")
	for begun := time.Now(); err != nil && time.Since(begun) < 10*time.Second; {
		if response, err = http.Get(args[0]); err != nil {
			time.Sleep(20 * time.Millisecond)
		}
	}
	ts.Check(err)
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	ts.Check(err)
	if got := strconv.Itoa(response.StatusCode); got != want {
		ts.Fatalf("%s: status %s, want %s: %.300s", args[0], got, want, body)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), body, 0o644))
}

// flip FILE POSITION changes one bit, counted from the end if negative.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip FILE POSITION")
	}
	at, err := strconv.Atoi(args[1])
	ts.Check(err)
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	if at < 0 {
		at += len(data)
	}
	data[at] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}
