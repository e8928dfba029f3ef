package statistics

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// A Report is what a Book counts; the package comment defines each number.
type Report struct {
	Day        ocop.Date
	Statements int64  // read
	Province   string // "" for all

	Entities int64
	Products int64 // services among them
	Services int64

	Ever, InForce, Extended, Expired, Withdrawn, Never int64 // products; Extended is part of InForce

	Stars     [3]int64       // products in force with 3, 4 and 5 stars
	Groups    []Count[Group] // products in force
	Provinces []Count[string]
	Regions   []Count[string]
	Kinds     []Count[string] // kinds of the entities of products in force
	Years     []Count[int]    // every year from the first one with any to the day's
	Expiring  []Count[Month]  // twelve months

	Labels Labels
}

// A Count is how many there are of something.
type Count[K any] struct {
	Key K
	N   int64
	Of  [3]int64 // of N, those with 3, 4 and 5 stars; zero where stars are not told apart
}

// A Group is a criteria set of a version of the groups.
type Group struct{ Taxonomy, Code string }

// A Month is one of a year.
type Month struct {
	Year  int
	Month time.Month
}

func (b *Book) report(province string, day ocop.Date) *Report {
	c := counting{
		Report: &Report{Day: day, Statements: b.next, Province: province}, book: b,
		groups: make(map[Group]stars), provinces: make(map[string]stars), regions: make(map[string]stars),
		kinds: make(map[string]stars), years: make(map[int]stars), months: make(map[Month]stars),
		makers: make(map[string]bool),
	}
	for id, e := range b.entities {
		if c.in(e) {
			c.Entities++
			c.makers[id] = true
		}
	}
	for id, p := range b.products {
		if c.makers[p.entity] {
			c.count(id, p)
		}
	}
	c.finish()
	return c.Report
}

// stars counts products by stars.
type stars [3]int64

func (s stars) sum() int64 { return s[0] + s[1] + s[2] }

type counting struct {
	*Report
	book               *Book
	makers             map[string]bool // the entities in question
	groups             map[Group]stars
	provinces, regions map[string]stars
	kinds              map[string]stars
	years              map[int]stars
	months             map[Month]stars
}

func (c *counting) in(e entity) bool { return c.Province == "" || e.province == c.Province }

func (c *counting) count(id string, p *product) {
	c.Labels.add(p.sold)
	if id == blankOf(p.entity) {
		return
	}
	c.Products++
	if p.service {
		c.Services++
	}
	if len(p.held) == 0 {
		c.Never++
		return
	}
	c.Ever++
	first := slices.MinFunc(p.held, func(a, b trace.Held) int { return a.Recognition.Issued.Compare(b.Recognition.Issued) })
	bump(c.years, first.Recognition.Issued.Year(), first.Recognition.Stars)
	newest := p.held[len(p.held)-1]
	for _, h := range slices.Backward(p.held) {
		if h.InForce(c.Day) {
			c.inForce(p, h)
			return
		}
	}
	switch newest.On(c.Day) {
	case ocop.Withdrawn:
		c.Withdrawn++
	case ocop.Expired:
		c.Expired++
	}
}

// inForce counts a product by the recognition that is in force.
func (c *counting) inForce(p *product, h trace.Held) {
	c.InForce++
	if h.On(c.Day) == ocop.Extended {
		c.Extended++
	}
	n := h.Recognition.Stars
	if n >= 3 && n <= 5 {
		c.Stars[n-3]++
	}
	e := c.book.entities[p.entity]
	known, _ := ocop.ProvinceByCode(e.province)
	bump(c.groups, Group{p.taxonomy, p.group}, n)
	bump(c.provinces, e.province, n)
	bump(c.regions, known.Region.Code, n)
	bump(c.kinds, e.kind, n)
	until := h.Until()
	bump(c.months, Month{until.Year(), until.Month()}, n)
}

func bump[K comparable](m map[K]stars, key K, n int64) {
	s := m[key]
	if n >= 3 && n <= 5 {
		s[n-3]++
	}
	m[key] = s
}

func (c *counting) finish() {
	c.Groups = ranked(c.groups, func(a, b Group) int {
		return cmp.Or(cmp.Compare(a.Taxonomy, b.Taxonomy), cmp.Compare(a.Code, b.Code))
	})
	c.Provinces = ranked(c.provinces, cmp.Compare)
	c.Regions = ranked(c.regions, cmp.Compare)
	c.Kinds = ranked(c.kinds, cmp.Compare)
	if len(c.years) > 0 {
		for y := slices.Min(slices.Collect(maps.Keys(c.years))); y <= c.Day.Year(); y++ {
			c.Years = append(c.Years, counted(c.years, y))
		}
	}
	month := time.Date(c.Day.Year(), c.Day.Month(), 1, 0, 0, 0, 0, time.UTC)
	for range 12 {
		c.Expiring = append(c.Expiring, counted(c.months, Month{month.Year(), month.Month()}))
		month = month.AddDate(0, 1, 0)
	}
}

func counted[K comparable](m map[K]stars, key K) Count[K] {
	return Count[K]{key, m[key].sum(), m[key]}
}

// ranked are counts, the largest first, those alike in the order of keys.
func ranked[K comparable](m map[K]stars, order func(a, b K) int) (all []Count[K]) {
	for key := range m {
		all = append(all, counted(m, key))
	}
	slices.SortFunc(all, func(a, b Count[K]) int { return cmp.Or(cmp.Compare(b.N, a.N), order(a.Key, b.Key)) })
	return all
}
