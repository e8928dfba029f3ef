package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/accept"
	"ocoptrace/trace"
	"ocoptrace/trace/code"

	"github.com/gorilla/mux"
)

// scanFunc reads what a path is about.
type scanFunc func(r *http.Request) (*trace.Scan, error)

func codePath(c code.Code) string { return "/x/" + c.String() }

func batchPath(product, lot string) string {
	return "/batches/" + url.PathEscape(product) + "/" + url.PathEscape(lot)
}

func productPath(product string) string { return "/products/" + url.PathEscape(product) }

func (a *API) scanCode(r *http.Request) (*trace.Scan, error) {
	typed, err := url.PathUnescape(mux.Vars(r)["code"])
	if err != nil {
		return nil, fmt.Errorf("%w: %v", code.ErrMalformed, err)
	}
	return a.config.Registry.ScanCode(r.Context(), typed)
}

func (a *API) scanBatch(r *http.Request) (*trace.Scan, error) {
	product, lot, err := subject(mux.Vars(r)["product"], mux.Vars(r)["lot"])
	if err != nil {
		return nil, err
	}
	return a.config.Registry.ScanBatch(r.Context(), product, lot)
}

func (a *API) scanProduct(r *http.Request) (*trace.Scan, error) {
	product, _, err := subject(mux.Vars(r)["product"], "-")
	if err != nil {
		return nil, err
	}
	return a.config.Registry.ScanProduct(r.Context(), product)
}

var (
	productID = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)
	lotNumber = regexp.MustCompile(`^[A-Za-z0-9._-]{1,20}$`)
)

// subject unescapes a product and a lot. What no statement can be about is
// unknown and not looked up.
func subject(escapedProduct, escapedLot string) (product, lot string, err error) {
	product, errP := url.PathUnescape(escapedProduct)
	lot, errL := url.PathUnescape(escapedLot)
	if errP != nil || errL != nil || !productID.MatchString(product) || !lotNumber.MatchString(lot) {
		return "", "", fmt.Errorf("%w: product %.64q, lot %.20q", trace.ErrNotFound, product, lot)
	}
	return product, lot, nil
}

// wantsData matches requests for another form than the page.
func wantsData(r *http.Request, _ *mux.RouteMatch) bool {
	form := dataForm(r)
	return form != "" && form != typeHTML
}

func dataForm(r *http.Request) string {
	return accept.Choose(r.Header.Get("Accept"), typeHTML, typeJSON, typeVC, typeJWT)
}

// negotiated answers in the form that Accept asks for: the scan, or where the
// record is that it rests on most.
func (a *API) negotiated(scan scanFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		varies(w.Header())
		form := dataForm(r)
		if form == typeJSON {
			a.scanJSON(scan)(w, r)
			return
		}
		s, err := scan(r)
		if err != nil {
			a.fail(w, r, err)
			return
		}
		target := recordPath(mainRecord(s).ID)
		if form == typeJWT {
			target += "/jwt"
		}
		w.Header().Set("Location", target)
		w.Header().Set("Cache-Control", cacheScan)
		w.WriteHeader(http.StatusSeeOther)
	}
}

// mainRecord is the batch's, or the product's where there is no batch, or the
// label run's where there is neither.
func mainRecord(s *trace.Scan) *trace.Evidence {
	switch {
	case s.Batch != nil:
		return s.Batch.Evidence
	case s.Product.Evidence != nil:
		return s.Product.Evidence
	}
	return s.Label.Run.Evidence
}

func (a *API) scanJSON(scan scanFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		s, err := scan(r)
		if err != nil {
			a.fail(w, r, err)
			return
		}
		answer, err := scanAnswer(a.view(s))
		if err != nil {
			a.fail(w, r, err)
			return
		}
		answer.serve(w, r)
	}
}

// scanAnswer tags the scan by all but the time of the check.
func scanAnswer(v scanView) (answer, error) {
	body, err := json.Marshal(v)
	if err != nil {
		return answer{}, err
	}
	v.At = time.Time{}
	tagged, err := json.Marshal(v)
	return answer{
		contentType: typeJSON, cache: cacheScan, etag: entityTag("W/", tagged), body: append(body, '\n'),
	}, err
}
