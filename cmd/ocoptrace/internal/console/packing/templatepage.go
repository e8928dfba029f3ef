package packing

import (
	"encoding/json"
	"html/template"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/label/raster"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// templateBody is the page on which a template is changed.
type templateBody struct {
	console.Common
	Head    *console.Form
	Groups  []lineGroup
	Offered []offer
	Logo    template.HTML // as it is printed; "" for none
	LogoAdd *console.Form
	Faults  []string      // of the template as a whole
	Paper   *console.Form // what the preview is of
	Look    look
	Back    string
}

func (v *visit) editPage(e *editing, problems trace.Problems, status int) error {
	e.t.ID = "mau" // a name that is none of the program's, until it is saved
	base, err := json.Marshal(e.t)
	if err != nil {
		return err
	}
	b := &templateBody{Back: v.Page.To("/console/templates"), Faults: v.faults(e.t)}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	b.Head = v.headForm(e, string(base))
	b.LogoAdd = v.logoForm()
	for _, problem := range problems {
		for _, f := range []*console.Form{b.Head, b.LogoAdd} {
			if f.Field(problem.Field) != nil {
				f.Blame(v.Page, trace.Problems{problem})
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
	v.Web.Scripted(v.Page, "preview")
	title := v.Page.T("console.template.new")
	if e.own != "" {
		title = v.Page.T("console.template.edit")
	}
	return v.Show("template", title, b, status)
}

// loose are the problems that no field of the page shows.
func (v *visit) loose(b *templateBody, problems trace.Problems) (texts []string) {
	texts = append(texts, b.Faults...)
	for _, p := range problems {
		if b.Head.Field(p.Field) != nil || b.LogoAdd.Field(p.Field) != nil {
			continue
		}
		texts = append(texts, v.Page.Problem(p))
	}
	return texts
}

// headForm has what holds for the label as a whole.
func (v *visit) headForm(e *editing, base string) *console.Form {
	spoken := "vi"
	if len(e.t.Languages) > 1 {
		spoken = "vi-en"
	}
	f := console.NewForm("", console.Hidden("base", base), console.Hidden("own", e.own),
		&console.Field{Name: "nameVi", Label: "console.template.nameVi", Type: "text", Lang: "vi", Value: e.t.Name.Vi, Max: 60},
		&console.Field{Name: "nameEn", Label: "console.template.nameEn", Type: "text", Lang: "en", Value: e.t.Name.En, Max: 60},
		&console.Field{Name: "languages", Label: "console.template.languages", Type: "choice", Value: spoken, Options: []console.Option{
			{Value: "vi", Text: v.Page.T("console.template.languages.1")}, {Value: "vi-en", Text: v.Page.T("console.template.languages.2")}}},
		&console.Field{Name: "place", Label: "console.template.place", Type: "choice", Value: string(e.t.Symbol.Place), Options: []console.Option{
			{Value: "left", Text: v.Page.T("console.template.place.left")}, {Value: "right", Text: v.Page.T("console.template.place.right")},
			{Value: "top", Text: v.Page.T("console.template.place.top")}}},
		&console.Field{Name: "letters", Label: "console.template.letters", Hint: v.Page.T("console.template.letters.hint"), Type: "length", Value: v.decimalText(e.t.Letters)},
		&console.Field{Name: "qr", Label: "console.template.qr", Hint: v.Page.T("console.template.qr.hint", v.decimalText(e.t.Symbol.Least)), Type: "length", Value: v.decimalText(e.t.Symbol.Good)},
	)
	for _, field := range f.Fields { // what cannot be read comes back as typed
		if field.Type == "length" && v.R.Form.Has(field.Name) {
			field.Value = v.Value(field.Name)
		}
	}
	return f
}

func (v *visit) logoForm() *console.Form {
	tones := []console.Option{}
	for _, t := range []tone{toneAuto, toneLighter, toneDarker, toneInverted} {
		key := "auto"
		if t != toneAuto {
			key = string(t)
		}
		tones = append(tones, console.Option{Value: string(t), Text: v.Page.T("console.template.tone." + key)})
	}
	return console.NewForm("",
		&console.Field{Name: "logo", Label: "console.template.logo", Hint: v.Page.T("console.template.logo.hint"), Type: "file", Accept: "image/png,image/jpeg", Optional: true},
		&console.Field{Name: "tone", Label: "console.template.tone", Type: "choice", Value: v.Value("tone"), Options: tones})
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
	s, err := catalogue.Find(v.Value("stock"))
	if err != nil {
		s = typicalStock(e.t.Purpose)
	}
	batch := v.Value("batch")
	if batch == "" && len(batches) > 0 {
		batch = batches[0].Value
	}
	b.Paper = console.NewForm("", v.stockChoice(catalogue, s.ID))
	if len(batches) > 0 {
		b.Paper.Fields = append(b.Paper.Fields, &console.Field{Name: "batch", Label: "console.field.batch", Type: "choice", Value: batch, Options: batches})
	}
	t := e.t
	t.ID, t.Name = "mau", layout.Names{Vi: "mau", En: "mau"}
	if len(t.Check()) > 0 {
		return nil // Faults say why there is no preview
	}
	b.Look, err = v.lookAt(t, s, batch)
	return err
}

func (v *visit) stockChoice(c *stock.Catalogue, id string) *console.Field {
	f := &console.Field{Name: "stock", Label: "console.field.stock", Type: "choice", Value: id}
	for _, s := range c.All() {
		f.Options = append(f.Options, console.Option{Value: s.ID, Text: v.stockTitle(s)})
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
