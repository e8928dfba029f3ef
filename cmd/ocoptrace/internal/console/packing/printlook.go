package packing

import (
	"bytes"
	"cmp"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/press"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label"
	"ocoptrace/label/picture"
	"ocoptrace/label/raster"
)

const (
	lookAge = 30 * time.Second // how long a preview is as good as new
	maxLook = 48               // previews kept
)

// looks are previews that were composed a moment ago, by what they were composed
// of, and what draws them.
type looks struct {
	mu  sync.Mutex
	all map[string]keptLook

	drawing sync.Mutex
	raster  *raster.Raster
}

type keptLook struct {
	at      time.Time
	preview printing.Preview
}

func (l *looks) get(key string, now time.Time) (printing.Preview, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	found, ok := l.all[key]
	return found.preview, ok && now.Sub(found.at).Abs() < lookAge
}

func (l *looks) put(key string, now time.Time, p printing.Preview) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.all == nil {
		l.all = make(map[string]keptLook)
	}
	for old, kept := range l.all {
		if now.Sub(kept.at).Abs() >= lookAge {
			delete(l.all, old)
		}
	}
	if len(l.all) >= maxLook {
		l.dropOldest()
	}
	l.all[key] = keptLook{now, p}
}

func (l *looks) dropOldest() {
	keys := make([]string, 0, len(l.all))
	for key := range l.all {
		keys = append(keys, key)
	}
	delete(l.all, slices.MinFunc(keys, func(a, b string) int {
		return cmp.Or(l.all[a].at.Compare(l.all[b].at), strings.Compare(a, b))
	}))
}

// draw has one picture drawn at a time: the letters that were drawn are kept.
func (l *looks) draw(f func(*raster.Raster) error) (err error) {
	l.drawing.Lock()
	defer l.drawing.Unlock()
	if l.raster == nil {
		if l.raster, err = raster.New(printing.Fonts()); err != nil {
			return err
		}
	}
	return f(l.raster)
}

// look composes the first label and the first page of a plan. What cannot be
// printed is a finding.
func (v *visit) look(p *plan) (printing.Preview, error) {
	key := v.User.Entity + "\x00" + v.Page.Lang() + "\x00" + p.query().Encode()
	if found, ok := v.looks.get(key, v.Now()); ok {
		return found, nil
	}
	parts, err := v.planParts(p)
	if err != nil {
		return printing.Preview{}, err
	}
	o := press.SetupOf(p.order())
	o.Locale = v.Page.Locale
	preview, err := printing.Look(v.Ctx(), v.Registry, parts, o)
	if text, ok := v.faultText(err); ok {
		preview, err = printing.Preview{Findings: printing.Findings{{Text: text}}}, nil
	}
	if err == nil && p.Printer.Kind != press.PDF && !p.Stock.Roll {
		preview = printing.Preview{Findings: printing.Findings{{Text: v.Page.T("console.print.notARoll")}}}
	}
	if err == nil {
		v.looks.put(key, v.Now(), preview)
	}
	return preview, err
}

// faultText puts what keeps labels from being printed into words.
func (v *visit) faultText(err error) (string, bool) {
	switch {
	case err == nil:
		return "", false
	case errors.Is(err, press.ErrVoided):
		return v.Page.T("console.print.voided"), true
	case errors.Is(err, press.ErrRoll):
		return v.Page.T("console.print.notARoll"), true
	}
	return printing.ProblemText(v.Page.Locale, err)
}

// labelPicture is the plan's first label, in its size.
func labelPicture(v *visit) error {
	p, preview, err := v.lookAtPlan()
	if err != nil {
		return err
	}
	if preview.Label == nil || p.Stock.ID == "" {
		return web.Status(http.StatusNotFound)
	}
	return v.answerPicture("image/svg+xml", func(r *raster.Raster, b *bytes.Buffer) error {
		return picture.SVG(b, r, preview.Label)
	})
}

// pagePicture is the plan's first sheet, small.
func pagePicture(v *visit) error {
	_, preview, err := v.lookAtPlan()
	if err != nil {
		return err
	}
	if preview.Page == nil {
		return web.Status(http.StatusNotFound)
	}
	return v.answerPicture("image/png", func(r *raster.Raster, b *bytes.Buffer) error {
		return picture.PNGColourPage(b, r, preview.Page, pageDPI(preview.Page))
	})
}

// pageDPI draws a page about 900 dots wide.
func pageDPI(p *label.Page) float64 {
	return min(203, 900*25.4/max(p.W, p.H/1.5, 1))
}

func (v *visit) lookAtPlan() (*plan, printing.Preview, error) {
	p, err := v.readPlan()
	if err != nil {
		return nil, printing.Preview{}, err
	}
	if p.empty() || p.Stock.ID == "" || len(p.problems) > 0 {
		return nil, printing.Preview{}, web.Status(http.StatusNotFound)
	}
	preview, err := v.look(p)
	return p, preview, err
}

func (v *visit) answerPicture(kind string, draw func(*raster.Raster, *bytes.Buffer) error) error {
	var b bytes.Buffer
	if err := v.looks.draw(func(r *raster.Raster) error { return draw(r, &b) }); err != nil {
		return err
	}
	h := v.W.Header()
	h.Set("Content-Type", kind)
	h.Set("Cache-Control", "private, max-age=30")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(v.W, v.R, "", time.Time{}, bytes.NewReader(b.Bytes()))
	return nil
}

// pictureLinks are where the pictures of a plan are.
func (v *visit) pictureLinks(q url.Values) (labelSVG, pagePNG string) {
	return v.Page.Link("/console/labels/label.svg", q), v.Page.Link("/console/labels/page.png", q)
}
