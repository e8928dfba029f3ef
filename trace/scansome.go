package trace

// MaxShown bounds each list of a Scan that can grow without end.
const MaxShown = 50

// Some are the newest facts of a list, at most MaxShown of them.
type Some[F Fact] struct {
	Shown []Proven[F]
	More  int // how many there are beside those shown, not proven
}

// some proves the first of the statements at log indexes.
func some[F Fact](p *prover, indexes []int64) (s Some[F], err error) {
	if len(indexes) > MaxShown {
		indexes, s.More = indexes[:MaxShown], len(indexes)-MaxShown
	}
	s.Shown, err = provenAll[F](p, indexes)
	return s, err
}

// provenSome proves the newest statements of a list.
func provenSome[F Fact](p *prover, list, subject string) (Some[F], error) {
	indexes, err := p.newest(list, subject, 0)
	if err != nil {
		return Some[F]{}, err
	}
	return some[F](p, indexes)
}

// ReplacedBy is the id of the diary entry that replaced the one of an id; "" if
// it stands. The replacement is newer, so it is shown where the other is.
func (b *BatchScan) ReplacedBy(id string) string {
	for _, d := range b.Diary.Shown {
		if d.Fact.Replaces == id {
			return d.ID
		}
	}
	return ""
}

// pointsOf proves where a product of an entity is offered.
func (p *prover) pointsOf(product, entity string) (Some[*Point], error) {
	indexes, err := p.offering(product, entity)
	if err != nil {
		return Some[*Point]{}, err
	}
	return some[*Point](p, indexes)
}
