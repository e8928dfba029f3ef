package trace_test

import (
	"os"
	"os/exec"
	"testing"
)

// The script for browsers and Node.js says of every vector what this package
// says, and the tests of its own pass.
func TestVerifyScript(t *testing.T) {
	if testing.Short() {
		t.Skip("half a minute of Node.js")
	}
	node, err := exec.LookPath("node")
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("Node.js is needed: %v", err)
		}
		t.Skip("no Node.js")
	}
	out, err := exec.Command(node, "--test", "../assets/scripts/verify.test.mjs").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out[max(0, len(out)-20_000):])
	}
}
