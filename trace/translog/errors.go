package translog

import "errors"

var (
	// ErrEntry says that an entry's ID or leaf is empty or too long.
	ErrEntry = errors.New("translog: entry outside the limits")
	// ErrGroupTooLarge says that a group has more than 1,024 entries or 4 MiB.
	ErrGroupTooLarge = errors.New("translog: group too large")
	// ErrIDConflict says that the ID already names another leaf.
	ErrIDConflict = errors.New("translog: id already names another leaf")
	// ErrStopped says that the log takes no more entries: it was closed, or an
	// error whose outcome is unknown stopped it; that error is wrapped too.
	ErrStopped = errors.New("translog: log stopped")
	// ErrRollback says that the store does not extend the anchor.
	ErrRollback = errors.New("translog: store rolled back")
	// ErrAnchor says that the anchor is missing, does not verify or could not be stored.
	ErrAnchor = errors.New("translog: anchor")
	// ErrCorrupt says that what the store holds under log/ contradicts itself.
	ErrCorrupt = errors.New("translog: store damaged")
	// ErrMalformed says that a checkpoint, proof, policy or tile path is not in its format.
	ErrMalformed = errors.New("translog: malformed")
	// ErrUnverified says that a well-formed checkpoint or proof does not verify.
	ErrUnverified = errors.New("translog: not verified")

	errAdmitWrites = errors.New("translog: Admit must not write")
	errLogKey      = errors.New("translog: Apply must not write under " + keyPrefix)
)
