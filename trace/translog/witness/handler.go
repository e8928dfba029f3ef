package witness

import (
	"errors"
	"fmt"
	"io"
	"net/http"
)

// sizeType is the content type of the size in a conflict.
const sizeType = "text/x.tlog.size"

// ServeHTTP answers POST add-checkpoint of c2sp.org/tlog-witness, whatever the
// path. Other errors than those of the protocol are 500, and told in the log only.
func (w *Witness) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	rw.Header().Set("Cache-Control", "no-store")
	if r.Method != http.MethodPost {
		rw.Header().Set("Allow", http.MethodPost)
		http.Error(rw, "add-checkpoint is a POST", http.StatusMethodNotAllowed)
		return
	}
	lines, err := w.answer(r)
	if err != nil {
		w.refuse(rw, err)
		return
	}
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	rw.Write(lines)
}

func (w *Witness) answer(r *http.Request) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r.Body, MaxRequest+1))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMalformed, err)
	}
	request, err := ParseRequest(b)
	if err != nil {
		return nil, err
	}
	return w.Add(r.Context(), request)
}

func (w *Witness) refuse(rw http.ResponseWriter, err error) {
	var conflict *Conflict
	if errors.As(err, &conflict) {
		rw.Header().Set("Content-Type", sizeType)
		rw.WriteHeader(http.StatusConflict)
		fmt.Fprintf(rw, "%d\n", conflict.Size)
		return
	}
	code := status(err)
	if code == http.StatusInternalServerError {
		w.config.Logger.Error("witness: request failed", "error", err)
		err = errors.New("the witness could not store or sign; repeat the request later")
	}
	http.Error(rw, err.Error(), code)
}
