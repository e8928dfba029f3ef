package resolver

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ocoptrace/trace/gs1"

	"github.com/dlclark/regexp2"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// SchemaVariable names GS1's JSON schema of linksets, which is not part of this
// repository: a file of https://gs1.github.io/linkset.
const SchemaVariable = "OCOPTRACE_TEST_LINKSET_SCHEMA"

// samples are linksets of every kind of thing, with links of every form.
func samples(t *testing.T) map[string][]byte {
	w := newWorld(t)
	w.give(t, "", "a recipeInfo https://a.example/nau?x=1&y=2#z vi,en-GB text/html", "b review http://b.example/ - -", "c dpp https://xn--ng-lka.example/ - application/vc+jwt")
	w.give(t, "ST-01", "d certificationInfo https://a.example/phieu.pdf vi application/pdf")
	all := make(map[string][]byte)
	for _, path := range []string{"/01/" + gtin, "/01/" + gtin + "/10/ST-01/21/" + w.label.Code.String(), "/01/" + gtin + "/22/V%2F1/10/ST-01",
		"/414/" + place + "/254/K1", "/417/" + party} {
		for _, language := range []string{"vi", "en"} {
			var b bytes.Buffer
			b.ReadFrom(w.ask("GET", path+"?linkType=linkset", "Accept-Language: "+language).Body)
			all[language+" "+path] = b.Bytes()
		}
	}
	return all
}

var (
	linkMembers  = []string{"href", "title", "hreflang", "type"}
	relationForm = regexp.MustCompile(`^https?://[A-Za-z0-9./]+$`)
	mediaForm    = regexp.MustCompile(`^[a-z]+/[-+.a-z0-9]+$`)
)

// The structure that RFC 9264 section 4.2 and GS1's schema ask for.
func TestLinksetStructure(t *testing.T) {
	for name, body := range samples(t) {
		var set map[string][]map[string]any
		if err := json.Unmarshal(body, &set); err != nil || len(set) != 1 || len(set["linkset"]) == 0 {
			t.Fatalf("%s: %v: %s", name, err, body)
		}
		for _, c := range set["linkset"] {
			anchor, _ := c["anchor"].(string)
			if u, err := url.Parse(anchor); err != nil || "https://"+u.Host != base || u.RawQuery != "" || c["itemDescription"] == "" {
				t.Errorf("%s: anchor %q, itemDescription %q", name, anchor, c["itemDescription"])
			}
			delete(c, "anchor")
			delete(c, "itemDescription")
			for relation, links := range c {
				term := strings.TrimPrefix(relation, gs1.VocabularyURL)
				if !relationForm.MatchString(relation) || !slices.Contains(gs1.LinkTypes, term) {
					t.Errorf("%s: relation %q", name, relation)
				}
				for _, l := range links.([]any) {
					checkLink(t, name+" "+term, l.(map[string]any))
				}
			}
		}
	}
}

func checkLink(t *testing.T, name string, l map[string]any) {
	t.Helper()
	for member := range maps.Keys(l) {
		if !slices.Contains(linkMembers, member) {
			t.Errorf("%s: member %q", name, member)
		}
	}
	href, _ := l["href"].(string)
	title, _ := l["title"].(string)
	if u, err := url.Parse(href); err != nil || !u.IsAbs() || u.Host == "" || title == "" {
		t.Errorf("%s: href %q, title %q", name, href, title)
	}
	if media, ok := l["type"].(string); ok && !mediaForm.MatchString(media) {
		t.Errorf("%s: type %q", name, media)
	}
	languages, _ := l["hreflang"].([]any)
	for _, tag := range languages {
		if !regexp.MustCompile(`^[a-z]{2}(-[A-Z]{2})?$`).MatchString(tag.(string)) {
			t.Errorf("%s: hreflang %q", name, tag)
		}
	}
}

// lookahead is an engine of regular expressions that has the lookahead of ECMA
// 262, which the schema uses.
type lookahead struct{ *regexp2.Regexp }

func (l lookahead) MatchString(s string) bool {
	ok, err := l.Regexp.MatchString(s)
	return err == nil && ok
}

func TestLinksetSchema(t *testing.T) {
	path := os.Getenv(SchemaVariable)
	if path == "" {
		t.Skipf("%s names no schema", SchemaVariable)
	}
	compiler := jsonschema.NewCompiler()
	compiler.UseRegexpEngine(func(pattern string) (jsonschema.Regexp, error) {
		r, err := regexp2.Compile(pattern, regexp2.ECMAScript)
		return lookahead{r}, err
	})
	schema, err := compiler.Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	validate := func(body []byte) error {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(value)
	}
	for name, body := range samples(t) {
		if err := validate(body); err != nil {
			t.Errorf("%s: %v\n%s", name, err, body)
		}
		for _, fault := range []struct{ from, to string }{
			{`"itemDescription"`, `"description"`}, {`"title"`, `"tittle"`}, {`"anchor"`, `"anker"`}, {`"linkset"`, `"links"`},
		} {
			if validate(bytes.Replace(body, []byte(fault.from), []byte(fault.to), 1)) == nil {
				t.Errorf("%s: the schema takes %s", name, fault.to)
			}
		}
	}
}
