package web

import "sync"

// A generation of pages is all that was verified against one published log in
// one minute.
type generation struct {
	size   int64
	minute int64
}

// maxCached bounds the pages kept: some 20 kB each with its compressed form.
const maxCached = 1000

// A cache keeps the pages of the newest generation seen. Its zero value is
// empty.
type cache struct {
	mu    sync.Mutex
	gen   generation
	pages map[string]*document
}

func (c *cache) get(gen generation, key string) *document {
	c.mu.Lock()
	defer c.mu.Unlock()
	if gen != c.gen {
		return nil
	}
	return c.pages[key]
}

// put keeps a page, unless there is no room left or it is older than what the
// cache has.
func (c *cache) put(gen generation, key string, d *document) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if gen.size < c.gen.size || gen.size == c.gen.size && gen.minute < c.gen.minute {
		return
	}
	if gen != c.gen || c.pages == nil {
		c.gen, c.pages = gen, make(map[string]*document)
	}
	if len(c.pages) < maxCached {
		c.pages[key] = d
	}
}
