package trace

import (
	"net/url"
	"regexp"
	"strings"
)

// A Link leads to a place where goods are sold on line, or to more about them.
type Link struct {
	Name string `json:"name"` // as people know it, e.g. of the market place
	URL  string `json:"url"`  // begins with https://
}

// maxLinks bounds the channels of one fact.
const maxLinks = 8

func tidyLinks(links []Link) {
	for i := range links {
		tidy(&links[i].Name, &links[i].URL)
	}
}

func (f *fields) links(field string, links []Link) {
	f.atMost(field, len(links), maxLinks)
	for i, l := range links {
		at := element(field, i)
		f.required(at("name"), l.Name, maxName)
		f.required(at("url"), l.URL, maxLine)
		f.https(at("url"), l.URL)
	}
}

// https checks a link to another service, where there is one: with a host, and
// neither a password nor a space in it.
func (f *fields) https(field, link string) {
	if link == "" {
		return
	}
	f.optional(field, link, maxLine)
	u, err := url.Parse(link)
	sound := err == nil && u.Scheme == "https" && u.User == nil && strings.Contains(u.Hostname(), ".") &&
		!strings.ContainsAny(link, " \n<>\"\\")
	f.must(sound, field, "notHTTPS", shortened(link))
}

// phonePattern takes a number as it is printed: 0214 3000 001, 1900 0000,
// +84 (0)24 3000 0001.
var phonePattern = regexp.MustCompile(`^\+?\(?[0-9](?:[ .()-]{0,2}[0-9]){2,19}\)?$`)

// phone checks the line of a business, where there is one.
func (f *fields) phone(field, number string) {
	f.must(number == "" || phonePattern.MatchString(number), field, "notPhone", shortened(number))
}
