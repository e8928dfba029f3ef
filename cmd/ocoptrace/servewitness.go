package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"ocoptrace/storage"
	"ocoptrace/trace/translog"
	"ocoptrace/trace/translog/witness"

	"golang.org/x/mod/sumdb/tlog"
)

// cosignTime bounds how long a publication waits for witnesses.
const cosignTime = 5 * time.Second

// readPolicy reads the policy of a directory, which must trust the log of the
// directory. The operator adds witnesses to it.
func readPolicy(path, vkey string) ([]byte, translog.Policy, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, translog.Policy{}, err
	}
	policy, err := translog.ParsePolicy(text)
	if err == nil && !namesLog(text, vkey) {
		err = fmt.Errorf("no line is “log %s”", vkey)
	}
	if err != nil {
		err = withHint(fmt.Errorf("%s: %w", path, err), "c2sp.org/tlog-policy says how a policy is written; the log's key is in DIR/log.vkey")
	}
	return text, policy, err
}

// namesLog says whether a policy trusts a log's key.
func namesLog(policy []byte, vkey string) bool {
	for line := range strings.Lines(string(policy)) {
		if words := strings.Fields(line); len(words) > 1 && words[0] == "log" && words[1] == vkey {
			return true
		}
	}
	return false
}

// cosign asks the witnesses of a policy that have addresses; nil if none has.
func cosign(store storage.Store, policy translog.Policy) func(context.Context, []byte) ([]byte, error) {
	asked := 0
	for _, w := range policy.Witnesses() {
		if w.Prefix != "" {
			asked++
		}
	}
	if asked == 0 {
		return nil
	}
	prove := func(ctx context.Context, from, to int64) (proof tlog.TreeProof, err error) {
		err = store.View(ctx, func(tx storage.Tx) (err error) {
			proof, err = translog.ProveConsistency(tx, from, to)
			return err
		})
		return proof, err
	}
	c := witness.NewCollector(&http.Client{Timeout: cosignTime}, policy, prove)
	return func(ctx context.Context, checkpoint []byte) ([]byte, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cosignTime)
		defer cancel()
		collected, err := c.Collect(ctx, checkpoint)
		return collected.Note, err
	}
}
