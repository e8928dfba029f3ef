package server

import "net/http"

// A recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter
	code  int // 0 before the answer begins
	bytes int64
}

// WriteHeader implements http.ResponseWriter. Codes below 200 announce and do
// not begin the answer.
func (r *recorder) WriteHeader(code int) {
	if r.code == 0 && code >= 200 {
		r.code = code
	}
	r.ResponseWriter.WriteHeader(code)
}

// Write implements http.ResponseWriter.
func (r *recorder) Write(b []byte) (int, error) {
	if r.code == 0 {
		r.code = http.StatusOK
	}
	n, err := r.ResponseWriter.Write(b)
	r.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach what it wraps.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

func (r *recorder) begun() bool { return r.code != 0 }

// status is what was answered; net/http answers 200 where nothing was written.
func (r *recorder) status() int {
	if r.code == 0 {
		return http.StatusOK
	}
	return r.code
}
