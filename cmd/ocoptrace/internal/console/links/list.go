package links

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"ocoptrace/cmd/ocoptrace/internal/console"
	"ocoptrace/cmd/ocoptrace/internal/resolver"
)

// listBody lists the user's links, and the things that can have some.
type listBody struct {
	console.Common
	Things []thing
	Links  []row
}

// thing can have links.
type thing struct{ Name, Path, New, Preview string }

// row is a link on the page.
type row struct {
	Title, Href, Kind, About, Detail string
	Ended                            bool
	Edit, End                        string
}

func list(v *visit) error {
	targets, err := v.targets()
	if err != nil {
		return err
	}
	links, err := v.Registry.ResolverLinks(v.Ctx(), v.User.Entity)
	if err != nil {
		return err
	}
	b := &listBody{}
	for _, t := range targets {
		b.Things = append(b.Things, thing{t.name, strings.TrimPrefix(t.key.String(), "://"),
			v.Page.Link(path+"/new", url.Values{"about": {t.about}}), v.previewOf(t.about, "")})
	}
	for _, l := range links {
		r := row{Title: l.Title, Href: l.Href, Kind: v.Page.LinkType(l.LinkType), About: v.name(targets, aboutOf(l), l.Lot),
			Detail: detail(l.MediaType, l.Hreflang), Ended: l.Ended, Edit: v.Page.To(path + "/" + l.ID)}
		if !l.Ended {
			r.End = v.Page.To(path + "/" + l.ID + "/end")
		}
		v.Page.Sample = v.Page.Sample || l.Sample
		b.Links = append(b.Links, r)
	}
	if b.Common, err = v.Common(); err != nil {
		return err
	}
	return v.Show("links", v.Page.T("console.links.title"), b, http.StatusOK)
}

// detail is a media type and languages on one line.
func detail(media string, languages []string) string {
	all := languages
	if media != "" {
		all = append([]string{media}, languages...)
	}
	return strings.Join(all, " · ")
}

// written is the linkset for people who read JSON.
func written(levels []resolver.Level) (string, error) {
	text, err := resolver.Linkset(levels)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = json.Indent(&b, text, "", "  ")
	return b.String(), err
}
