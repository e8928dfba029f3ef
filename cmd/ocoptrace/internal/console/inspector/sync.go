package inspector

import (
	"encoding/base64"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// syncPath takes a finding that was written without a connection.
const syncPath = "/console/inspector/sync"

// Limits of what a device sends, in bytes. The application makes photos so small.
const (
	sentPhoto = 2 << 20
	sentLimit = inspection.MaxPhotos*sentPhoto + console.MaxForm
)

// takeSent keeps a finding that a device sends: the fields are the public key,
// the text and the signature, each in base64 (package inspection, Sent), and the
// files "photo" that the text names, in its order. The answer is 303 to what is
// kept; 422 or 409 with what is wrong, as JSON {"problem": TEXT}.
func takeSent(v *visit) error {
	s, err := v.sent()
	if err != nil {
		return v.told(http.StatusUnprocessableEntity, map[string]string{"problem": err.Error()})
	}
	w, err := s.Open()
	if err != nil {
		return v.told(http.StatusUnprocessableEntity, map[string]string{"problem": err.Error()})
	}
	w.By = v.User.Name
	if v.User.Province != "" && w.ProvinceCode != v.User.Province {
		return v.told(http.StatusUnprocessableEntity, map[string]string{"problem": v.Page.T("app.forbidden")})
	}
	if err := v.place(&w); err != nil {
		return v.told(http.StatusConflict, map[string]string{"problem": v.Page.T("app.conflict", w.Product, w.Lot)})
	}
	if err := v.Findings.Register(v.Ctx(), s, v.User.Name); errors.Is(err, inspection.ErrDevice) {
		return v.told(http.StatusConflict, map[string]string{"problem": err.Error()})
	} else if err != nil {
		return err
	}
	kept, err := v.keepSent(w)
	if problems, err := console.AsProblems(err); err != nil {
		return err
	} else if len(problems) > 0 {
		return v.told(http.StatusUnprocessableEntity, map[string]string{"problem": v.problemText(problems)})
	}
	return v.Redirect(syncPath+"/"+kept.ID, url.Values{})
}

// keepSent keeps a finding with its photos. Nothing is kept of one that has
// problems.
func (v *visit) keepSent(w inspection.Written) (f inspection.Finding, err error) {
	files, err := v.files("photo")
	if err != nil {
		return f, err
	}
	if err := w.Belong(files); err != nil {
		return f, trace.Problems{{Field: "photo", Key: "photosDiffer"}}
	}
	w.Photos = w.Files // as many
	if problems := w.Problems(); len(problems) > 0 {
		return f, problems
	}
	w.Photos = nil
	for _, file := range files {
		photo, err := v.Photos.Put(v.Ctx(), file, media.Upload{By: v.User.Name, Private: true})
		if err != nil {
			return f, err
		}
		w.Photos = append(w.Photos, photo.Digest)
	}
	return v.Findings.Add(v.Ctx(), w.Finding, w.Key)
}

// files are those that were sent in a field.
func (v *visit) files(name string) (all [][]byte, err error) {
	if v.R.MultipartForm == nil {
		return nil, nil
	}
	for _, header := range v.R.MultipartForm.File[name] {
		file, err := header.Open()
		if err != nil {
			return nil, err
		}
		data, err := io.ReadAll(file)
		file.Close() // in memory
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// problemText says what is wrong with a finding, field by field.
func (v *visit) problemText(problems trace.Problems) string {
	texts := make([]string, len(problems))
	for i, p := range problems {
		texts[i] = v.Page.T(fieldLabel(p.Field)) + ": " + v.Page.Problem(p)
	}
	return strings.Join(texts, " ")
}

// fieldLabel is the key of the name of a field.
func fieldLabel(field string) string {
	switch field {
	case "provinceCode":
		return "inspect.province"
	case "reason":
		return "inspect.proposal.reason"
	}
	return "inspect." + field
}

// sent reads the fields.
func (v *visit) sent() (s inspection.Sent, err error) {
	for name, to := range map[string]*[]byte{"device": &s.Key, "text": &s.Text, "signature": &s.Signature} {
		if *to, err = base64.StdEncoding.DecodeString(v.Value(name)); err != nil {
			return s, err
		}
	}
	return s, nil
}

// place finds the batch and the label of what a device wrote.
func (v *visit) place(w *inspection.Written) error {
	if _, err := v.Registry.Batch(v.Ctx(), w.Product, w.Lot); err != nil {
		return err
	}
	w.Run, w.Label = "", 0
	if w.Code == "" {
		return nil
	}
	s, err := v.Registry.ScanCode(v.Ctx(), w.Code)
	if err != nil {
		return err
	}
	if s.Batch == nil || s.Batch.Fact.Product != w.Product || s.Batch.Fact.Lot != w.Lot {
		return trace.ErrNotFound
	}
	w.Run, w.Label = s.Label.Run.Fact.ID, s.Label.Number
	return nil
}

// showSent says that a finding is kept.
func showSent(v *visit) error {
	f, err := v.finding()
	if err != nil {
		return err
	}
	if f.By != v.User.Name {
		return web.Status(http.StatusNotFound)
	}
	return v.told(http.StatusOK, map[string]string{"id": f.ID, "at": v.Page.Time(f.At), "path": findingsPath + "/" + f.ID})
}
