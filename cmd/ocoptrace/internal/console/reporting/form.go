package reporting

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// formBody is the form, and what is reported.
type formBody struct {
	console.Common
	Name, Lot, Maker string // of the goods
	About            url.Values
	Kinds            []console.Option
	Kind             *console.Field
	Form             *console.Form
	Photo            string // digest of the photo that was received
	Back             string
}

// A subject is what a report is about.
type subject struct {
	product *trace.Product
	entity  *trace.Entity
	lot     string
	label   string
}

// subject finds what the request names: a label by its code, or a product and
// perhaps a lot. 404 for what is not there.
func (v *visit) subject() (s subject, err error) {
	var scan *trace.Scan
	switch code, product, lot := v.Value("code"), v.Value("product"), v.Value("lot"); {
	case code != "":
		scan, err = v.Registry.ScanCode(v.Ctx(), code)
	case lot != "":
		scan, err = v.Registry.ScanBatch(v.Ctx(), product, lot)
	default:
		scan, err = v.Registry.ScanProduct(v.Ctx(), product)
	}
	if err != nil {
		return s, err
	}
	if scan.Product.Fact == nil {
		return s, web.Status(http.StatusNotFound)
	}
	s.product, s.entity = scan.Product.Fact, scan.Entity.Fact
	if scan.Batch != nil {
		s.lot = scan.Batch.Fact.Lot
	}
	if scan.Label != nil {
		s.label = scan.Label.Run.Fact.ID + "/" + strconv.FormatInt(scan.Label.Number, 10)
	}
	return s, nil
}

func showForm(v *visit) error {
	s, err := v.subject()
	if err != nil {
		return err
	}
	return v.form(s, "", nil)
}

// form shows the form, filled with what was sent.
func (v *visit) form(s subject, photo string, problems trace.Problems) error {
	p := v.Page
	b := &formBody{Name: s.product.Name, Lot: s.lot, Maker: s.entity.Name, About: make(url.Values), Photo: photo}
	for _, name := range []string{"code", "product", "lot"} {
		if value := v.Value(name); value != "" {
			b.About.Set(name, value)
		}
	}
	b.Back = v.back(s)
	b.Kind = &console.Field{Name: "kind", Label: "report.kind"}
	for _, k := range report.Kinds {
		b.Kinds = append(b.Kinds, console.Option{Value: string(k), Text: p.T("report.kind." + string(k))})
	}
	provinces := []console.Option{{Text: p.T("report.seen.none")}}
	for _, province := range ocop.Provinces() {
		provinces = append(provinces, console.Option{Value: province.Code, Text: province.FullName()})
	}
	b.Form = console.NewForm("", b.Kind,
		&console.Field{Name: "text", Label: "report.text", Type: "area", Max: report.MaxText, Optional: true},
		&console.Field{Name: "photo", Label: "report.photo", Hint: p.T("report.photo.hint"), Type: "file", Accept: "image/jpeg,image/png,image/webp", Optional: true},
		&console.Field{Name: "seen", Label: "report.seen", Type: "choice", Options: provinces, Optional: true},
		&console.Field{Name: "phone", Label: "report.phone", Type: "tel", Auto: "tel", Max: 30, Optional: true},
		&console.Field{Name: "consent", Label: "report.consent"},
	)
	v.Refill(b.Form, problems)
	var err error
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	p.Sample = s.product.Sample
	status := http.StatusOK
	if b.Form.Bad() {
		status = http.StatusUnprocessableEntity
	}
	return v.Show("report", p.T("report.title"), b, status)
}

// back is the page of what is reported.
func (v *visit) back(s subject) string {
	switch {
	case v.Value("code") != "":
		return v.Page.To("/x/" + url.PathEscape(v.Value("code")))
	case s.lot != "":
		return v.Page.To("/batches/" + url.PathEscape(s.product.ID) + "/" + url.PathEscape(s.lot))
	}
	return v.Page.To("/products/" + url.PathEscape(s.product.ID))
}

func send(v *visit) error {
	s, err := v.subject()
	if err != nil {
		return err
	}
	photo, problems, err := v.photo()
	if err != nil {
		return err
	}
	r := report.Report{
		Kind: report.Kind(v.Value("kind")), Text: v.Value("text"), Seen: v.Value("seen"),
		Phone: v.Value("phone"), Consent: v.Value("consent") != "", Photo: photo,
		Product: s.product.ID, Entity: s.entity.ID, Province: s.entity.ProvinceCode, Lot: s.lot, Label: s.label,
	}
	if len(problems) > 0 { // say all that is wrong at once
		return v.form(s, photo, append(r.Problems(), problems...))
	}
	r, err = v.Reports.Send(v.Ctx(), r)
	if wrong := (trace.Problems)(nil); errors.As(err, &wrong) {
		return v.form(s, photo, wrong)
	}
	if err != nil {
		return err
	}
	return v.Redirect("/report/"+r.Reference, url.Values{"done": {"reported"}})
}

// photo is the digest of the photo that is sent now, or was with the form that
// came back.
func (v *visit) photo() (string, trace.Problems, error) {
	file, err := v.Upload("photo")
	if err != nil {
		return "", nil, err
	}
	if file == nil {
		digest, err := v.received()
		return digest, nil, err
	}
	p, err := v.Media.Put(v.Ctx(), file, media.Upload{Private: true})
	if wrong := (trace.Problems)(nil); errors.As(err, &wrong) {
		digest, err := v.received()
		return digest, wrong, err
	}
	return p.Digest, nil, err
}

// received is the photo that the form says was received; "" if there is none.
// Only a private one can be: what a report names goes with it.
func (v *visit) received() (string, error) {
	digest := v.Value("received")
	private, err := v.Media.Private(v.Ctx(), digest)
	if err != nil || !private {
		return "", err
	}
	return digest, nil
}
