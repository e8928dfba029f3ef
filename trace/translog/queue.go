package translog

import "sync"

// queue holds the groups that wait for the sequencer. Its length is bounded by
// the number of callers, each of whom waits for one group.
type queue struct {
	mu      sync.Mutex
	changed sync.Cond
	groups  []*group
	closed  error // why nothing more is taken
}

func newQueue() *queue {
	q := &queue{}
	q.changed.L = &q.mu
	return q
}

// put appends a group, or returns why the queue is closed.
func (q *queue) put(g *group) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed != nil {
		return q.closed
	}
	q.groups = append(q.groups, g)
	q.changed.Signal()
	return nil
}

// take waits for groups and returns as many as fit one transaction; none once
// the queue is closed and empty.
func (q *queue) take() []*group {
	q.mu.Lock()
	defer q.mu.Unlock()
	for {
		if batch := q.cut(); len(batch) > 0 {
			return batch
		}
		if q.closed != nil {
			return nil
		}
		q.changed.Wait()
	}
}

// cut removes the groups of one transaction, and those whose callers gave up.
func (q *queue) cut() []*group {
	var batch []*group
	entries, bytes, n := 0, 0, 0
	for _, g := range q.groups {
		entries += len(g.entries)
		bytes += g.bytes
		if entries > maxEntries || bytes > maxBytes {
			break
		}
		n++
		if g.taken.CompareAndSwap(false, true) {
			batch = append(batch, g)
		}
	}
	q.groups = append([]*group(nil), q.groups[n:]...)
	return batch
}

// close refuses further groups with err. Those that wait are still taken.
func (q *queue) close(err error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed == nil {
		q.closed = err
	}
	q.changed.Broadcast()
}
