package console

import (
	"context"
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/url"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"

	"github.com/gorilla/mux"
)

// maxForm bounds what a form may send, in bytes.
const maxForm = 64 << 10

// A visit is one request being answered.
type visit struct {
	*Console
	w     http.ResponseWriter
	r     *http.Request
	page  *web.Page
	user  account.User
	token string // of the session
}

// open answers requests that need no session.
func (c *Console) open(f func(*visit) error) http.HandlerFunc { return c.openTo(maxForm, f) }

// openTo is open for forms of up to so many bytes; over maxForm they may send
// files.
func (c *Console) openTo(limit int64, f func(*visit) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		v := &visit{Console: c, w: w, r: r, page: c.Web.NewPage(r)}
		if err := v.answer(limit, f); err != nil {
			c.Web.Error(w, r, err)
		}
	}
}

// signed answers requests of users of a role; of any role if it is empty.
func (c *Console) signed(role account.Role, f func(*visit) error) http.HandlerFunc {
	return c.signedTo(maxForm, role, f)
}

// signedTo is signed for forms of up to so many bytes.
func (c *Console) signedTo(limit int64, role account.Role, f func(*visit) error) http.HandlerFunc {
	return c.openTo(limit, func(v *visit) error {
		if err := v.signedIn(); errors.Is(err, account.ErrNoSession) {
			return v.askToSignIn()
		} else if err != nil {
			return err
		}
		if role != "" && v.user.Role != role {
			return web.Status(http.StatusForbidden)
		}
		return f(v)
	})
}

func (v *visit) answer(limit int64, f func(*visit) error) error {
	// With "no-referrer" browsers that lack Sec-Fetch-Site send the Origin
	// "null", and their forms could not be told from those of other sites.
	v.w.Header().Set("Referrer-Policy", "same-origin")
	v.w.Header().Set("Cache-Control", "no-store")
	if err := v.cross.Check(v.r); err != nil {
		return web.Status(http.StatusForbidden)
	}
	v.r.Body = http.MaxBytesReader(v.w, v.r.Body, limit)
	if err := v.parse(limit); err != nil {
		if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
			return err
		}
		return web.Status(http.StatusBadRequest)
	}
	v.page.NoIndex, v.page.Console = true, false
	if v.r.Method != http.MethodPost {
		v.page.Keep(v.r.URL.Query())
	}
	return f(v)
}

// parse reads the form, and files where they may be sent; those are kept in
// memory.
func (v *visit) parse(limit int64) error {
	if limit <= maxForm {
		return v.r.ParseForm()
	}
	err := v.r.ParseMultipartForm(limit)
	if errors.Is(err, http.ErrNotMultipart) {
		return nil // read as an ordinary form
	}
	return err
}

// upload is a file that was sent in a field; nil for none, or an empty one.
func (v *visit) upload(name string) ([]byte, error) {
	if v.r.MultipartForm == nil {
		return nil, nil
	}
	file, _, err := v.r.FormFile(name)
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
func (v *visit) askToSignIn() error {
	query := url.Values{}
	if v.r.Method != http.MethodPost {
		query.Set("next", v.r.URL.RequestURI())
	}
	return v.redirect("/signin", query)
}

// redirect answers 303 with a page of ours.
func (v *visit) redirect(path string, query url.Values) error {
	http.Redirect(v.w, v.r, v.page.Link(path, query), http.StatusSeeOther)
	return nil
}

// redirectTo answers 303 with a place in a page.
func (v *visit) redirectTo(path string, query url.Values, place string) error {
	http.Redirect(v.w, v.r, v.page.Link(path, query)+"#"+place, http.StatusSeeOther)
	return nil
}

// show answers with a page.
func (v *visit) show(template, title string, body any, status int) error {
	v.page.Title, v.page.Body = title, body
	v.Web.Answer(v.w, v.r, v.templates[template], v.page, status)
	return nil
}

// common is part of every page's body.
type common struct {
	User   account.User
	Maker  *trace.Entity // of a producer
	Notice string        // what was done a moment ago
}

func (v *visit) common() (common, error) {
	b := common{User: v.user, Notice: v.notice()}
	if v.user.Role != account.Producer {
		return b, nil
	}
	maker, err := v.Registry.Entity(v.ctx(), v.user.Entity)
	if err != nil && !errors.Is(err, trace.ErrNotFound) {
		return b, err
	}
	b.Maker = maker
	return b, nil
}

// notice is the text about what a redirect says was done.
func (v *visit) notice() string {
	done := v.r.URL.Query().Get("done")
	if key := "console.done." + done; done != "" && v.page.Has(key) {
		return v.page.T(key)
	}
	return ""
}

func (v *visit) ctx() context.Context { return v.r.Context() }

// today is the day in Viet Nam.
func (v *visit) today() ocop.Date { return ocop.DateOf(v.Now()) }

// variable is a part of the path; "" if it is not well formed.
func (v *visit) variable(name string) string {
	s, err := url.PathUnescape(mux.Vars(v.r)[name])
	if err != nil {
		return ""
	}
	return s
}

// value is what was entered in a field.
func (v *visit) value(name string) string { return v.r.Form.Get(name) }

// newKey is a key for a form that states something.
func (v *visit) newKey() (string, error) {
	b := make([]byte, 16)
	if _, err := io.ReadFull(v.Random, b); err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

// missing is the answer where a thing is not there, or another's.
func missing(err error) error {
	if errors.Is(err, trace.ErrNotFound) {
		return web.Status(http.StatusNotFound)
	}
	return err
}

// ownProduct is a product of the user's entity.
func (v *visit) ownProduct(id string) (*trace.Product, error) {
	p, err := v.Registry.Product(v.ctx(), id)
	if err != nil {
		return nil, missing(err)
	}
	if p.Entity != v.user.Entity {
		return nil, web.Status(http.StatusNotFound)
	}
	return p, nil
}
