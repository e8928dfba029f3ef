package console

import (
	"encoding/json"
	"html/template"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/web"
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

// A lineGroup is the lines of one part of a label.
type lineGroup struct {
	Name  string
	Lines []lineRow
}

// A lineRow is a line with what can be chosen for it.
type lineRow struct {
	Key, Name     string
	Fixed         bool
	First, Last   bool // of all
	Letters       bool // it has letters, whose size and weight can be chosen
	Bold, CanBold bool
	Right, Rule   bool
	Details       *form
	Open          bool
}

// An offer is what a template could show too.
type offer struct{ Key, Name string }

// editTemplate shows a template of the producer's to change, or one of the
// program's to make a new one of.
func editTemplate(v *visit) error {
	t, own, err := v.template(v.variable("template"))
	if err != nil {
		return err
	}
	e := &editing{t: t, lines: linesOf(t)}
	if own {
		e.own = t.ID
	} else {
		e.t.Name = layout.Names{Vi: t.Name.Vi + " (riêng)", En: t.Name.En + " (own)"}
	}
	return v.editPage(e, nil, http.StatusOK)
}

// changeTemplate shows the template as it was entered, or saves it.
func changeTemplate(v *visit) error {
	e, problems, err := v.editingSent()
	if err != nil {
		return err
	}
	if v.value("do") != "save" || len(problems) > 0 {
		status := http.StatusOK
		if len(problems) > 0 {
			status = http.StatusUnprocessableEntity
		}
		return v.editPage(e, problems, status)
	}
	if len(v.faults(e.t)) > 0 {
		return v.editPage(e, nil, http.StatusUnprocessableEntity)
	}
	return v.keepTemplate(e)
}

// keepTemplate saves it. A new one that there is already, to the letter, was
// sent twice.
func (v *visit) keepTemplate(e *editing) (err error) {
	if e.t.ID = e.own; e.own == "" {
		own, err := v.Press.Templates(v.ctx(), v.user.Entity)
		if err != nil {
			return err
		}
		for _, t := range own {
			if e.t.ID = t.ID; same(t, e.t) {
				return v.redirectTo("/console/templates", url.Values{"done": {"template"}}, "own-"+t.ID)
			}
		}
		if e.t.ID, err = v.freeTemplateID(e.t.Name.Vi); err != nil {
			return err
		}
	}
	problems, err := v.saveTemplate(e.t)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return v.editPage(e, problems, http.StatusUnprocessableEntity)
	}
	return v.redirectTo("/console/templates", url.Values{"done": {"template"}}, "own-"+e.t.ID)
}

// same says that two templates are the same file.
func same(a, b layout.Template) bool {
	x, errX := json.Marshal(a)
	y, errY := json.Marshal(b)
	return errX == nil && errY == nil && string(x) == string(y)
}

// previewTemplate answers the script of the page with the preview alone.
func previewTemplate(v *visit) error {
	e, problems, err := v.editingSent()
	if err != nil {
		return err
	}
	b := &templateBody{}
	if err := v.fillLook(b, e); err != nil {
		return err
	}
	if len(problems) > 0 && b.Look.SVG == "" {
		return web.Status(http.StatusUnprocessableEntity)
	}
	v.page.Body = b
	v.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	v.w.Header().Set("Content-Security-Policy", "default-src 'none'; sandbox")
	return v.templates["template"].ExecuteTemplate(v.w, "look", v.page)
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

// groups are the lines by the part of the label that they stand in.
func (v *visit) groups(e *editing, problems trace.Problems) (groups []lineGroup) {
	named := keys(e.lines)
	for _, part := range parts {
		g := lineGroup{Name: v.page.T("console.template.part." + part)}
		for i, l := range e.lines {
			if l.Part == part {
				row := v.lineRow(e, i, named[i])
				row.Details.blame(v.page, ofForm(row.Details, problems))
				row.Open = row.Details.Bad()
				g.Lines = append(g.Lines, row)
			}
		}
		if len(g.Lines) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

// ofForm are the problems of a form's fields.
func ofForm(f *form, problems trace.Problems) (of trace.Problems) {
	for _, p := range problems {
		if f.field(p.Field) != nil {
			of = append(of, p)
		}
	}
	return of
}

func (v *visit) lineRow(e *editing, at int, key string) lineRow {
	l := e.lines[at]
	row := lineRow{
		Key: key, Name: v.lineName(key), Fixed: fixed(e.t, e.lines, at), First: at == 0, Last: at == len(e.lines)-1,
		Letters: l.Item.Field != "", Right: l.Right, Rule: l.Item.Rule, Bold: l.Item.Style == "bold",
	}
	row.CanBold = row.Letters && l.Item.Style != "mono"
	row.Details = newForm("", &field{Name: "part." + key, Label: "console.template.part", Type: "choice", Value: l.Part, Options: v.partOptions()})
	if size := v.sizeField(l, key); size != nil {
		row.Details.Fields = append(row.Details.Fields, size)
	}
	row.Details.Fields = append(row.Details.Fields, v.colourField(l, key))
	return row
}

// lineName names a line for people.
func (v *visit) lineName(key string) string {
	switch {
	case key == logoKey:
		return v.page.T("console.template.logo")
	case len(key) > 5 && key[:5] == "rule-":
		return v.page.T("console.template.rule")
	}
	return printing.FieldName(v.page.Locale, label.Field(key))
}

func (v *visit) partOptions() (all []option) {
	for _, part := range parts {
		all = append(all, option{part, v.page.T("console.template.part." + part)})
	}
	return all
}

// sizes of letters in ordinary ones, and heights of the logo in mm.
var (
	letterSizes = []float64{0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.8, 2.2, 3}
	logoHeights = []float64{4, 5, 6, 8, 10, 12, 15, 20, 25, 30, 40, 60}
)

// sizeField offers sizes; nil for a rule, which has none.
func (v *visit) sizeField(l line, key string) *field {
	f := &field{Name: "size." + key, Label: "console.template.lineSize", Type: "choice"}
	now, sizes, text := l.Item.Size, letterSizes, "console.template.percent"
	switch {
	case l.Item.Rule:
		return nil
	case l.Item.Logo != 0:
		now, sizes, text = l.Item.Logo, logoHeights, "console.template.high"
	case now == 0:
		now = 1
	}
	if !slices.Contains(sizes, now) {
		sizes = append(slices.Clone(sizes), now)
		slices.Sort(sizes)
	}
	for _, s := range sizes {
		shown := s
		if l.Item.Logo == 0 {
			shown = s * 100
		}
		f.Options = append(f.Options, option{number(s), v.page.T(text, v.decimalText(shown))})
	}
	f.Value = number(now)
	return f
}

// number is a number as forms send it.
func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func (v *visit) colourField(l line, key string) *field {
	f := &field{Name: "colour." + key, Label: "console.template.colour", Type: "choice", Value: string(l.Item.Colour), Optional: true}
	for _, ink := range label.Palette {
		name := "black"
		if ink.Colour != "" {
			name = string(ink.Colour)
		}
		f.Options = append(f.Options, option{string(ink.Colour), v.page.T("console.template.colour." + name)})
	}
	return f
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
