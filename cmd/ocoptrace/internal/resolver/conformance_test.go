package resolver

import (
	"crypto/tls"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
)

// client asks a server that speaks TLS, and does not follow redirects.
type client struct {
	*testing.T
	http *http.Client
	root string
	code string // of a label of lot ST-01
}

func newClient(t *testing.T) *client {
	w := newWorld(t)
	w.give(t, "", "nau recipeInfo https://a.example/nau?x=1 vi text/html", "nau-2 recipeInfo https://a.example/2 vi text/html")
	s := httptest.NewTLSServer(w)
	t.Cleanup(s.Close)
	c := s.Client()
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client{t, c, s.URL, w.label.Code.String()}
}

func (c *client) ask(method, path string, headers ...string) *http.Response {
	c.Helper()
	r, err := http.NewRequest(method, c.root+path, nil)
	if err != nil {
		c.Fatal(err)
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	answer, err := c.http.Do(r)
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() { answer.Body.Close() })
	return answer
}

func (c *client) status(path string, want int, headers ...string) *http.Response {
	c.Helper()
	answer := c.ask("GET", path, headers...)
	if answer.StatusCode != want {
		c.Errorf("%s %q: %d, want %d", path, headers, answer.StatusCode, want)
	}
	return answer
}

func (c *client) linkset(path string, headers ...string) written {
	c.Helper()
	return readLinkset(c, c.status(path, http.StatusOK, headers...))
}

const (
	goods = "/01/" + gtin
	lot   = goods + "/10/ST-01"
	all   = "?linkType=linkset"
)

// What the GS1-Conformant Resolver Standard 1.2 demands, each against a server
// over TLS.
func TestConformance(t *testing.T) {
	c := newClient(t)
	for _, demand := range []struct {
		name string
		met  func(c *client)
	}{
		{"SHALL support GET, HEAD and OPTIONS", func(c *client) {
			get, head := c.ask("GET", goods+all), c.ask("HEAD", goods+all)
			body, _ := io.ReadAll(head.Body)
			if head.StatusCode != 200 || len(body) != 0 || head.Header.Get("ETag") != get.Header.Get("ETag") || head.ContentLength != get.ContentLength {
				c.Errorf("HEAD: %v", head)
			}
			if a := c.ask("POST", goods); a.StatusCode != http.StatusMethodNotAllowed {
				c.Errorf("POST: %d", a.StatusCode)
			}
		}},
		{"SHALL support HTTP 1.1 or higher, over TLS", func(c *client) {
			if a := c.ask("GET", goods); !a.ProtoAtLeast(1, 1) || a.TLS == nil || a.TLS.Version < tls.VersionTLS12 {
				c.Errorf("%s %v", a.Proto, a.TLS)
			}
		}},
		{"SHALL support CORS, on preflights and on every answer", func(c *client) {
			a := c.ask("OPTIONS", goods, "Origin: https://other.example", "Access-Control-Request-Method: GET")
			if a.StatusCode != http.StatusNoContent || !strings.Contains(a.Header.Get("Link"), all) || a.Header.Get("Allow") != methods {
				c.Errorf("OPTIONS: %d %v", a.StatusCode, a.Header)
			}
			for _, a := range []*http.Response{a, c.ask("GET", goods), c.ask("GET", goods+all), c.ask("GET", goods+"/foo"), c.ask("GET", DescriptionPath),
				c.ask("GET", goods+"?linkType=gs1:dpp")} {
				allowed := strings.Split(a.Header.Get("Access-Control-Allow-Methods"), ", ")
				if a.Header.Get("Access-Control-Allow-Origin") != "*" || !slices.Equal(allowed, []string{"GET", "HEAD", "OPTIONS"}) {
					c.Errorf("%s: %v", a.Request.URL, a.Header)
				}
			}
		}},
		{"SHALL support all qualifiers of the keys it supports", func(c *client) {
			for _, path := range []string{goods + "/22/V", goods + "/22/V/10/ST-01", goods + "/22/V/10/ST-01/21/" + c.code, goods + "/21/" + c.code,
				goods + "/235/T", "/414/" + place + "/254/K1", "/414/" + place + "/7040/1ABC", "/417/" + party + "/7040/1ABC"} {
				c.status(path, http.StatusTemporaryRedirect)
				c.linkset(path + all)
			}
		}},
		{"SHALL validate the syntax: 400", func(c *client) {
			for _, path := range []string{goods, lot, "/414/" + place, "/417/" + party} {
				c.status(path+"/foo", http.StatusBadRequest)
			}
			c.status("/01/09520000000012", http.StatusBadRequest)
		}},
		{"SHALL answer 404 for what is valid and unknown", func(c *client) { c.status("/01/09520000000028", http.StatusNotFound) }},
		{"SHALL answer 404 for a link type that there is no link of", func(c *client) { c.status(goods+"?linkType=gs1:dpp", http.StatusNotFound) }},
		{"SHALL NOT answer an error with 200", func(c *client) {
			for _, path := range []string{goods + "/foo", "/01/09520000000028", goods + "?linkType=gs1:dpp", goods + "/10/ST-09" + all, goods + "/foo" + all} {
				if a := c.ask("GET", path, "Accept: "+typeLinkset); a.StatusCode < 400 {
					c.Errorf("%s: %d", path, a.StatusCode)
				}
			}
		}},
		{"SHALL answer 300 where links cannot be told apart", func(c *client) { c.status(goods+"?linkType=gs1:recipeInfo", http.StatusMultipleChoices) }},
		{"SHALL redirect to the default link where no type is asked for", func(c *client) {
			for _, path := range []string{goods, lot, lot + "/21/" + c.code, "/414/" + place, "/417/" + party} {
				links := c.linkset(path+all).targets(c, 0, "defaultLink")
				if got := c.status(path, 307).Header.Get("Location"); len(links) != 1 || got != links[0].Href {
					c.Errorf("%s leads to %q, the linkset has %v", path, got, links)
				}
			}
		}},
		{"SHALL redirect to the link of the type asked for", func(c *client) {
			want := c.linkset(goods+all).targets(c, 0, "masterData")[0].Href + "?linkType=gs1:masterData"
			if got := c.status(goods+"?linkType=gs1:masterData", 307).Header.Get("Location"); got != want {
				c.Errorf("%q, want %q", got, want)
			}
		}},
		{"SHALL answer linkType=linkset, and all, with the linkset and no redirect", func(c *client) {
			for _, value := range []string{"linkset", "all"} {
				a := c.status(lot+"?linkType="+value, 200)
				if media, _, _ := mime.ParseMediaType(a.Header.Get("Content-Type")); media != typeLinkset {
					c.Errorf("%s: %s", value, media)
				}
			}
		}},
		{"SHALL answer Accept: application/linkset+json with the linkset; the same as application/json", func(c *client) {
			first, _ := io.ReadAll(c.status(lot, 200, "Accept: "+typeLinkset).Body)
			a := c.status(lot, 200, "Accept: "+typeJSON)
			second, _ := io.ReadAll(a.Body)
			if string(first) != string(second) || a.Header.Get("Content-Type") != typeJSON {
				c.Errorf("%s: %s, %s", a.Header.Get("Content-Type"), first, second)
			}
		}},
		{"SHALL pass the query on as it came", func(c *client) {
			if got := c.status(lot+"?17=271120&x=%2f&&y=", 307).Header.Get("Location"); got != base+"/batches/"+rice+"/ST-01?17=271120&x=%2f&&y=" {
				c.Error(got)
			}
		}},
		{"SHALL give links of each level up to the key, each with its anchor", func(c *client) {
			got := c.linkset(goods + "/22/V/10/ST-01/21/" + c.code + all).anchors()
			want := []string{base + goods + "/22/V/10/ST-01/21/" + c.code, base + goods + "/22/V/10/ST-01", base + goods}
			if !slices.Equal(got, want) {
				c.Errorf("%q, want %q", got, want)
			}
		}},
		{"SHALL have one default link a level, with href and title alone, and its target under a descriptive type", func(c *client) {
			for _, path := range []string{lot + "/21/" + c.code, "/414/" + place + "/254/K1", "/417/" + party} {
				s := c.linkset(path + all)
				for i := range s.Linkset {
					checkDefault(c, s, i)
				}
			}
		}},
		{"SHALL have a description file", func(c *client) {
			var d map[string]any
			if err := json.NewDecoder(c.status(DescriptionPath, 200).Body).Decode(&d); err != nil || d["resolverRoot"] != base {
				c.Errorf("%v (%v)", d, err)
			}
			for _, key := range d["supportedPrimaryKeys"].([]any) {
				if !slices.Contains(Keys, key.(string)) {
					c.Errorf("key %v", key)
				}
			}
		}},
		{"SHOULD tell of the linkset and its context in Link", func(c *client) {
			want := "<" + base + lot + all + `>; rel="linkset"; type="` + typeLinkset + `"`
			for _, path := range []string{lot, lot + "/", lot + "?a=b", lot + all} {
				if got := c.ask("GET", path).Header["Link"]; !slices.Contains(got, want) {
					c.Errorf("%s: %q", path, got)
				}
			}
			if got := strings.Join(c.ask("GET", lot+all).Header["Link"], ""); !strings.Contains(got, contextURL) {
				c.Errorf("no context: %q", got)
			}
		}},
		{"SHOULD tolerate one slash at the end", func(c *client) {
			c.status(lot+"/", http.StatusTemporaryRedirect)
			c.status(lot+"//", http.StatusBadRequest)
		}},
		{"SHOULD say what an answer varies by", func(c *client) {
			if got := strings.Join(c.ask("GET", goods).Header["Vary"], ", "); got != "Accept, Accept-Language" {
				c.Errorf("Vary %q", got)
			}
		}},
		{"SHOULD spare who has the linkset", func(c *client) {
			etag := c.ask("GET", goods+all).Header.Get("ETag")
			c.status(goods+all, http.StatusNotModified, "If-None-Match: "+etag)
		}},
	} {
		t.Run(demand.name, func(t *testing.T) { demand.met(&client{t, c.http, c.root, c.code}) })
	}
}

// checkDefault checks the default link of a level, counted from 0.
func checkDefault(c *client, s written, level int) {
	c.Helper()
	links := s.targets(c, level, "defaultLink")
	if len(links) != 1 || links[0].Title == "" || links[0].Hreflang != nil || links[0].Type != "" {
		c.Errorf("default link of %s: %+v", s.anchors()[level], links)
		return
	}
	described := false
	for relation := range s.Linkset[level] {
		name := relation[strings.LastIndexByte(relation, '/')+1:]
		if name == "anchor" || name == "itemDescription" || strings.HasPrefix(name, "defaultLink") {
			continue
		}
		for _, l := range s.targets(c, level, name) {
			described = described || l.Href == links[0].Href
		}
	}
	if !described {
		c.Errorf("%s: %s stands under no descriptive type", s.anchors()[level], links[0].Href)
	}
}
