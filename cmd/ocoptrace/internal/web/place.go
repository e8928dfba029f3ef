package web

import (
	"net/http"

	"ocoptrace/trace/code"
	"ocoptrace/trace/ocop"
)

// maxPlace bounds the form of a place, in bytes.
const maxPlace = 1 << 10

// placeForm asks where a label was found.
type placeForm struct {
	Code      code.Code
	Path      string // of the label
	Provinces []ocop.Province
	Missing   bool           // sent without a province
	Told      *ocop.Province // what was sent
	Counted   bool
}

// Province is a province's name in the page's language.
func (p *page) Province(o ocop.Province) string { return p.Pick(o.Name, o.NameEn).String() }

// place shows the form and takes it. Nobody has to answer, and nothing but the
// province is taken from who does.
func (web *Web) place(w http.ResponseWriter, r *http.Request) {
	target, err := web.registry.ResolveCode(r.Context(), typed(r))
	if err == nil && r.Method == http.MethodPost {
		err = sentFromHere(w, r)
	}
	if err != nil {
		web.Error(w, r, err)
		return
	}
	p, f, status := web.newPage(r), &placeForm{Code: target.Code, Path: "/x/" + target.Code.String(), Provinces: ocop.Provinces()}, http.StatusOK
	p.Title, p.Body, p.template, p.NoIndex = p.T("looks.place.title"), f, "place", true
	if r.Method == http.MethodPost {
		told, known := ocop.ProvinceByCode(r.PostForm.Get("province"))
		if known {
			f.Told, f.Counted = &told, web.lookups.Told(r, target.Code, told.Code)
		} else {
			f.Missing, status = true, http.StatusUnprocessableEntity
		}
	}
	web.answer(w, r, p, status)
}

// sentFromHere reads a form that was sent from a page of ours.
func sentFromHere(w http.ResponseWriter, r *http.Request) error {
	if http.NewCrossOriginProtection().Check(r) != nil {
		return Status(http.StatusForbidden)
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxPlace)
	if r.ParseForm() != nil {
		return Status(http.StatusBadRequest)
	}
	return nil
}
