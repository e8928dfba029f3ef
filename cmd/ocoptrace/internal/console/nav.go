package console

import (
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
	// Count is how many things there wait for the user, told beside the text. The
	// link is there while something waits; always for nil.
	Count func(*Visit) (int, error)
}

// Nav has pages lead to others, after the user's first page and in the order in
// which they are named.
func (c *Console) Nav(links ...Link) { c.links = append(c.links, links...) }

// NavLink is a link as a page shows it.
type NavLink struct {
	Path, Text string
	Current    bool // it leads to this page
}

// nav are the links that concern the user.
func (v *Visit) nav() (all []NavLink, err error) {
	links := v.links
	if home, ok := v.homes[v.User.Role]; ok {
		links = append([]Link{{Path: homePath, Text: home.title}}, links...)
	}
	for _, l := range links {
		if len(l.Roles) == 0 || slices.Contains(l.Roles, v.User.Role) {
			text, err := v.navText(l)
			if err != nil {
				return nil, err
			}
			if text != "" {
				all = append(all, NavLink{v.Page.To(l.Path), text, l.Path == v.R.URL.Path})
			}
		}
	}
	return all, nil
}

// navText is the text of a link, with the number of what waits there; "" where
// nothing does.
func (v *Visit) navText(l Link) (string, error) {
	text := v.Page.T(l.Text)
	if l.Count == nil {
		return text, nil
	}
	n, err := l.Count(v)
	if err != nil || n == 0 {
		return "", err
	}
	return v.Page.T("console.nav.waiting", text, int64(n)), nil
}
