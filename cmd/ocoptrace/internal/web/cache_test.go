package web

import (
	"fmt"
	"testing"
)

func TestCache(t *testing.T) {
	var c cache
	a, b := generation{5, 100}, generation{6, 100}
	page := &document{etag: "a"}
	if c.get(a, "k") != nil {
		t.Error("an empty cache has a page")
	}
	c.put(a, "k", page)
	if c.get(a, "k") != page || c.get(a, "other") != nil || c.get(b, "k") != nil {
		t.Error("a page is not kept under its generation and key")
	}
	newer := &document{etag: "b"}
	c.put(b, "k", newer)
	c.put(a, "k", page) // made before, ready later
	c.put(generation{6, 99}, "k", page)
	if c.get(b, "k") != newer || c.get(a, "k") != nil {
		t.Error("an older page came back")
	}
	c.put(generation{6, 101}, "other", page)
	if c.get(b, "k") != nil || c.get(generation{6, 101}, "k") != nil {
		t.Error("a page outlives its minute")
	}
}

func TestCacheIsBounded(t *testing.T) {
	var c cache
	gen := generation{1, 1}
	for i := range maxCached + 50 {
		c.put(gen, fmt.Sprint(i), &document{})
	}
	if len(c.pages) != maxCached {
		t.Errorf("%d pages are kept, want %d", len(c.pages), maxCached)
	}
}
