package roster

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
	"ocoptrace/trace/place"
)

// ErrProvince means that there is no such province.
var ErrProvince = errors.New("not the code of a province")

// Source is the registry that a list is held against.
type Source interface {
	Entities(context.Context) ([]*trace.Entity, error)
	Products(context.Context) ([]*trace.Product, error)
	Recognitions(ctx context.Context, after string, limit int) ([]trace.Held, bool, error)
	Rehearse(context.Context, []trace.Fact) ([]trace.Problems, error)
}

// A List is what is to be taken in.
type List struct {
	Table    *table.Table
	Mapping  table.Mapping
	Province string // code
	Units    []place.Unit
	Today    ocop.Date
}

// A Plan is what a list will do.
type Plan struct {
	Rows  []*Row // in the order of the list
	Loads []Load // what will be stated

	province, taxonomy string
	today              ocop.Date
	finder             *place.Finder
	units              map[string]place.Unit
	entities           map[string]*trace.Entity      // by sameEntity
	products           map[string]*trace.Product     // by sameProduct
	numbers            map[string]*trace.Recognition // by number
	lines              map[string]int                // of numbers in the list
	entityIDs          map[string]bool
	productIDs         map[string]bool
	made               map[string]bool // ids of entities ("e/") and products ("p/") that the list brings
}

// A Load is an order: facts, and the row that each is of.
type Load struct {
	Facts []trace.Fact
	Rows  []*Row // of each fact
}

// Make holds a list against a registry. progress, if not nil, is told of rows
// that are ready.
func Make(ctx context.Context, source Source, l List, progress func(done, total int)) (*Plan, error) {
	if _, known := ocop.ProvinceByCode(l.Province); !known {
		return nil, fmt.Errorf("%w: %.10q", ErrProvince, l.Province)
	}
	p := &Plan{province: l.Province, taxonomy: ocop.CurrentTaxonomy(l.Today), today: l.Today, lines: make(map[string]int), made: make(map[string]bool)}
	if len(l.Units) > 0 {
		p.finder, p.units = place.NewFinder(l.Units), make(map[string]place.Unit, len(l.Units))
		for _, u := range l.Units {
			p.units[u.Code] = u
		}
	}
	if err := p.learn(ctx, source); err != nil {
		return nil, err
	}
	for _, line := range l.Table.Rows {
		r := p.read(line, l.Mapping)
		p.match(r)
		p.Rows = append(p.Rows, r)
	}
	p.load()
	return p, p.rehearse(ctx, source, progress)
}

// learn reads what the registry has.
func (p *Plan) learn(ctx context.Context, source Source) error {
	entities, err := source.Entities(ctx)
	if err != nil {
		return err
	}
	products, err := source.Products(ctx)
	if err != nil {
		return err
	}
	held, _, err := source.Recognitions(ctx, "", 0)
	if err != nil {
		return err
	}
	p.entities, p.entityIDs = make(map[string]*trace.Entity), make(map[string]bool)
	for _, e := range entities {
		p.addEntity(e)
	}
	p.products, p.productIDs = make(map[string]*trace.Product), make(map[string]bool)
	for _, product := range products {
		p.products[sameProduct(product)], p.productIDs[product.ID] = product, true
	}
	p.numbers = make(map[string]*trace.Recognition)
	for _, h := range held {
		p.numbers[h.Recognition.Number] = h.Recognition
	}
	return nil
}

func (p *Plan) addEntity(e *trace.Entity) {
	p.entityIDs[e.ID] = true
	for _, key := range sameEntity(e) {
		p.entities[key] = e
	}
}

// sameEntity are the keys by which an entity is found again.
func sameEntity(e *trace.Entity) (keys []string) {
	if e.Registration != "" {
		keys = append(keys, "r/"+e.Registration)
	}
	return append(keys, "n/"+e.CommuneCode+"/"+place.Fold(e.Name))
}

func sameProduct(p *trace.Product) string { return p.Entity + "/" + place.Fold(p.Name) }

// match finds what of a row is there, and gives ids to what is not.
func (p *Plan) match(r *Row) {
	if line, twice := p.lines[r.Recognition.Number]; twice && r.Recognition.Number != "" {
		r.bad("number", "twiceInList", r.Recognition.Number, int64(line))
	}
	p.lines[r.Recognition.Number] = r.Line
	if r.State == Bad {
		return
	}
	for _, key := range sameEntity(r.Entity) {
		if e := p.entities[key]; e != nil {
			if e.ProvinceCode != p.province {
				r.bad("entity", "entityElsewhere", e.ID)
				return
			}
			r.Entity = e
			break
		}
	}
	if r.Entity.ID == "" {
		r.Entity.ID = free(p.entityIDs, r.Entity.Name)
		p.made["e/"+r.Entity.ID] = true
		p.addEntity(r.Entity)
	}
	r.Product.Entity = r.Entity.ID
	if known := p.products[sameProduct(r.Product)]; known != nil {
		r.Product = known
	} else {
		r.Product.ID = free(p.productIDs, r.Product.Name)
		p.made["p/"+r.Product.ID] = true
		p.products[sameProduct(r.Product)] = r.Product
	}
	r.Recognition.Product = r.Product.ID
	p.matchRecognition(r)
}

// matchRecognition finds whether the number is known, and of what.
func (p *Plan) matchRecognition(r *Row) {
	known := p.numbers[r.Recognition.Number]
	switch {
	case known == nil:
	case known.Product != r.Product.ID:
		r.bad("number", "taken", r.Recognition.Number, known.Product)
	case known.Stars != r.Recognition.Stars || known.Issued != r.Recognition.Issued:
		r.bad("number", "otherwiseKnown", r.Recognition.Number)
	default:
		r.State = Known
	}
}

// free is an id of a name that is not taken, and takes it.
func free(taken map[string]bool, name string) string {
	base := strings.Join(strings.FieldsFunc(place.Fold(name), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9')
	}), "-")
	base = strings.Trim(base[:min(len(base), 56)], "-")
	if base == "" {
		base = "x"
	}
	id := base
	for n := 2; taken[id]; n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	taken[id] = true
	return id
}

// load puts what is new into orders, all of an entity in the same.
func (p *Plan) load() {
	p.Loads = nil
	byEntity, order := make(map[string][]*Row), []string(nil)
	for _, r := range p.Rows {
		if r.State != New {
			continue
		}
		if byEntity[r.Entity.ID] == nil {
			order = append(order, r.Entity.ID)
		}
		byEntity[r.Entity.ID] = append(byEntity[r.Entity.ID], r)
	}
	var load Load
	for _, id := range order {
		own := p.factsOf(byEntity[id])
		if len(own.Facts) > trace.MaxOrder {
			for _, r := range byEntity[id] {
				r.bad("entity", "tooManyOfOne", int64(trace.MaxOrder))
			}
			continue
		}
		if len(load.Facts)+len(own.Facts) > trace.MaxOrder {
			p.Loads, load = append(p.Loads, load), Load{}
		}
		load.Facts, load.Rows = append(load.Facts, own.Facts...), append(load.Rows, own.Rows...)
	}
	if len(load.Facts) > 0 {
		p.Loads = append(p.Loads, load)
	}
}

// factsOf are the facts of the rows of an entity: it first, each product before
// its recognitions. A fact that several rows share is of the first of them.
func (p *Plan) factsOf(rows []*Row) (l Load) {
	stated := make(map[string]bool)
	add := func(r *Row, id string, f trace.Fact) {
		if !stated[id] {
			stated[id] = true
			l.Facts, l.Rows = append(l.Facts, f), append(l.Rows, r)
		}
	}
	for _, r := range rows {
		if id := "e/" + r.Entity.ID; p.made[id] {
			add(r, id, r.Entity)
		}
		if id := "p/" + r.Product.ID; p.made[id] {
			add(r, id, r.Product)
		}
		add(r, "r/"+r.Recognition.Number, r.Recognition)
	}
	return l
}

// fields are the columns in which problems of facts show, by kind and field.
var fields = map[string]string{
	"Entity/kind": "kind", "Entity/name": "entity", "Product/name": "product", "Product/entity": "entity",
	"Entity/commune": "commune", "Entity/communeCode": "communeCode", "Entity/registration": "registration", "Entity/address": "address",
	"Product/group": "group", "Recognition/product": "product",
}

// rehearse finds what keeps facts from being stated. Rows with problems are
// left out, and what remains is loaded and rehearsed anew, since facts of one
// row may have been needed by others.
func (p *Plan) rehearse(ctx context.Context, source Source, progress func(done, total int)) error {
	for range 5 {
		bad := 0
		for i, l := range p.Loads {
			found, err := source.Rehearse(ctx, l.Facts)
			if err != nil {
				return err
			}
			for i, problems := range found {
				bad += l.Rows[i].blame(l.Facts[i], problems)
			}
			if progress != nil {
				progress(i+1, len(p.Loads))
			}
		}
		if bad == 0 {
			return nil
		}
		p.load()
	}
	return errors.New("roster: the list finds no rest")
}

// blame shows problems of a fact in the columns of its row.
func (r *Row) blame(f trace.Fact, problems trace.Problems) int {
	for _, problem := range problems {
		field := problem.Field
		if column, ok := fields[string(f.Kind())+"/"+field]; ok {
			field = column
		}
		r.bad(field, problem.Key, problem.Args...)
	}
	return len(problems)
}

// Count is how many rows there are of each state.
func (p *Plan) Count() map[State]int {
	n := make(map[State]int)
	for _, r := range p.Rows {
		n[r.State]++
	}
	return n
}

// Facts is how many facts will be stated.
func (p *Plan) Facts() (n int) {
	for _, l := range p.Loads {
		n += len(l.Facts)
	}
	return n
}
