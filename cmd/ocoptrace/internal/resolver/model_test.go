package resolver

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// model says naively what is given where: at the path of a level, without 22
// and 235, the target by link type.
type model map[string]map[string]string

// answer is the target of the first of the path's levels that has the type; ""
// where the path names a lot that is not there or no level has it.
func (m model) answer(path, linkType string) string {
	var kept []string
	for pair := range strings.SplitSeq(strings.TrimPrefix(path, "/"), " ") {
		if ai, _, _ := strings.Cut(pair, "/"); ai != "22" && ai != "235" {
			kept = append(kept, pair)
		}
	}
	if _, known := m[strings.Join(kept, "/")]; !known {
		return ""
	}
	for ; len(kept) > 0; kept = kept[:len(kept)-1] {
		if target := m[strings.Join(kept, "/")][linkType]; target != "" {
			return target
		}
	}
	return ""
}

// Walking up the tree gives what a naive model gives, for random links on
// random levels.
func TestWalkingUp(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	types := []string{"recipeInfo", "faqs", "tutorial", "support", "review"}
	for range 12 {
		w := newWorld(t)
		code := w.label.Code.String()
		key := "01/" + gtin
		m := model{
			key:                          {"defaultLink": base + "/products/" + rice},
			key + "/10/ST-01":            {"defaultLink": base + "/batches/" + rice + "/ST-01"},
			key + "/21/" + code:          {"defaultLink": base + "/x/" + code},
			key + "/10/ST-01/21/" + code: {"defaultLink": base + "/x/" + code},
		}
		for i := range random.IntN(5) {
			lot, level := "", key
			if random.IntN(2) == 0 {
				lot, level = "ST-01", key+"/10/ST-01"
			}
			linkType := types[random.IntN(len(types))]
			if m[level][linkType] == "" {
				m[level][linkType] = fmt.Sprintf("https://a.example/%d", i)
				w.give(t, lot, fmt.Sprintf("n%d %s https://a.example/%d - -", i, linkType, i))
			}
		}
		for range 60 {
			path := "/" + key
			if random.IntN(4) == 0 {
				path += " 235/T1"
			} else {
				if random.IntN(3) == 0 {
					path += " 22/V1"
				}
				switch random.IntN(4) {
				case 0:
					path += " 10/ST-09"
				case 1, 2:
					path += " 10/ST-01"
				}
				if random.IntN(3) == 0 {
					path += " 21/" + code
				}
			}
			linkType := append(types, "defaultLink")[random.IntN(len(types)+1)]
			want := m.answer(path, linkType)
			query := "?linkType=" + linkType
			answer := w.ask("GET", strings.ReplaceAll(path, " ", "/")+query)
			got := strings.TrimSuffix(answer.Header.Get("Location"), query)
			if got != want || (want == "") != (answer.StatusCode == http.StatusNotFound) {
				t.Fatalf("%s%s: %d to %q, want %q; given %v", path, query, answer.StatusCode, got, want, m)
			}
		}
	}
}

// Whatever is asked for, the answer is a status of the package comment, and a
// redirect goes to what the registry gives, with the query as it came.
func FuzzResolve(f *testing.F) {
	w := newWorld(f)
	w.give(f, "", "a recipeInfo https://a.example/x?y=1#z vi text/html", "b recipeInfo https://a.example/2 en -")
	for _, seed := range []string{
		"/01/" + gtin + "/10/ST-01/21/" + w.label.Code.String() + "?17=271120", "/01/" + gtin + "/10/%2F", "/01//", "/01/?", "/01/" + gtin + "//evil.example",
		"/01/" + gtin + "?linkType=recipeInfo&x=%0d%0aX:y", "/414/" + place + "/254/K1/", "/417/" + party + "?linkType=linkset", "/01/" + gtin + "?linkType=%2f",
	} {
		f.Add(seed, "text/html, */*;q=0.1", "vi, en;q=0.3")
		f.Add(seed, typeLinkset, "")
	}
	f.Fuzz(func(t *testing.T, target, media, languages string) {
		u, err := url.ParseRequestURI(target)
		if err != nil || u.Host != "" || !strings.HasPrefix(u.EscapedPath(), "/") {
			t.Skip()
		}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = u
		r.Header.Set("Accept", media)
		r.Header.Set("Accept-Language", languages)
		answer := httptest.NewRecorder()
		w.ServeHTTP(answer, r)
		location := answer.Header().Get("Location")
		switch answer.Code {
		case http.StatusOK, http.StatusMultipleChoices:
			if strings.HasPrefix(answer.Header().Get("Content-Type"), typeLinkset) && !strings.HasPrefix(answer.Body.String(), `{"linkset":[{`) {
				t.Errorf("%q: %s", target, answer.Body)
			}
		case http.StatusTemporaryRedirect:
			to, err := url.Parse(location)
			if err != nil || !strings.HasPrefix(location, base+"/") && to.Host != "a.example" && to.Host != "htx.example.vn" || !strings.HasSuffix(to.RawQuery, u.RawQuery) {
				t.Errorf("%q leads to %q (%v)", target, location, err)
			}
		case http.StatusBadRequest, http.StatusNotFound:
			if location != "" {
				t.Errorf("%q: %d to %q", target, answer.Code, location)
			}
		default:
			t.Errorf("%q: status %d", target, answer.Code)
		}
	})
}
