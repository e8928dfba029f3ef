package witness

import (
	"errors"
	"fmt"
	"net/http"
)

var (
	// ErrMalformed says that a request is not in its format, or its old size is
	// above the checkpoint's. Status 400.
	ErrMalformed = errors.New("witness: malformed request")
	// ErrUnknownLog says that the witness does not follow the origin. Status 404.
	ErrUnknownLog = errors.New("witness: unknown log")
	// ErrSignature says that no known key of the log signed. Status 403.
	ErrSignature = errors.New("witness: not signed by the log")
	// ErrProof says that the proof does not show that the checkpoint's tree
	// extends the one cosigned last. Status 422.
	ErrProof = errors.New("witness: consistency not proven")
	// ErrFork says that another tree of the same size was cosigned. Status 409,
	// without a size.
	ErrFork = errors.New("witness: another tree of this size was cosigned")
	// ErrStore says that what is kept of a log cannot be read. Status 500.
	ErrStore = errors.New("witness: what was cosigned last cannot be read")
	// ErrTooLarge says that a request or an answer has too many bytes. Status 413.
	ErrTooLarge = errors.New("witness: too long")

	// ErrRefused says that a witness answered with another status than 200, or
	// with something else than its cosignature.
	ErrRefused = errors.New("witness: refused")
	// ErrAhead says that a witness cosigned a larger tree than the checkpoint
	// has: the checkpoint is old, or the log has lost leaves.
	ErrAhead = errors.New("witness: has cosigned a larger tree")
	// ErrResting says that a witness failed before and was not asked this time.
	ErrResting = errors.New("witness: not asked after failures")
)

// A Conflict says that a request's old size is not that of the checkpoint that
// was cosigned last, and which is. Status 409 with the size.
type Conflict struct {
	Size int64
}

func (c *Conflict) Error() string {
	return fmt.Sprintf("witness: the tree cosigned last has %d leaves", c.Size)
}

// status is the HTTP status of an error of Add, as c2sp.org/tlog-witness has it.
func status(err error) int {
	for _, s := range []struct {
		kind   error
		status int
	}{
		{ErrMalformed, http.StatusBadRequest},
		{ErrUnknownLog, http.StatusNotFound},
		{ErrSignature, http.StatusForbidden},
		{ErrProof, http.StatusUnprocessableEntity},
		{ErrFork, http.StatusConflict},
		{ErrTooLarge, http.StatusRequestEntityTooLarge},
	} {
		if errors.Is(err, s.kind) {
			return s.status
		}
	}
	return http.StatusInternalServerError
}
