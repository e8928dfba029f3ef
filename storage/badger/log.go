package badger

import (
	"fmt"
	"log/slog"
	"strings"
)

// logger passes Badger's messages on; what it calls information is detail here.
type logger struct{ to *slog.Logger }

func (l logger) Errorf(format string, args ...any) {
	l.to.Error("badger", "text", text(format, args))
}

func (l logger) Warningf(format string, args ...any) {
	l.to.Warn("badger", "text", text(format, args))
}

func (l logger) Infof(format string, args ...any) {
	l.to.Debug("badger", "text", text(format, args))
}

func (l logger) Debugf(string, ...any) {}

func text(format string, args []any) string {
	return strings.TrimSpace(fmt.Sprintf(format, args...))
}
