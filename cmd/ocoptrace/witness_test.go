package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// writePolicy POLICY VKEYFILE URL adds a witness to a policy and asks for it.
func writePolicy(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: policy POLICY VKEYFILE URL")
	}
	text, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	log, _, _ := strings.Cut(string(text), "\nquorum")
	text = fmt.Appendf(nil, "%s\nwitness w %s %s\nquorum w\n", strings.TrimSpace(log), trimLine([]byte(ts.ReadFile(args[1]))), args[2])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), text, 0o644))
}

// awaitCosigned URL NAME waits up to ten seconds for a checkpoint that NAME signed.
func awaitCosigned(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cosigned URL NAME")
	}
	var last []byte
	for begun := time.Now(); time.Since(begun) < 10*time.Second; time.Sleep(50 * time.Millisecond) {
		response, err := http.Get(args[0])
		if err != nil {
			continue
		}
		last, err = io.ReadAll(response.Body)
		response.Body.Close()
		ts.Check(err)
		if strings.Contains(string(last), "\n— "+args[1]+" ") {
			return
		}
	}
	ts.Fatalf("not cosigned by %s: %s", args[1], last)
}
