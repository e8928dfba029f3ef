package dossier

import (
	"context"
	"strings"

	"ocoptrace/storage"
	"ocoptrace/trace/place"
)

// Fewest is how many must have said yes, and no, for their number to be told.
const Fewest = 5

// A Share is how many of those who stated something said yes.
type Share struct{ Yes, Stated int64 }

// Told says that the share tells nothing of single persons.
func (s Share) Told() bool { return s.Yes >= Fewest && s.Stated-s.Yes >= Fewest }

// A Band is how many entities stated a band of revenue.
type Band struct {
	Revenue string // one of Revenues
	N       int64
	Told    bool
}

// Bands are all bands in their order. Those of fewer than Fewest are withheld,
// none or not; and where what is withheld would be fewer than Fewest together,
// the smallest of the others too, so that no difference tells it.
func (s Shares) Bands() []Band {
	all := make([]Band, len(Revenues))
	hidden, stated := int64(0), int64(0)
	for i, name := range Revenues {
		n := s.Revenue[name]
		all[i] = Band{name, n, n >= Fewest}
		stated += n
		if n < Fewest {
			hidden += n
		}
	}
	for hidden > 0 && hidden < Fewest && hidden < stated {
		hidden += withholdSmallest(all)
	}
	return all
}

// withholdSmallest withholds the smallest band that is told.
func withholdSmallest(all []Band) int64 {
	least := -1
	for i, b := range all {
		if b.Told && (least < 0 || b.N < all[least].N) {
			least = i
		}
	}
	all[least].Told = false
	return all[least].N
}

// Shares are those of entities by who represents them.
type Shares struct {
	Entities int64 // with a dossier
	Women    Share // represented by a woman
	Minority Share // by a member of an ethnic minority: not Kinh
	Disabled Share // by a person with a disability
	Revenue  map[string]int64
}

// Shares counts the dossiers of the entities that of chooses; nil is all.
func (s *Dossiers) Shares(ctx context.Context, of func(entity string) bool) (shares Shares, err error) {
	err = s.Store.View(ctx, func(tx storage.Tx) error {
		shares = Shares{Revenue: make(map[string]int64)}
		return tx.Scan([]byte(prefix), nil, func(key, value []byte) error {
			if of != nil && !of(strings.TrimPrefix(string(key), prefix)) {
				return nil
			}
			d, err := read(key, value)
			if err == nil {
				shares.add(d)
			}
			return err
		})
	})
	return shares, err
}

func (s *Shares) add(d Dossier) {
	s.Entities++
	s.Women.add(d.Sex != "", d.Sex == "female")
	ethnicity := place.Fold(d.Ethnicity)
	s.Minority.add(ethnicity != "", ethnicity != "kinh" && ethnicity != "viet")
	s.Disabled.add(d.Disability != "", d.Disability == "yes")
	if d.Revenue != "" {
		s.Revenue[d.Revenue]++
	}
}

func (s *Share) add(stated, yes bool) {
	if stated {
		s.Stated++
	}
	if yes && stated {
		s.Yes++
	}
}
