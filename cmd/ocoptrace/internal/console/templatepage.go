package console

import (
	"encoding/json"
	"html/template"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/label/raster"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// templateBody is the page on which a template is changed.
type templateBody struct {
	common
	Head    *form
	Groups  []lineGroup
	Offered []offer
	Logo    template.HTML // as it is printed; "" for none
	LogoAdd *form
	Faults  []string // of the template as a whole
	Paper   *form    // what the preview is of
	Look    look
	Back    string
}

func (v *visit) editPage(e *editing, problems trace.Problems, status int) error {
	e.t.ID = "mau" // a name that is none of the program's, until it is saved
	base, err := json.Marshal(e.t)
	if err != nil {
		return err
	}
	b := &templateBody{Back: v.page.To("/console/templates"), Faults: v.faults(e.t)}
	if b.common, err = v.common(); err != nil {
		return err
	}
	b.Head = v.headForm(e, string(base))
	b.LogoAdd = v.logoForm()
	for _, problem := range problems {
		for _, f := range []*form{b.Head, b.LogoAdd} {
			if f.field(problem.Field) != nil {
				f.blame(v.page, trace.Problems{problem})
			}
		}
	}
	b.Groups = v.groups(e, problems)
	for _, key := range unshown(e.t, e.lines) {
		b.Offered = append(b.Offered, offer{key, v.lineName(key)})
	}
	if b.Logo, err = logoSVG(e.t.Logo); err != nil {
		return err
	}
	if err := v.fillLook(b, e); err != nil {
		return err
	}
	b.Head.Rest = append(b.Head.Rest, v.loose(b, problems)...)
	v.Web.Scripted(v.page, "preview")
	title := v.page.T("console.template.new")
	if e.own != "" {
		title = v.page.T("console.template.edit")
	}
	return v.show("template", title, b, status)
}

// loose are the problems that no field of the page shows.
func (v *visit) loose(b *templateBody, problems trace.Problems) (texts []string) {
	texts = append(texts, b.Faults...)
	for _, p := range problems {
		if b.Head.field(p.Field) != nil || b.LogoAdd.field(p.Field) != nil {
			continue
		}
		texts = append(texts, v.page.Problem(p))
	}
	return texts
}

// headForm has what holds for the label as a whole.
func (v *visit) headForm(e *editing, base string) *form {
	spoken := "vi"
	if len(e.t.Languages) > 1 {
		spoken = "vi-en"
	}
	f := newForm("", hidden("base", base), hidden("own", e.own),
		&field{Name: "nameVi", Label: "console.template.nameVi", Type: "text", Lang: "vi", Value: e.t.Name.Vi, Max: 60},
		&field{Name: "nameEn", Label: "console.template.nameEn", Type: "text", Lang: "en", Value: e.t.Name.En, Max: 60},
		&field{Name: "languages", Label: "console.template.languages", Type: "choice", Value: spoken, Options: []option{
			{"vi", v.page.T("console.template.languages.1")}, {"vi-en", v.page.T("console.template.languages.2")}}},
		&field{Name: "place", Label: "console.template.place", Type: "choice", Value: string(e.t.Symbol.Place), Options: []option{
			{"left", v.page.T("console.template.place.left")}, {"right", v.page.T("console.template.place.right")},
			{"top", v.page.T("console.template.place.top")}}},
		&field{Name: "letters", Label: "console.template.letters", Hint: v.page.T("console.template.letters.hint"), Type: "length", Value: v.decimalText(e.t.Letters)},
		&field{Name: "qr", Label: "console.template.qr", Hint: v.page.T("console.template.qr.hint", v.decimalText(e.t.Symbol.Least)), Type: "length", Value: v.decimalText(e.t.Symbol.Good)},
	)
	for _, field := range f.Fields { // what cannot be read comes back as typed
		if field.Type == "length" && v.r.Form.Has(field.Name) {
			field.Value = v.value(field.Name)
		}
	}
	return f
}

func (v *visit) logoForm() *form {
	tones := []option{}
	for _, t := range []tone{toneAuto, toneLighter, toneDarker, toneInverted} {
		key := "auto"
		if t != toneAuto {
			key = string(t)
		}
		tones = append(tones, option{string(t), v.page.T("console.template.tone." + key)})
	}
	return newForm("",
		&field{Name: "logo", Label: "console.template.logo", Hint: v.page.T("console.template.logo.hint"), Type: "file", Accept: "image/png,image/jpeg", Optional: true},
		&field{Name: "tone", Label: "console.template.tone", Type: "choice", Value: v.value("tone"), Options: tones})
}

// fillLook adds the preview, on the stock and of the batch that were chosen.
func (v *visit) fillLook(b *templateBody, e *editing) error {
	catalogue, _, err := v.catalogue()
	if err != nil {
		return err
	}
	batches, err := v.batchOptions()
	if err != nil {
		return err
	}
	s, err := catalogue.Find(v.value("stock"))
	if err != nil {
		s = typicalStock(e.t.Purpose)
	}
	batch := v.value("batch")
	if batch == "" && len(batches) > 0 {
		batch = batches[0].Value
	}
	b.Paper = newForm("", v.stockChoice(catalogue, s.ID))
	if len(batches) > 0 {
		b.Paper.Fields = append(b.Paper.Fields, &field{Name: "batch", Label: "console.field.batch", Type: "choice", Value: batch, Options: batches})
	}
	t := e.t
	t.ID, t.Name = "mau", layout.Names{Vi: "mau", En: "mau"}
	if len(t.Check()) > 0 {
		return nil // Faults say why there is no preview
	}
	b.Look, err = v.lookAt(t, s, batch)
	return err
}

func (v *visit) stockChoice(c *stock.Catalogue, id string) *field {
	f := &field{Name: "stock", Label: "console.field.stock", Type: "choice", Value: id}
	for _, s := range c.All() {
		f.Options = append(f.Options, option{s.ID, v.stockTitle(s)})
	}
	return f
}

// logoSVG draws a logo as it is printed.
func logoSVG(l *layout.Logo) (template.HTML, error) {
	if l == nil {
		return "", nil
	}
	w, h := float64(l.W)/10, float64(l.H)/10 // mm; the page sizes it
	d := &label.Drawing{W: w, H: h, Images: []label.ImageMark{{Bitmap: &label.Bitmap{W: l.W, H: l.H, Bits: l.Bits}, W: w, H: h}}}
	if raster.Check(&label.Page{W: w, H: h, Placed: []label.Placed{{Drawing: d}}}) != nil {
		return "", nil // what was sent is no logo, which Faults say
	}
	svg, err := drawn(printing.Preview{Label: d})
	if err != nil {
		return "", err
	}
	return inline(svg), nil
}
