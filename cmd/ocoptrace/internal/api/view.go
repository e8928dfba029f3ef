package api

import (
	"encoding/base64"
	"strings"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/translog"
)

// scanView is a scan in JSON; the package comment specifies it.
type scanView struct {
	At          time.Time       `json:"at,omitzero"`
	Day         ocop.Date       `json:"day"`
	Page        string          `json:"page"`
	Bundle      string          `json:"bundle"`
	Verdict     trace.Finding   `json:"verdict,omitempty"`
	Findings    []trace.Finding `json:"findings,omitempty"`
	Label       *labelView      `json:"label,omitempty"`
	Batch       *stated         `json:"batch,omitempty"`
	End         *endView        `json:"end,omitempty"`
	Stopped     bool            `json:"stopped,omitempty"`
	Recalls     []stated        `json:"recalls,omitempty"`
	Diary       *someView       `json:"diary,omitempty"`
	Inspections *someView       `json:"inspections,omitempty"`
	Product     *stated         `json:"product,omitempty"`
	Entity      stated          `json:"entity"`
	Points      *someView       `json:"points,omitempty"`
	Stars       *starsView      `json:"stars,omitempty"`
	AtMaking    *starsView      `json:"starsAtProduction,omitempty"`
	Service     stated          `json:"service"`
	Checkpoint  checkpointView  `json:"checkpoint"`
}

// stated is a fact and the record that states it.
type stated struct {
	Fact   trace.Fact `json:"fact"`
	Record recordView `json:"record"`
}

// someView is the newest of a list that may be longer.
type someView struct {
	Shown []stated `json:"shown"`
	More  int      `json:"more"`
}

type recordView struct {
	ID     string    `json:"id"`
	Index  int64     `json:"index"`
	Issued time.Time `json:"issued"`
	Issuer string    `json:"issuer"`
	Method string    `json:"method"`
	URL    string    `json:"url"`
}

type labelView struct {
	Code    string           `json:"code"`
	URI     string           `json:"uri"`
	Number  int64            `json:"number"`
	State   trace.LabelState `json:"state"`
	Run     stated           `json:"run"`
	Claim   *stated          `json:"claim,omitempty"`
	Changes []stated         `json:"changes,omitempty"`
}

type endView struct {
	Date ocop.Date      `json:"date"`
	Kind trace.DateKind `json:"kind"`
	Past bool           `json:"past"`
}

type starsView struct {
	Count       int64      `json:"count"`
	State       ocop.State `json:"state"`
	InForce     bool       `json:"inForce"`
	Until       ocop.Date  `json:"until,omitzero"`
	Extended    ocop.Date  `json:"extended,omitzero"`
	Withdrawn   ocop.Date  `json:"withdrawn,omitzero"`
	Recognition stated     `json:"recognition"`
	Changes     []stated   `json:"changes,omitempty"`
}

type checkpointView struct {
	Origin string `json:"origin"`
	Size   int64  `json:"size"`
	Root   string `json:"root"`
}

func (a *API) view(s *trace.Scan) scanView {
	page := a.base + pathOf(s)
	v := scanView{
		At: s.At.UTC().Truncate(time.Second), Day: s.Day, Page: page, Bundle: page + "/bundle",
		Findings: s.Findings(),
		Entity:   viewOf(a, s.Entity), Service: viewOf(a, s.Service),
		Stars: a.stars(s.Standing, s.Day), Checkpoint: viewCheckpoint(s.Checkpoint),
	}
	if len(v.Findings) > 0 {
		v.Verdict = v.Findings[0]
	}
	if s.Product.Fact != nil {
		product := viewOf(a, s.Product)
		v.Product = &product
		v.Points = viewSome(a, s.Points)
	}
	if s.Batch != nil {
		a.viewBatch(&v, s.Batch)
	}
	if s.Label != nil {
		v.Label = a.label(s.Label)
	}
	return v
}

func (a *API) viewBatch(v *scanView, b *trace.BatchScan) {
	batch := viewOf(a, b.Proven)
	v.Batch = &batch
	v.Recalls = viewAll(a, b.Recalls)
	v.Stopped = b.Stopped() != nil
	v.Diary = viewSome(a, b.Diary)
	v.Inspections = viewSome(a, b.Inspections)
	v.AtMaking = a.stars(b.AtMaking, b.Proven.Fact.Produced)
	if date, kind := b.Proven.Fact.End(); kind != trace.DateNone {
		v.End = &endView{date, kind, date.Before(v.Day)}
	}
}

func (a *API) label(l *trace.LabelScan) *labelView {
	v := &labelView{
		Code: l.Code.String(), URI: l.URI, Number: l.Number, State: l.State,
		Run: viewOf(a, l.Run), Changes: viewAll(a, l.Changes),
	}
	if l.Claim != nil {
		claim := viewOf(a, *l.Claim)
		v.Claim = &claim
	}
	return v
}

// stars is a recognition on a day; nil for none.
func (a *API) stars(s *trace.Standing, day ocop.Date) *starsView {
	if s == nil {
		return nil
	}
	return &starsView{
		Count: s.Recognition.Fact.Stars, State: s.On(day), InForce: s.InForce(day), Until: s.Until(),
		Extended: s.Extended(), Withdrawn: s.Withdrawn(),
		Recognition: viewOf(a, s.Recognition), Changes: viewAll(a, s.Changes),
	}
}

func viewOf[F trace.Fact](a *API, p trace.Proven[F]) stated {
	return stated{p.Fact, recordView{
		ID: p.ID, Index: p.Index, Issued: p.Issued, Issuer: p.Issuer, Method: p.Method,
		URL: a.base + recordPath(p.ID),
	}}
}

func viewAll[F trace.Fact](a *API, all []trace.Proven[F]) []stated {
	var views []stated
	for _, p := range all {
		views = append(views, viewOf(a, p))
	}
	return views
}

// viewSome is nil for an empty list.
func viewSome[F trace.Fact](a *API, s trace.Some[F]) *someView {
	if len(s.Shown) == 0 {
		return nil
	}
	return &someView{viewAll(a, s.Shown), s.More}
}

func viewCheckpoint(c translog.Checkpoint) checkpointView {
	return checkpointView{c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:])}
}

const uuidPrefix = "urn:uuid:"

// recordPath is where a record is served.
func recordPath(id string) string { return "/records/" + strings.TrimPrefix(id, uuidPrefix) }

// pathOf is the path of the page of a scan.
func pathOf(s *trace.Scan) string {
	switch {
	case s.Label != nil:
		return codePath(s.Label.Code)
	case s.Batch != nil:
		return batchPath(s.Batch.Proven.Fact.Product, s.Batch.Proven.Fact.Lot)
	}
	return productPath(s.Product.Fact.ID)
}
