package packing

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// maxClosed is how many closed days are shown.
const maxClosed = 7

// closing fills in when the day ends.
func (v *visit) closing(b *leftoversBody, problems trace.Problems) error {
	if v.Press == nil {
		return nil
	}
	c, err := v.Press.Closing(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	closed, err := v.Press.ClosedDays(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	slices.Reverse(closed)
	b.Closed, b.By = closed[:min(len(closed), maxClosed)], c.By
	b.Closing = console.NewForm("", &console.Field{
		Name: "time", Label: "console.field.closing", Hint: v.Page.T("console.field.closing.hint"), Type: "time", Value: c.Time, Optional: true,
	})
	if len(problems) > 0 {
		v.Refill(b.Closing, problems)
	}
	return nil
}

// setClosing sets when the day ends; an empty time for never.
func setClosing(v *visit) error {
	if v.Press == nil {
		return web.Status(http.StatusNotFound)
	}
	clock := strings.TrimSpace(v.R.PostForm.Get("time"))
	err := v.Press.SetClosing(v.Ctx(), v.User.Entity, v.User.Name, clock)
	if errors.Is(err, press.ErrClock) {
		return v.leftoversPage(trace.Problems{{Field: "time", Key: "notClock", Args: []any{console.Shorten(clock)}}})
	}
	if err != nil {
		return err
	}
	return v.Redirect("/console/leftovers", url.Values{"done": {"closing"}})
}
