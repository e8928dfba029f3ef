package operator

import (
	"ocoptrace/cmd/ocoptrace/internal/account"
	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/upkeep"
)

// fact is a line of a section; key is that of its name.
func (v *visit) fact(key, text string) console.Shown {
	return console.Shown{Name: v.Page.T("operate." + key), Text: text}
}

func (v *visit) health(s *upkeep.Status) []console.Shown {
	ready := v.Page.T("operate.ready.yes")
	if s.Fault != "" {
		ready = v.Page.T("operate.ready.no")
	}
	facts := []console.Shown{v.fact("ready", ready), v.fact("address", s.BaseURL)}
	if s.Running {
		facts = append(facts, v.fact("since", v.Page.Time(s.Started)))
	}
	return append(facts, v.fact("version", s.Version))
}

func (v *visit) space(s *upkeep.Status) []console.Shown {
	return []console.Shown{
		v.fact("free", v.Page.T("operate.free.of", v.size(s.Disk.Free), v.size(s.Disk.Total))),
		v.fact("least", v.Page.T("operate.least.of", v.size(s.Disk.Least))),
		v.fact("store", v.size(uint64(s.Disk.Store))),
		v.fact("spool", v.size(uint64(s.Disk.Spool))),
		v.fact("jobs", v.Page.Number(int64(s.Work.Jobs))),
		v.fact("tallies", v.Page.Number(int64(s.Work.Tallies))),
	}
}

func (v *visit) log(s *upkeep.Status) []console.Shown {
	witnesses := v.Page.T("operate.witnesses.none")
	if s.Log.Witnesses > 0 {
		witnesses = v.Page.Number(int64(s.Log.Witnesses))
	}
	published := ""
	if !s.Log.PublishedAt.IsZero() {
		published = v.Page.Time(s.Log.PublishedAt)
	}
	return []console.Shown{
		v.fact("origin", s.Log.Origin),
		v.fact("size", v.Page.Number(s.Log.Size)),
		v.fact("published", v.Page.Number(s.Log.Published)),
		v.fact("publishedAt", published),
		v.fact("anchor", s.Log.Anchor),
		v.fact("witnesses", witnesses),
	}
}

func (v *visit) keys(s *upkeep.Status) (facts []console.Shown) {
	for _, k := range s.Keys {
		text := k.ID
		if k.Public != "" {
			text = k.Public
		}
		if !k.Since.IsZero() {
			text += " · " + v.Page.T("operate.key.since", v.Page.Time(k.Since))
		}
		facts = append(facts, v.fact("key."+k.Use, text))
	}
	return facts
}

func (v *visit) people(s *upkeep.Status) (facts []console.Shown) {
	for _, role := range account.Roles() {
		facts = append(facts, console.Shown{Name: v.RoleText(role), Text: v.Page.Number(int64(s.People.Roles[string(role)]))})
	}
	return append(facts, v.fact("invitations", v.Page.Number(int64(s.People.Invitations))))
}

// size is an amount of bytes as people read it, in binary units (IEC 80000-13),
// with one decimal below ten.
func (v *visit) size(bytes uint64) string {
	units := []string{"KiB", "MiB", "GiB", "TiB"}
	n, unit := bytes*1000>>10, units[0] // thousandths of the unit
	for _, u := range units[1:] {
		if n < 1_024_000 {
			break
		}
		n, unit = n>>10, u
	}
	if n < 10_000 {
		n = (n + 50) / 100 * 100
	} else {
		n = (n + 500) / 1000 * 1000
	}
	return v.Page.Decimal(int64(n)) + "\u00a0" + unit
}
