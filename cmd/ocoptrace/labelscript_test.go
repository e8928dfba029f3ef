package main

import (
	"bytes"
	"io"
	"net"
	"os"
	"strconv"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// labelCommands are commands of scripts about labels.
var labelCommands = map[string]func(*testscript.TestScript, bool, []string){
	"codes": codesOf, "rename": renameIn, "big": bigFile, "printer": networkPrinter, "printed": printed,
}

// codes FILE NAME NUMBER … sets variables to what symbols of a printer's job say,
// counted from 1, without the link before it.
func codesOf(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 || len(args)%2 != 1 {
		ts.Fatalf("usage: codes FILE NAME NUMBER …")
	}
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	all, err := (&invocation{program: &program{}}).readSymbols(kindOf(data), data, 0)
	ts.Check(err)
	for i := 1; i < len(args); i += 2 {
		n, err := strconv.Atoi(args[i+1])
		ts.Check(err)
		text := all[n-1].Text
		ts.Setenv(args[i], text[len(text)-12:])
	}
}

// rename FILE OLD NEW changes the "id" of a JSON file.
func renameIn(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: rename FILE OLD NEW")
	}
	file := ts.MkAbs(args[0])
	data, err := os.ReadFile(file)
	ts.Check(err)
	for _, gap := range []string{"", " "} {
		data = bytes.Replace(data, []byte(`"id":`+gap+strconv.Quote(args[1])), []byte(`"id":`+strconv.Quote(args[2])), 1)
	}
	ts.Check(os.WriteFile(file, data, 0o600))
}

// big FILE BYTES makes a file of spaces.
func bigFile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: big FILE BYTES")
	}
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), bytes.Repeat([]byte(" "), n), 0o600))
}

// printerJobs are what network printers were sent, a chan []byte for each port.
var printerJobs sync.Map

// printer starts a network printer and sets PRINTER to its port. With “jammed” it
// drops every connection after a hundred bytes.
func networkPrinter(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) > 1 || len(args) == 1 && args[0] != "jammed" {
		ts.Fatalf("usage: printer [jammed]")
	}
	jammed := len(args) == 1
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { l.Close() })
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	ts.Setenv("PRINTER", port)
	jobs := make(chan []byte, 10)
	printerJobs.Store(port, jobs)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			if jammed {
				io.CopyN(io.Discard, c, 100)
				c.(*net.TCPConn).SetLinger(0)
				c.Close()
				continue
			}
			job, err := io.ReadAll(c)
			c.Close()
			if err == nil {
				jobs <- job
			}
		}
	}()
}

// printed FILE writes what the printer was sent, waiting up to ten seconds.
func printed(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: printed FILE")
	}
	jobs, ok := printerJobs.Load(ts.Getenv("PRINTER"))
	if !ok {
		ts.Fatalf("no printer")
	}
	select {
	case job := <-jobs.(chan []byte):
		ts.Check(os.WriteFile(ts.MkAbs(args[0]), job, 0o600))
	case <-time.After(10 * time.Second):
		ts.Fatalf("nothing was printed")
	}
}
