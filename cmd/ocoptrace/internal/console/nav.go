package console

import (
	"net/http"
	"net/url"
	"slices"

	"ocoptrace/cmd/ocoptrace/internal/account"
)

// homePath is where everyone's first page is.
const homePath = "/console"

// firstPage is what a role sees at /console.
type firstPage struct {
	title string // key of its text
	show  func(*Visit) error
}

// Home gives roles their first page, with the key of its title. A role has one;
// that of the last call counts.
func (c *Console) Home(title string, show func(*Visit) error, roles ...account.Role) {
	for _, role := range roles {
		c.homes[role] = firstPage{title, show}
	}
}

// showHome answers with the first page of the user's role; who has none is led
// to the own account.
func (c *Console) showHome(v *Visit) error {
	home, ok := c.homes[v.User.Role]
	if !ok {
		return v.Redirect("/console/account", url.Values{})
	}
	return home.show(v)
}

// A Link leads from every page to another.
type Link struct {
	Path  string
	Text  string         // key of the text
	Roles []account.Role // whom it concerns; none for everyone
	Main  bool           // it is in the bar before others, where there are many
	// Count is how many things there wait for the user, told beside the text. The
	// link is in the bar while something waits; always for nil.
	Count func(*Visit) (int, error)
}

// Nav has pages lead to others, after the user's first page and in the order in
// which they are named.
func (c *Console) Nav(links ...Link) { c.links = append(c.links, links...) }

// A Group is a heading over some of the links where all are listed.
type Group struct {
	Text  string // key of the heading
	Paths []string
}

// Groups says under which headings links are listed. Those in none come last.
func (c *Console) Groups(groups ...Group) { c.groups = append(c.groups, groups...) }

// NavLink is a link as a page shows it.
type NavLink struct {
	Path, Text string
	Current    bool // it leads to this page

	at      string // path without query
	main    bool
	waiting bool
	hidden  bool // nothing waits there
}

// NavGroup is a heading with its links.
type NavGroup struct {
	Text  string // "" for what is in no group
	Links []NavLink
}

const (
	morePath = "/console/more" // where all links are listed
	fullNav  = 6               // links that a bar may have
	mostNav  = 4               // links of a bar that leads to the others
)

// nav are the links that the bar shows: all that concern the user, or the first
// of many and one to the rest.
func (v *Visit) nav() (bar []NavLink, err error) {
	all, err := v.navLinks()
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		if !l.hidden {
			bar = append(bar, l)
		}
	}
	if len(bar) <= fullNav {
		return bar, nil
	}
	return append(foremost(bar), NavLink{Path: v.Page.To(morePath), Text: v.Page.T("console.nav.more"), Current: v.R.URL.Path == morePath}), nil
}

// foremost are as many links as a bar has room for, in their order: the first
// page, where something waits, what is marked, and then the others.
func foremost(all []NavLink) (bar []NavLink) {
	ranks := []func(int, NavLink) bool{
		func(i int, _ NavLink) bool { return i == 0 },
		func(_ int, l NavLink) bool { return l.waiting },
		func(_ int, l NavLink) bool { return l.main },
		func(int, NavLink) bool { return true },
	}
	taken := make([]bool, len(all))
	n := 0
	for _, rank := range ranks {
		for i, l := range all {
			if n < mostNav && !taken[i] && rank(i, l) {
				taken[i] = true
				n++
			}
		}
	}
	for i, l := range all {
		if taken[i] {
			bar = append(bar, l)
		}
	}
	return bar
}

// navLinks are all links that concern the user.
func (v *Visit) navLinks() (all []NavLink, err error) {
	links := v.links
	if home, ok := v.homes[v.User.Role]; ok {
		links = append([]Link{{Path: homePath, Text: home.title}}, links...)
	}
	for _, l := range links {
		if len(l.Roles) > 0 && !slices.Contains(l.Roles, v.User.Role) {
			continue
		}
		n := NavLink{Path: v.Page.To(l.Path), Text: v.Page.T(l.Text), Current: l.Path == v.R.URL.Path, at: l.Path, main: l.Main}
		if l.Count != nil {
			waiting, err := l.Count(v)
			if err != nil {
				return nil, err
			}
			n.waiting, n.hidden = waiting > 0, waiting == 0
			if n.waiting {
				n.Text = v.Page.T("console.nav.waiting", n.Text, int64(waiting))
			}
		}
		all = append(all, n)
	}
	return all, nil
}

// NavGroups are all links that concern the user but the first page, under their
// headings.
func (v *Visit) NavGroups() (groups []NavGroup, err error) {
	all, err := v.navLinks()
	if err != nil {
		return nil, err
	}
	rest := slices.DeleteFunc(all, func(l NavLink) bool { return l.at == homePath })
	for _, g := range v.groups {
		in := func(l NavLink) bool { return slices.Contains(g.Paths, l.at) }
		group := NavGroup{Text: v.Page.T(g.Text)}
		for _, l := range rest {
			if in(l) {
				group.Links = append(group.Links, l)
			}
		}
		rest = slices.DeleteFunc(rest, in)
		if len(group.Links) > 0 {
			groups = append(groups, group)
		}
	}
	if len(rest) > 0 {
		groups = append(groups, NavGroup{Links: rest})
	}
	return groups, nil
}

// moreBody is the page of all links.
type moreBody struct {
	Common
	Groups []NavGroup
}

// showMore lists all links.
func showMore(v *Visit) (err error) {
	b := &moreBody{}
	if b.Groups, err = v.NavGroups(); err != nil {
		return err
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("more", v.Page.T("console.nav.all"), b, http.StatusOK)
}
