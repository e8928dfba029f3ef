package export

import (
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// Items is what the records of a batch state of the items of a law.
type Items struct {
	Format string `json:"format"`
	List   string `json:"list"`
	Source source `json:"source"`
	Page   string `json:"page"`
	Record string `json:"record"`
	Stated int    `json:"stated"`
	Asked  int    `json:"asked"`
	Items  []Item `json:"items"`
}

type source struct {
	Document string `json:"document"`
	Article  string `json:"article,omitempty"`
	Status   string `json:"status"`
}

// An Item is one of them.
type Item struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	NameEn string `json:"nameEn"`
	IfAny  bool   `json:"ifAny"`
	Stated bool   `json:"stated"`
	Value  any    `json:"value,omitempty"`
}

// A value of an item, and whether it is all that the item asks for.
type value struct {
	of    any
	whole bool
}

// Passport is what a scan of a batch states of the items of Decree 37/2026.
func Passport(base string, s *trace.Scan) Items {
	return collect(base, "passport", ocop.PassportItems(), s, passportValue)
}

// TenItems is what it states of those of Circular 02/2024.
func TenItems(base string, s *trace.Scan) Items {
	return collect(base, "trace", ocop.TraceItems(), s, traceValue)
}

func collect(base, list string, items []ocop.Item, s *trace.Scan, of func(from, string) value) Items {
	f := from{s, base}
	all := Items{Format: "ocoptrace-items-1", List: list, Page: f.page(), Record: f.batchRecord()}
	for _, i := range items {
		v := of(f, i.ID)
		if v.whole {
			all.Stated++
		}
		if !i.IfAny {
			all.Asked++
		}
		all.Source = source{i.Source.Document, i.Source.Article, string(i.Source.Status)}
		all.Items = append(all.Items, Item{i.ID, i.Name, i.NameEn, i.IfAny, v.whole, v.of})
	}
	return all
}

// from is a scan of a batch, and the service whose it is.
type from struct {
	*trace.Scan
	base string
}

func (f from) page() string {
	b := f.Batch.Fact
	return f.base + "/batches/" + url.PathEscape(b.Product) + "/" + url.PathEscape(b.Lot)
}

func (f from) record(id string) string {
	return f.base + "/records/" + strings.TrimPrefix(id, "urn:uuid:")
}

// batchRecord is the record of the batch; "" while it is not stated yet, as in a
// preview.
func (f from) batchRecord() string {
	if f.Batch.Evidence == nil {
		return ""
	}
	return f.record(f.Batch.ID)
}

// uri is what identifies the batch: its Digital Link, or its page.
func (f from) uri() string {
	if b := f.Batch.Fact; b.GTIN != "" {
		return f.base + "/01/" + b.GTIN + "/10/" + url.PathEscape(b.Lot)
	}
	return f.page()
}

// text is a value that is there where a text is.
func text(s string) value {
	if s == "" {
		return value{}
	}
	return value{s, true}
}

// named are texts by their names; empty ones are left out. whole says whether
// they are enough.
func named(whole bool, pairs ...string) value {
	m := make(map[string]string)
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			m[pairs[i]] = pairs[i+1]
		}
	}
	if len(m) == 0 {
		return value{}
	}
	return value{m, whole}
}

func passportValue(f from, id string) value {
	p, e, b := f.Product.Fact, f.Entity.Fact, f.Batch.Fact
	switch id {
	case "name_gtin":
		return named(p.Name != "" && b.GTIN != "", "name", p.Name, "nameEn", p.NameEn, "gtin", b.GTIN)
	case "responsible":
		identifier := e.Registration
		return named(e.Name != "" && e.Address != "" && (identifier != "" || e.GLN != ""),
			"name", e.Name, "nameEn", e.NameEn, "address", e.Address, "registration", identifier, "gln", e.GLN)
	case "origin":
		return named(p.Origin != "", "origin", p.Origin, "originEn", p.OriginEn)
	case "trace":
		return named(true, "uri", f.uri(), "page", f.page(), "bundle", f.page()+"/bundle", "record", f.batchRecord())
	case "certificates":
		if len(b.Documents) > 0 {
			return value{b.Documents, true}
		}
	case "dates":
		return f.dates()
	case "warnings":
		return named(p.Warning != "", "warning", p.Warning, "warningEn", p.WarningEn, "allergens", p.Allergens, "allergensEn", p.AllergensEn)
	}
	return value{}
}

func (f from) dates() value {
	b := f.Batch.Fact
	end, kind := b.End()
	pairs := []string{"produced", b.Produced.String()}
	if kind != trace.DateNone {
		pairs = append(pairs, string(kind), end.String())
	}
	return named(kind != trace.DateNone, pairs...)
}

func traceValue(f from, id string) value {
	p, e, b := f.Product.Fact, f.Entity.Fact, f.Batch.Fact
	switch id {
	case "product_name":
		return text(p.Name)
	case "image":
		return f.images()
	case "unit":
		return text(e.Name)
	case "address":
		return text(e.Address)
	case "stages":
		return f.stages()
	case "time":
		return text(b.Produced.String())
	case "trace_code":
		return text(f.uri())
	case "shelf_life":
		if end, kind := b.End(); kind != trace.DateNone {
			return named(true, string(kind), end.String())
		}
	case "standards":
		return text(p.Standard)
	}
	return value{}
}

func (f from) images() value {
	var paths []string
	for _, p := range f.Product.Fact.Photos {
		paths = append(paths, f.base+media.Path(p.Digest, int(p.Width)))
	}
	if len(paths) == 0 {
		return value{}
	}
	return value{paths, true}
}

// stage is a line of the diary with the trace codes of goods and place.
type stage struct {
	Date     ocop.Date `json:"date"`
	Activity string    `json:"activity"` // code of ocop.DiaryActivities
	Text     string    `json:"text,omitempty"`
	Product  string    `json:"product"`         // trace code
	Place    string    `json:"place,omitempty"` // GLN of the maker
	Record   string    `json:"record"`
}

// stages are the lines of the diary that stand, oldest first, as far as the scan
// shows them.
func (f from) stages() value {
	var all []stage
	shown := f.Batch.Diary.Shown
	for i := len(shown) - 1; i >= 0; i-- {
		d := shown[i]
		if f.Batch.ReplacedBy(d.ID) == "" {
			all = append(all, stage{d.Fact.Date, d.Fact.Activity, d.Fact.Text, f.uri(), f.Entity.Fact.GLN, f.record(d.ID)})
		}
	}
	if len(all) == 0 {
		return value{}
	}
	return value{all, true}
}
