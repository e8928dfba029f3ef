package packing

import (
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/label/layout"
	"ocoptrace/trace"
)

// templateFile gives a template as a file.
func templateFile(v *visit) error {
	t, _, err := v.template(v.Variable("template"))
	if err != nil {
		return err
	}
	data, err := t.Marshal()
	if err != nil {
		return err
	}
	return v.send("application/json", t.ID+".json", append(data, '\n'))
}

// uploadTemplate keeps a template that was saved as a file.
func uploadTemplate(v *visit) error {
	data, err := v.Upload("file")
	if err != nil {
		return err
	}
	if len(data) == 0 {
		return v.templatesPage(trace.Problems{{Field: "file", Key: "required"}})
	}
	t, err := layout.ReadTemplate(data)
	if err != nil {
		return v.templatesPage(trace.Problems{{Field: "file", Key: "notTemplate", Args: []any{console.ShortenTo(err.Error(), 400)}}})
	}
	if t.ID, err = v.freeTemplateID(t.ID); err != nil {
		return err
	}
	problems, err := v.saveTemplate(t)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		for i := range problems {
			problems[i].Field = "file"
		}
		return v.templatesPage(problems)
	}
	return v.RedirectTo("/console/templates", url.Values{"done": {"template"}}, "own-"+t.ID)
}

// send answers with a file; name is what it is saved as, "" for one that is
// shown.
func (v *visit) send(contentType, name string, data []byte) error {
	h := v.W.Header()
	h.Set("Content-Type", contentType)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
	h.Add("Vary", "Accept-Encoding")
	if web.AcceptsGzip(v.R.Header.Get("Accept-Encoding")) {
		zipped, err := web.Gzip(data)
		if err != nil {
			return err
		}
		h.Set("Content-Encoding", "gzip")
		data = zipped
	}
	h.Set("Content-Length", strconv.Itoa(len(data)))
	if name != "" {
		h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	}
	if v.R.Method != http.MethodHead {
		v.W.Write(data) // the client is gone if this fails
	}
	return nil
}
