package api

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

// What a scan in JSON costs, beside a handler that answers with the same bytes.
func BenchmarkScanJSON(b *testing.B) {
	w := newWorld(b)
	path := "/x/" + w.a[0].Code.String() + "/json"
	body := ok(b, w, path).Body.Bytes()
	bench := func(h http.Handler) func(*testing.B) {
		return func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			b.ReportAllocs()
			for b.Loop() {
				answer := httptest.NewRecorder()
				h.ServeHTTP(answer, r)
				if answer.Code != http.StatusOK {
					b.Fatal(answer.Code)
				}
			}
		}
	}
	b.Run("scan", bench(w))
	b.Run("same bytes", bench(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(body) })))
}
