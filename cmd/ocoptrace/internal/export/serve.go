package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"time"

	"ocoptrace/trace"

	"github.com/gorilla/mux"
)

// Config says what a Server works with.
type Config struct {
	Registry *trace.Registry
	Fail     func(w http.ResponseWriter, r *http.Request, err error) // answers with an error
}

// A Server serves the exports of batches. Its methods may be called
// concurrently.
type Server struct{ Config }

// Routes registers the addresses on a router that uses encoded paths.
func (s *Server) Routes(r *mux.Router) {
	const batch = "/batches/{product}/{lot}"
	for path, write := range map[string]func(*http.Request, *trace.Scan) ([]byte, string, error){
		batch + "/passport": s.items(Passport), batch + "/items": s.items(TenItems), batch + "/untp": s.untp,
	} {
		r.HandleFunc(path, s.answer(write)).Methods(http.MethodGet, http.MethodHead)
	}
}

func (s *Server) answer(write func(*http.Request, *trace.Scan) ([]byte, string, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Access-Control-Allow-Origin", "*")
		scan, err := s.scan(r)
		if err != nil {
			s.Fail(w, r, err)
			return
		}
		body, contentType, err := write(r, scan)
		if err != nil {
			s.Fail(w, r, err)
			return
		}
		sum := sha256.Sum256(body)
		w.Header().Set("Content-Type", contentType)
		w.Header().Set("Cache-Control", "public, max-age=30")
		w.Header().Set("ETag", `"`+base64.RawURLEncoding.EncodeToString(sum[:12])+`"`)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
	}
}

// What no statement can be about is unknown and not looked up.
var (
	productID = regexp.MustCompile(`^[a-z0-9-]{1,64}$`)
	lotNumber = regexp.MustCompile(`^[A-Za-z0-9._-]{1,20}$`)
)

func (s *Server) scan(r *http.Request) (*trace.Scan, error) {
	product, errP := url.PathUnescape(mux.Vars(r)["product"])
	lot, errL := url.PathUnescape(mux.Vars(r)["lot"])
	if errP != nil || errL != nil || !productID.MatchString(product) || !lotNumber.MatchString(lot) {
		return nil, fmt.Errorf("%w: product %.64q, lot %.20q", trace.ErrNotFound, product, lot)
	}
	return s.Registry.ScanBatch(r.Context(), product, lot)
}

func (s *Server) items(of func(string, *trace.Scan) Items) func(*http.Request, *trace.Scan) ([]byte, string, error) {
	return func(_ *http.Request, scan *trace.Scan) ([]byte, string, error) {
		body, err := json.Marshal(of(s.Registry.BaseURL(), scan))
		return append(body, '\n'), "application/json", err
	}
}

func (s *Server) untp(r *http.Request, scan *trace.Scan) ([]byte, string, error) {
	token, err := UNTP(r.Context(), s.Registry, scan)
	return []byte(token), "application/vc+jwt", err
}
