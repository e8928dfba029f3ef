package main

import (
	"time"

	"github.com/schollz/progressbar/v3"
)

// A bar shows how far long work is, if there is a terminal to show it on.
type bar struct{ drawn *progressbar.ProgressBar }

// bar begins a bar of total things; -1 where the number is not known.
func (p *program) bar(what string, total int64) *bar {
	if !p.terminal {
		return &bar{}
	}
	return &bar{progressbar.NewOptions64(total,
		progressbar.OptionSetWriter(p.stderr),
		progressbar.OptionSetDescription(what),
		progressbar.OptionShowCount(),
		progressbar.OptionThrottle(100*time.Millisecond),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSpinnerType(14),
	)}
}

// of shows done of total.
func (b *bar) of(done, total int64) {
	if b.drawn == nil {
		return
	}
	if total > 0 && b.drawn.GetMax64() != total {
		b.drawn.ChangeMax64(total)
	}
	b.drawn.Set64(done)
}

// count shows done where there is no total.
func (b *bar) count(done int) { b.of(int64(done), 0) }

// end takes the bar away.
func (b *bar) end() {
	if b.drawn != nil {
		b.drawn.Finish()
	}
}
