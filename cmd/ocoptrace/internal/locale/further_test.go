package locale

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"ocoptrace/assets"
	"ocoptrace/trace/ocop"
)

// further is a folder with the files there are and one more, whose texts are
// the English ones but for some. A text with a count gets one, few, many and
// other.
func further(t *testing.T, lang string, own map[string]any) fstest.MapFS {
	t.Helper()
	folder := fstest.MapFS{}
	for _, l := range []string{Vietnamese, English} {
		data, err := assets.Locales.ReadFile("locales/" + l + ".json")
		if err != nil {
			t.Fatal(err)
		}
		folder["locales/"+l+".json"] = &fstest.MapFile{Data: data}
	}
	var texts map[string]any
	if err := json.Unmarshal(folder["locales/en.json"].Data, &texts); err != nil {
		t.Fatal(err)
	}
	for key, value := range texts {
		if forms, ok := value.(map[string]any); ok {
			forms["few"], forms["many"] = forms["other"], forms["other"]
			if forms["one"] == nil {
				forms["one"] = forms["other"]
			}
		}
		if text, ok := own[key]; ok {
			texts[key] = text
		}
	}
	data, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	folder["locales/"+lang+".json"] = &fstest.MapFile{Data: data}
	return folder
}

// A file is all that a further language needs: it is matched, and its plurals,
// days, times and numbers are its own. Polish has plural rules unlike
// Vietnamese and English (CLDR: one, few, many), Korean dates begin with the
// year.
func TestFurtherLanguage(t *testing.T) {
	polish := further(t, "pl", map[string]any{
		"lang.name": "Polski", "home.title": "Skąd pochodzi ta paczka?",
		"home.more":     map[string]string{"one": "{0} produkt", "few": "{0} produkty", "many": "{0} produktów", "other": "{0} produktu"},
		"format.months": "sty lut mar kwi maj cze lip sie wrz paź lis gru",
	})
	s, err := read(polish)
	if err != nil {
		t.Fatal(err)
	}
	l := s.match("pl-PL,pl;q=0.9,en;q=0.5", "")
	day, moment := ocop.DateOf(time.Date(2026, 11, 3, 1, 30, 0, 0, vietnam)), time.Date(2026, 11, 3, 1, 30, 0, 0, vietnam)
	for _, c := range []struct{ what, got, want string }{
		{"its tag", l.Lang(), "pl"},
		{"its name", l.Name(), "Polski"},
		{"a text", l.T("home.title"), "Skąd pochodzi ta paczka?"},
		{"one", l.T("home.more", 1), "1 produkt"},
		{"few", l.T("home.more", 3), "3 produkty"},
		{"few again", l.T("home.more", 22), "22 produkty"},
		{"many", l.T("home.more", 12), "12 produktów"},
		{"none", l.T("home.more", 0), "0 produktów"},
		{"a day", l.Date(day), "3 lis 2026"},
		{"a moment", l.Time(moment), "3 lis 2026, 01:30"},
		{"a number", strings.ReplaceAll(l.Number(1234567), "\u00a0", " "), "1 234 567"},
		{"by choice", s.match("vi", "pl").Lang(), "pl"},
		{"others as before", s.match("vi", "").Lang() + s.match("de", "").Lang() + s.match("", "").Lang(), "vienvi"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", c.what, c.got, c.want)
		}
	}
	if faults := differences(l, s.of(Vietnamese).texts); len(faults) > 0 {
		t.Errorf("%d faults: %s …", len(faults), faults[0])
	}

	s, err = read(further(t, "ko", map[string]any{"format.date": "{2}년 {4}월 {3}일", "format.time": "{0} {1}"}))
	if err != nil {
		t.Fatal(err)
	}
	if got := s.match("ko-KR", "").Time(moment); got != "2026년 11월 3일 01:30" {
		t.Errorf("a moment in Korean is %q", got)
	}
}

// What a file lacks is named.
func TestFurtherLanguageFaults(t *testing.T) {
	incomplete := further(t, "pl", nil)
	s, err := read(incomplete)
	if err != nil {
		t.Fatal(err)
	}
	l := s.of("pl")
	delete(l.texts, "home.title")
	l.texts["home.more"] = text{forms: s.of(English).texts["home.more"].forms, count: true}
	got := strings.Join(differences(l, s.of(Vietnamese).texts), "\n")
	for _, want := range []string{"home.title is missing", "home.more has no text for the plural category of 0"} {
		if !strings.Contains(got, want) {
			t.Errorf("the faults are not %q: %s", want, got)
		}
	}
	for name, data := range map[string]string{
		"locales/pl.json":             `{"a": "b"}`,
		"locales/not a language.json": `{}`,
	} {
		folder := further(t, "pl", nil)
		folder[name] = &fstest.MapFile{Data: []byte(data)}
		if _, err := read(folder); err == nil {
			t.Errorf("%s is read without a complaint", name)
		}
	}
}
