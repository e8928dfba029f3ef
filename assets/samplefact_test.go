package assets_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

var (
	idForm       = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	lotForm      = regexp.MustCompile(`^[A-Z]{2}-\d\d$`) // looks like no date
	codeForm     = regexp.MustCompile(`^\d{5}$`)
	gtinForm     = regexp.MustCompile(`^0952\d{10}$`)
	standardForm = regexp.MustCompile(`^TCCS \d\d:mẫu$`)
	numberForm   = regexp.MustCompile(`^\d\d-(\d{3}-)?\d{5}-9\d-20\d\d$`)
)

func TestSampleEntities(t *testing.T) {
	s := readSample(t)
	seen := map[string]bool{}
	for _, e := range s.Entities {
		if !idForm.MatchString(e.ID) || seen[e.ID] || seen[e.Registration] {
			t.Errorf("%s: id or registration %s malformed or used twice", e.ID, e.Registration)
		}
		seen[e.ID], seen[e.Registration] = true, true
		if !strings.Contains(e.Name, "Mẫu") || !strings.Contains(e.NameEn, "Sample") || !e.Sample {
			t.Errorf("%s: %q, %q does not say that it is fictional", e.ID, e.Name, e.NameEn)
		}
		if !codeForm.MatchString(e.CommuneCode) || len(e.ProvinceCode) != 2 {
			t.Errorf("%s: commune %q, province %q", e.ID, e.CommuneCode, e.ProvinceCode)
		}
		_, place, _ := strings.Cut(e.Commune, " ") // "Phường", "Xã"
		if place == "" || !strings.Contains(e.Address, place) {
			t.Errorf("%s: address %q is not in %q", e.ID, e.Address, e.Commune)
		}
	}
	for _, p := range s.Products {
		if !seen[p.Entity] {
			t.Errorf("%s: entity %q is not there", p.ID, p.Entity)
		}
	}
}

func TestSampleProducts(t *testing.T) {
	s := readSample(t)
	seen := map[string]bool{}
	for _, p := range s.Products {
		if !idForm.MatchString(p.ID) || seen[p.ID] || !p.Sample {
			t.Errorf("%s: id malformed or used twice, or not marked as a sample", p.ID)
		}
		seen[p.ID] = true
		if p.Taxonomy != "26/2026" || p.Group == "" || p.Service != (p.Group == "VI") {
			t.Errorf("%s: group %q of %q, service %v", p.ID, p.Group, p.Taxonomy, p.Service)
		}
		if n := utf8.RuneCountInString(p.LabelName); n > 60 || p.LabelName == "" && utf8.RuneCountInString(p.Name) > 60 {
			t.Errorf("%s: the name on labels has %d letters, of %d in all", p.ID, n, utf8.RuneCountInString(p.Name))
		}
		if utf8.RuneCountInString(p.Name) > 200 {
			t.Errorf("%s: name of over 200 letters", p.ID)
		}
		if p.Standard != "" && !standardForm.MatchString(norm.NFC.String(p.Standard)) {
			t.Errorf("%s: standard %q", p.ID, p.Standard)
		}
		checkShelfLife(t, p)
	}
	if len(s.Products) < 13 {
		t.Errorf("%d products, want 13 at least", len(s.Products))
	}
}

// Food has a storage text, ingredients and an end date; other goods have no
// end date; a service has no texts of goods at all.
func checkShelfLife(t *testing.T, p product) {
	lengths := 0
	for _, n := range []int{p.ShelfLifeDays, p.ShelfLifeMonths} {
		if n > 0 {
			lengths++
		}
	}
	food := strings.HasPrefix(p.Group, "I.")
	if food != (lengths == 1) || food != (p.DateKind == "expires" || p.DateKind == "best_before") || lengths > 1 {
		t.Errorf("%s: group %s with date kind %q, %d days, %d months", p.ID, p.Group, p.DateKind, p.ShelfLifeDays, p.ShelfLifeMonths)
	}
	for _, text := range []string{p.Net, p.Storage, p.Ingredients, p.Standard} {
		if (text == "") != p.Service {
			t.Errorf("%s: service %v with %q", p.ID, p.Service, text)
		}
	}
}

// checkDigit is that of GS1 General Specifications, section 7.9: weights 3 and
// 1 in turn from the right.
func checkDigit(body string) byte {
	sum := 0
	for i := range len(body) {
		weight := 3
		if (len(body)-i)%2 == 0 {
			weight = 1
		}
		sum += int(body[i]-'0') * weight
	}
	return byte('0' + (10-sum%10)%10)
}

func TestCheckDigit(t *testing.T) {
	// The example of the section: GTIN-13 6291041500213.
	if got := checkDigit("629104150021"); got != '3' {
		t.Errorf("check digit %c, want 3", got)
	}
}

func TestSampleGTINs(t *testing.T) {
	seen := map[string]bool{}
	with, goods := 0, 0
	for _, p := range readSample(t).Products {
		if !p.Service {
			goods++
		}
		if p.GTIN == "" {
			continue
		}
		with++
		if !gtinForm.MatchString(p.GTIN) || seen[p.GTIN] || p.Service {
			t.Errorf("%s: GTIN %q malformed, used twice, without the demonstration prefix or of a service", p.ID, p.GTIN)
			continue
		}
		seen[p.GTIN] = true
		if want := checkDigit(p.GTIN[:13]); p.GTIN[13] != want {
			t.Errorf("%s: GTIN %s ends in %c, want %c", p.ID, p.GTIN, p.GTIN[13], want)
		}
	}
	if with < goods/3 || with > goods*2/3 {
		t.Errorf("%d of %d goods have a GTIN, want about half", with, goods)
	}
}

func TestSampleRecognitions(t *testing.T) {
	s := readSample(t)
	numbers := map[string]string{}
	forms := map[bool]int{}
	for _, r := range s.Recognitions {
		if s.product(r.Product) == nil || numbers[r.Number] != "" || !numberForm.MatchString(r.Number) || r.Stars < 3 || r.Stars > 5 {
			t.Errorf("%s: number %q, %d stars", r.Product, r.Number, r.Stars)
		}
		numbers[r.Number] = r.Product
		forms[strings.Count(r.Number, "-") == 4]++
		ministry := r.Authority == "Bộ Nông nghiệp và Môi trường"
		if ministry != (r.Stars == 5) || !ministry && !strings.HasPrefix(r.Authority, "Ủy ban nhân dân ") {
			t.Errorf("%s: %d stars by %q", r.Number, r.Stars, r.Authority)
		}
		if r.Stars > 3 && strings.Contains(r.Authority, "huyện") || !strings.Contains(r.Decision, "mẫu") {
			t.Errorf("%s: %d stars, decision %q by %q", r.Number, r.Stars, r.Decision, r.Authority)
		}
	}
	if forms[true] == 0 || forms[false] == 0 {
		t.Errorf("numbers with and without district: %v, want both", forms)
	}
	for _, c := range s.Changes {
		if numbers[c.Number] != c.Product || c.Product == "" || c.Reason == "" || c.Authority == "" {
			t.Errorf("%s: change of %q without reason, authority or recognition", c.Product, c.Number)
		}
	}
}
