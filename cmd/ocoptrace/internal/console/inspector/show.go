package inspector

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/paper"
	"ocoptrace/cmd/ocoptrace/internal/web"
	"ocoptrace/trace"
)

// dossierBody is the page of a dossier.
type dossierBody struct {
	console.Common
	*Dossier
	Product string // name
	Lot     string
	Public  string // link to the page that buyers see
	Paper   string // link to the PDF
	Find    string // link to write down what was found; "" for those who do not
}

// asked is the dossier that the path names.
func (v *visit) asked() (*Dossier, error) {
	d, err := v.dossier(v.Variable("product"), v.Variable("lot"), v.Value("code"))
	switch trace.FindingOf(err) {
	case trace.FindingUnknown, trace.FindingMalformed:
		if err != nil {
			return nil, web.Status(http.StatusNotFound)
		}
	}
	return d, err
}

func showDossier(v *visit) error {
	d, err := v.asked()
	if err != nil {
		return err
	}
	f := d.Scan.Batch.Fact
	b := &dossierBody{
		Dossier: d, Product: f.ProductName, Lot: f.Lot,
		Public: v.Page.To("/batches/" + url.PathEscape(f.Product) + "/" + url.PathEscape(f.Lot)),
	}
	query := url.Values{}
	if d.Scan.Label != nil {
		query.Set("code", string(d.Scan.Label.Code))
	}
	b.Paper = v.Page.Link(dossierPath(f.Product, f.Lot)+"/dossier.pdf", query)
	if v.User.May(account.Inspect) {
		query.Set("product", f.Product)
		query.Set("lot", f.Lot)
		b.Find = v.Page.Link(findingsPath+"/new", query)
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	v.Page.Sample = f.Sample
	return v.Show("inspected", f.ProductName+", "+f.Lot, b, http.StatusOK)
}

// printDossier answers with the dossier on A4 paper.
func printDossier(v *visit) error {
	d, err := v.asked()
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := paper.Write(v.Ctx(), &file, v.paperOf(d)); err != nil {
		return err
	}
	return v.sendPDF(file.Bytes(), "dossier-"+d.Scan.Batch.Fact.Product+"-"+d.Scan.Batch.Fact.Lot+".pdf")
}

// sendPDF answers with a file. name is of letters that need no quoting.
func (v *visit) sendPDF(file []byte, name string) error {
	h := v.W.Header()
	h.Set("Content-Type", "application/pdf")
	h.Set("Content-Disposition", `inline; filename="`+name+`"`)
	h.Set("Content-Length", strconv.Itoa(len(file)))
	_, err := v.W.Write(file)
	return err
}

// paperOf sets a dossier on paper.
func (v *visit) paperOf(d *Dossier) paper.Document {
	f, p := d.Scan.Batch.Fact, v.Page
	doc := paper.Document{
		Title: p.T("inspect.dossier") + " " + f.ProductName + ", " + f.Lot, Lang: p.Lang(), Created: d.At,
		Foot:   f.ProductName + ", " + f.Lot + " · " + p.Time(d.At),
		PageNo: func(page, of int) string { return p.T("inspect.pageNo", page, of) },
		Blocks: []paper.Block{
			paper.Heading{Level: 1, Text: p.T("inspect.dossier")},
			paper.Paragraph{Text: p.T("inspect.made", d.At), Note: true},
		},
	}
	if f.Sample {
		doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: p.T("site.sample"), Bold: true})
	}
	end, _ := f.End()
	for _, finding := range d.Scan.Findings() {
		doc.Blocks = append(doc.Blocks, paper.Paragraph{Text: p.T("finding."+string(finding), end), Bold: true})
	}
	for _, s := range d.Sections {
		doc.Blocks = append(doc.Blocks, v.sectionBlocks(s)...)
	}
	link := v.Registry.BaseURL() + "/batches/" + url.PathEscape(f.Product) + "/" + url.PathEscape(f.Lot)
	doc.Blocks = append(doc.Blocks, paper.Code{URI: link, Text: p.T("inspect.paper.code") + "\n" + link})
	return doc
}

// sectionBlocks sets a section on paper.
func (v *visit) sectionBlocks(s Section) []paper.Block {
	blocks := []paper.Block{paper.Heading{Level: 2, Text: s.Title}}
	for _, text := range []string{s.Lead, s.More} {
		if text != "" {
			blocks = append(blocks, paper.Paragraph{Text: text, Note: true})
		}
	}
	if s.Care != "" {
		blocks = append(blocks, paper.Paragraph{Text: s.Care, Bold: true})
	}
	if s.Table != nil {
		grid := paper.Grid{Header: []string{s.Table.Caption, ""}, Widths: []float64{3, 1}}
		for _, c := range s.Table.Rows {
			name := c.Name
			if c.In {
				name = "   – " + name
			}
			grid.Rows = append(grid.Rows, []string{name, c.Text})
		}
		blocks = append(blocks, grid)
	}
	if len(s.Items) == 0 && s.None != "" {
		blocks = append(blocks, paper.Paragraph{Text: s.None})
	}
	for _, i := range s.Items {
		blocks = append(blocks, v.itemBlocks(i)...)
	}
	return blocks
}

func (v *visit) itemBlocks(i Item) (blocks []paper.Block) {
	if i.Title != "" {
		blocks = append(blocks, paper.Heading{Level: 3, Text: i.Title})
	}
	var facts paper.Facts
	for _, f := range i.Facts {
		facts = append(facts, [2]string{f.Name, f.Text})
	}
	if i.Logged {
		facts = append(facts, [2]string{v.Page.T("inspect.index"), v.Page.Number(i.Index)})
	}
	if facts == nil {
		return blocks
	}
	return append(blocks, facts)
}
