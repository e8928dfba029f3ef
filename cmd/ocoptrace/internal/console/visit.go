package console

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/audit"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"

	"github.com/gorilla/mux"
)

// MaxForm bounds what a form may send, in bytes.
const MaxForm = 64 << 10

// A Visit is one request being answered.
type Visit struct {
	*Console
	W     http.ResponseWriter
	R     *http.Request
	Page  *web.Page
	User  account.User
	Token string // of the session
}

// Open answers requests that need no session.
func (c *Console) Open(f func(*Visit) error) http.HandlerFunc { return c.OpenTo(MaxForm, f) }

// OpenTo is Open for forms of up to so many bytes; over MaxForm they may send
// files.
func (c *Console) OpenTo(limit int64, f func(*Visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r = r.WithContext(audit.As(r.Context(), audit.Actor{From: audit.Console}))
		v := &Visit{Console: c, W: w, R: r, Page: c.Web.NewPage(r)}
		if err := v.answer(limit, f); err != nil {
			c.Web.Error(w, r, err)
		}
	}
}

// Signed answers requests of signed-in users of some roles; of all roles if none
// is named.
func (c *Console) Signed(f func(*Visit) error, roles ...account.Role) http.HandlerFunc {
	return c.SignedTo(MaxForm, f, roles...)
}

// SignedTo is Signed for forms of up to so many bytes.
func (c *Console) SignedTo(limit int64, f func(*Visit) error, roles ...account.Role) http.HandlerFunc {
	return c.OpenTo(limit, func(v *Visit) error {
		if err := v.SignedIn(); errors.Is(err, account.ErrNoSession) {
			return v.askToSignIn()
		} else if err != nil {
			return err
		}
		if len(roles) > 0 && !slices.Contains(roles, v.User.Role) {
			return web.Status(http.StatusForbidden)
		}
		v.R = v.R.WithContext(audit.Named(v.Ctx(), v.User.Name))
		if v.R.Method != http.MethodPost {
			return f(v)
		}
		return v.kept(f)
	})
}

func (v *Visit) answer(limit int64, f func(*Visit) error) error {
	// With "no-referrer" browsers that lack Sec-Fetch-Site send the Origin
	// "null", and their forms could not be told from those of other sites.
	v.W.Header().Set("Referrer-Policy", "same-origin")
	v.W.Header().Set("Cache-Control", "no-store")
	if err := v.cross.Check(v.R); err != nil {
		return web.Status(http.StatusForbidden)
	}
	v.R.Body = http.MaxBytesReader(v.W, v.R.Body, limit)
	if err := v.parse(limit); err != nil {
		if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
			return err
		}
		return web.Status(http.StatusBadRequest)
	}
	v.Page.NoIndex, v.Page.Console = true, false
	if v.R.Method != http.MethodPost {
		v.Page.Keep(v.R.URL.Query())
	}
	return f(v)
}

// parse reads the form, and files where they may be sent; those are kept in
// memory.
func (v *Visit) parse(limit int64) error {
	if limit <= MaxForm {
		return v.R.ParseForm()
	}
	err := v.R.ParseMultipartForm(limit)
	if errors.Is(err, http.ErrNotMultipart) {
		return nil // read as an ordinary form
	}
	return err
}

// Upload is a file that was sent in a field; nil for none, or an empty one.
func (v *Visit) Upload(name string) ([]byte, error) {
	if v.R.MultipartForm == nil {
		return nil, nil
	}
	file, _, err := v.R.FormFile(name)
	if errors.Is(err, http.ErrMissingFile) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(file)
}

// askToSignIn leads to the form, and from there back to a page; what a form
// sent is not repeated.
func (v *Visit) askToSignIn() error {
	query := url.Values{}
	if v.R.Method != http.MethodPost {
		query.Set("next", v.R.URL.RequestURI())
	}
	return v.Redirect("/signin", query)
}

// Redirect answers 303 with a page of ours.
func (v *Visit) Redirect(path string, query url.Values) error {
	http.Redirect(v.W, v.R, v.Page.Link(path, query), http.StatusSeeOther)
	return nil
}

// RedirectTo answers 303 with a place in a page.
func (v *Visit) RedirectTo(path string, query url.Values, place string) error {
	http.Redirect(v.W, v.R, v.Page.Link(path, query)+"#"+place, http.StatusSeeOther)
	return nil
}

// Show answers with a page of a template that a room parsed; its body embeds
// Common.
func (v *Visit) Show(template, title string, body any, status int) error {
	t, err := v.templates.find(template)
	if err != nil {
		return err
	}
	v.Page.Title, v.Page.Body = title, body
	v.Web.Answer(v.W, v.R, t, v.Page, status)
	return nil
}

// Common is part of every page's body.
type Common struct {
	User   account.User
	Maker  *trace.Entity // of a producer
	Nav    []NavLink     // where to go from here
	Notice string        // what was done a moment ago
}

// Common is what every page of the user's shows.
func (v *Visit) Common() (Common, error) {
	nav, err := v.nav()
	b := Common{User: v.User, Nav: nav, Notice: v.Notice()}
	if err != nil {
		return b, err
	}
	if !slices.Contains(Makers, v.User.Role) {
		return b, nil
	}
	maker, err := v.Registry.Entity(v.Ctx(), v.User.Entity)
	if err != nil && !errors.Is(err, trace.ErrNotFound) {
		return b, err
	}
	b.Maker = maker
	return b, nil
}

// Notice is the text about what a redirect says was done.
func (v *Visit) Notice() string {
	done := v.R.URL.Query().Get("done")
	if key := "console.done." + done; done != "" && v.Page.Has(key) {
		return v.Page.T(key)
	}
	return ""
}

// Ctx ends with the request.
func (v *Visit) Ctx() context.Context { return v.R.Context() }

// Today is the day in Viet Nam.
func (v *Visit) Today() ocop.Date { return ocop.DateOf(v.Now()) }

// Variable is a part of the path; "" if it is not well formed.
func (v *Visit) Variable(name string) string {
	s, err := url.PathUnescape(mux.Vars(v.R)[name])
	if err != nil {
		return ""
	}
	return s
}

// Value is what was entered in a field.
func (v *Visit) Value(name string) string { return v.R.Form.Get(name) }

// NewKey is a key for a form that states something.
func (v *Visit) NewKey() (string, error) {
	b := make([]byte, 16)
	if _, err := io.ReadFull(v.Random, b); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// Missing is the answer where a thing is not there, or another's.
func Missing(err error) error {
	if errors.Is(err, trace.ErrNotFound) {
		return web.Status(http.StatusNotFound)
	}
	return err
}

// OwnProduct is a product of the user's entity.
func (v *Visit) OwnProduct(id string) (*trace.Product, error) {
	p, err := v.Registry.Product(v.Ctx(), id)
	if err != nil {
		return nil, Missing(err)
	}
	if p.Entity != v.User.Entity {
		return nil, web.Status(http.StatusNotFound)
	}
	return p, nil
}

// JSON answers a script.
func (v *Visit) JSON(text []byte) error {
	v.W.Header().Set("Content-Type", "application/json")
	v.W.Header().Set("X-Content-Type-Options", "nosniff")
	_, err := v.W.Write(text)
	return err
}

// ShowPart answers with a part of a template alone.
func (v *Visit) ShowPart(template, part string) error {
	t, err := v.templates.find(template)
	if err != nil {
		return err
	}
	return t.ExecuteTemplate(v.W, part, v.Page)
}
