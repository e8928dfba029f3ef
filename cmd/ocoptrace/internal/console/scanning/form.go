package scanning

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label/snapshot"
	"ocoptrace/trace"
)

// body is the page: the ways to look up, and the code of others that was read.
type body struct {
	console.Common
	Form         typing
	Upload       *console.Form
	Other        *lead  // nil for none
	Host         string // of this service
	Script, Wasm string // paths of the reader
}

// typing is the form for a code, before anything is typed.
type typing struct{ Typed string }

// Problem is none.
func (typing) Problem(*locale.Locale) string { return "" }

func show(v *visit) error { return v.page(nil, nil) }

func (v *visit) page(other *lead, problems trace.Problems) error {
	p := v.Page
	b := &body{Other: other, Script: v.library.script, Wasm: v.library.wasm}
	own, err := url.Parse(v.Registry.BaseURL())
	if err != nil {
		return err
	}
	b.Host = hostOf(own)
	b.Upload = console.NewForm("", &console.Field{
		Name: "photo", Label: "camera.photo", Hint: p.T("camera.photo.hint"), Type: "file", Accept: "image/jpeg,image/png,image/webp",
	})
	b.Upload.Blame(p, problems)
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	status := http.StatusOK
	if b.Upload.Bad() {
		status = http.StatusUnprocessableEntity
	}
	p.NoIndex, p.Console = false, true // a page of the public
	v.Web.Scripted(p, "camera")
	p.Policy = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
	v.W.Header().Set("Permissions-Policy", "camera=(self), geolocation=(), microphone=()")
	return v.Show("scan", p.T("camera.title"), b, status)
}

// send answers what was read, or reads a photo first.
func send(v *visit) error {
	if text := v.Value("text"); text != "" {
		return v.follow([]string{text})
	}
	file, err := v.Upload("photo")
	if err != nil {
		return err
	}
	if len(file) == 0 {
		return v.page(nil, problem("photoNotChosen"))
	}
	texts, err := v.read(v.Ctx(), file)
	if problems := problemsOf(err); problems != nil {
		return v.page(nil, problems)
	} else if err != nil {
		return err
	}
	return v.follow(texts)
}

// read reads a photo, when it is its turn.
func (p *Pages) read(ctx context.Context, file []byte) ([]string, error) {
	select {
	case p.reading <- struct{}{}:
		defer func() { <-p.reading }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	return snapshot.Read(file)
}

// follow goes on to the first code of this service, or tells of another.
func (v *visit) follow(texts []string) error {
	var other *lead
	for _, text := range texts {
		l := leadOf(v.Registry.BaseURL(), text)
		if l.Path != "" {
			return v.Redirect(l.Path, l.Query)
		}
		if other == nil {
			other = &l
		}
	}
	return v.page(other, nil)
}

// problemsOf says what is wrong with a photo; nil where it is not the photo.
func problemsOf(err error) trace.Problems {
	switch {
	case errors.Is(err, snapshot.ErrNoSymbol):
		return problem("photoNoCode")
	case errors.Is(err, snapshot.ErrFormat):
		return problem("photoUnknown")
	case errors.Is(err, snapshot.ErrDamaged):
		return problem("photoDamaged")
	case errors.Is(err, snapshot.ErrTooLarge):
		return problem("photoTooManyPixels", int64(snapshot.MaxPixels/1_000_000))
	}
	return nil
}

func problem(key string, args ...any) trace.Problems {
	return trace.Problems{{Field: "photo", Key: key, Args: args}}
}
