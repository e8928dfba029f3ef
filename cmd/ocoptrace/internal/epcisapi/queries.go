package epcisapi

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/subscription"

	"github.com/gorilla/mux"
)

// A queryView is a named query as the standard has it.
type queryView struct {
	Name  string          `json:"name"`
	Query json.RawMessage `json:"query"`
}

func (a *API) queries(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.mayQuery(r); err != nil {
		return err
	}
	all, err := a.Book.Queries(r.Context())
	if err != nil {
		return err
	}
	page, err := readPage(r)
	if err != nil {
		return err
	}
	views := []queryView{}
	for _, q := range all {
		if q.Name <= page.after {
			continue
		}
		if len(views) == page.size {
			a.linkNext(w, r, tokenOf(views[len(views)-1].Name))
			break
		}
		views = append(views, queryView{q.Name, q.Query})
	}
	write(w, r, http.StatusOK, contentType(r), views)
	return nil
}

// readJSON reads a body that has no other members than those of a value.
func readJSON(r *http.Request, value any) error {
	if err := isJSON(r); err != nil {
		return err
	}
	d := json.NewDecoder(http.MaxBytesReader(nil, r.Body, 64<<10))
	d.DisallowUnknownFields()
	if err := d.Decode(value); err != nil {
		return problem{Status: http.StatusBadRequest, Detail: fmt.Sprintf("the body is not as it is to be: %.200s", err)}
	}
	if d.More() {
		return problem{Status: http.StatusBadRequest, Detail: "something follows the end of the body"}
	}
	return nil
}

func (a *API) makeQuery(w http.ResponseWriter, r *http.Request) error {
	u, err := a.mayName(r)
	if err != nil {
		return err
	}
	var v queryView
	if err := readJSON(r, &v); err != nil {
		return err
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, v.Query); err != nil {
		return problem{Status: http.StatusBadRequest, Detail: "query is missing"}
	}
	q := subscription.NamedQuery{Name: v.Name, Query: compact.Bytes(), Namespaces: a.namespaces(r), User: u.Name}
	if err := a.Book.Make(r.Context(), q); err != nil {
		return err
	}
	w.Header().Set("Location", a.base+Path+"/queries/"+v.Name)
	w.WriteHeader(http.StatusCreated)
	return nil
}

func (a *API) query(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.mayQuery(r); err != nil {
		return err
	}
	q, err := a.Book.Query(r.Context(), mux.Vars(r)["name"])
	if err == nil {
		write(w, r, http.StatusOK, contentType(r), queryView{q.Name, q.Query})
	}
	return err
}

func (a *API) removeQuery(w http.ResponseWriter, r *http.Request) error {
	u, err := a.mayName(r)
	if err != nil {
		return err
	}
	if err := a.Book.Remove(r.Context(), mux.Vars(r)["name"], u.Name); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// queryEvents answers a named query; perPage and nextPageToken are given with
// the request.
func (a *API) queryEvents(w http.ResponseWriter, r *http.Request) error {
	if _, err := a.mayQuery(r); err != nil {
		return err
	}
	named, err := a.Book.Query(r.Context(), mux.Vars(r)["name"])
	if err != nil {
		return err
	}
	values := r.URL.Query()
	for name := range values {
		if name != "perPage" && name != "nextPageToken" {
			return problem{Type: exception + "QueryParameterException", Status: http.StatusBadRequest, Detail: fmt.Sprintf("a named query takes no parameter %.60q", name)}
		}
	}
	q, err := named.Parse(values)
	if err != nil {
		return err
	}
	return a.answer(w, r, &q, named.Name)
}

// A subscriptionView is a subscription without its signature token.
type subscriptionView struct {
	ID       string                 `json:"subscriptionID"`
	Query    string                 `json:"queryName"`
	Dest     string                 `json:"dest"`
	Stream   bool                   `json:"stream,omitempty"`
	Schedule *subscription.Schedule `json:"schedule,omitempty"`
	IfEmpty  bool                   `json:"reportIfEmpty,omitempty"`
	Initial  *time.Time             `json:"initialRecordTime,omitempty"`
	Created  time.Time              `json:"createdAt"`
	Notified *time.Time             `json:"lastNotifiedAt,omitempty"`
	Trouble  string                 `json:"ocoptrace:trouble,omitempty"`
	Resting  bool                   `json:"ocoptrace:resting,omitempty"`
}

func viewSubscription(s subscription.Subscription) subscriptionView {
	v := subscriptionView{
		ID: s.ID, Query: s.Query, Dest: s.Dest, Stream: s.Stream, Schedule: s.Schedule, IfEmpty: s.IfEmpty,
		Created: s.Created, Trouble: s.Trouble, Resting: s.Resting,
	}
	if !s.Initial.IsZero() {
		v.Initial = &s.Initial
	}
	if !s.Notified.IsZero() {
		v.Notified = &s.Notified
	}
	return v
}

// subscribeRequest is what a subscriber sends.
type subscribeRequest struct {
	Dest     string                 `json:"dest"`
	Secret   string                 `json:"signatureToken"`
	Stream   bool                   `json:"stream"`
	Schedule *subscription.Schedule `json:"schedule"`
	IfEmpty  bool                   `json:"reportIfEmpty"`
	Initial  time.Time              `json:"initialRecordTime"`
}

func (a *API) subscribe(w http.ResponseWriter, r *http.Request) error {
	u, err := a.mayName(r)
	if err != nil {
		return err
	}
	var q subscribeRequest
	if err := readJSON(r, &q); err != nil {
		return err
	}
	s, err := a.Book.Subscribe(r.Context(), subscription.Subscription{
		Query: mux.Vars(r)["name"], User: u.Name, Dest: q.Dest, Secret: q.Secret, Stream: q.Stream,
		Schedule: q.Schedule, IfEmpty: q.IfEmpty, Initial: q.Initial,
	})
	if err != nil {
		return err
	}
	w.Header().Set("Location", a.base+Path+"/queries/"+s.Query+"/subscriptions/"+s.ID)
	write(w, r, http.StatusCreated, contentType(r), viewSubscription(s))
	return nil
}

// subscriptions lists those of whoever asks.
func (a *API) subscriptions(w http.ResponseWriter, r *http.Request) error {
	u, err := a.mayName(r)
	if err != nil {
		return err
	}
	all, err := a.Book.Subscriptions(r.Context(), mux.Vars(r)["name"])
	if err != nil {
		return err
	}
	views := []subscriptionView{}
	for _, s := range all {
		if s.User == u.Name {
			views = append(views, viewSubscription(s))
		}
	}
	write(w, r, http.StatusOK, contentType(r), views)
	return nil
}

func (a *API) subscription(w http.ResponseWriter, r *http.Request) error {
	u, err := a.mayName(r)
	if err != nil {
		return err
	}
	s, err := a.Book.Subscription(r.Context(), mux.Vars(r)["name"], mux.Vars(r)["id"])
	if err == nil && s.User != u.Name {
		err = subscription.ErrNotFound
	}
	if err == nil {
		write(w, r, http.StatusOK, contentType(r), viewSubscription(s))
	}
	return err
}

func (a *API) unsubscribe(w http.ResponseWriter, r *http.Request) error {
	u, err := a.mayName(r)
	if err != nil {
		return err
	}
	if err := a.Book.Unsubscribe(r.Context(), mux.Vars(r)["name"], mux.Vars(r)["id"], u.Name); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
