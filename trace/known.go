package trace

import (
	"sync"

	"ocoptrace/trace/credential"

	"golang.org/x/mod/sumdb/tlog"
)

// maxKnown bounds the records remembered: some 3 kB each.
const maxKnown = 8192

// known remembers which records were verified, by their leaf hash: bytes that
// hash alike are the bytes that were checked, so what is read from the store
// is still hashed and proven each time, but a signature is checked once. Its
// facts are shared and must not be changed.
type known struct {
	keys    credential.KeyMap
	mu      sync.Mutex
	records map[tlog.Hash]verifiedRecord
}

type verifiedRecord struct {
	statement Statement
	method    string
}

// verify checks and decodes a record whose leaf hash is hash.
func (k *known) verify(hash tlog.Hash, record []byte) (Statement, string, error) {
	k.mu.Lock()
	v, ok := k.records[hash]
	k.mu.Unlock()
	if ok {
		return v.statement, v.method, nil
	}
	s, proven, err := verify(record, k.keys)
	if err != nil {
		return Statement{}, "", err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.records == nil || len(k.records) >= maxKnown {
		k.records = make(map[tlog.Hash]verifiedRecord)
	}
	k.records[hash] = verifiedRecord{s, proven.Method}
	return s, proven.Method, nil
}
