package operator

import (
	"net/http"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/web"
)

// fileTime is the moment in the name of a backup's file, UTC.
const fileTime = "20060102-1504"

// backup answers with a backup. It may take longer than answers may.
func backup(v *visit) error {
	_ = http.NewResponseController(v.W).SetWriteDeadline(time.Time{}) // where there is none, nothing is cut off
	h := v.W.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", `attachment; filename="ocoptrace-`+v.Now().UTC().Format(fileTime)+`.backup"`)
	h.Set("X-Content-Type-Options", "nosniff")
	begun := &begun{ResponseWriter: v.W}
	err := v.Backup(v.Ctx(), begun)
	if err == nil {
		return nil
	}
	if begun.any {
		panic(http.ErrAbortHandler) // the browser is to see that it is not whole
	}
	h.Del("Content-Disposition")
	return web.Status(http.StatusServiceUnavailable)
}

// begun says whether anything was written.
type begun struct {
	http.ResponseWriter
	any bool
}

// Write implements io.Writer.
func (b *begun) Write(p []byte) (int, error) {
	b.any = true
	return b.ResponseWriter.Write(p)
}
