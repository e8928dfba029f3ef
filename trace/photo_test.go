package trace_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"ocoptrace/trace"
	"ocoptrace/trace/tracetest"
)

func photo(n int) trace.Photo {
	return trace.Photo{Digest: fmt.Sprintf("sha256-%064x", n), Width: 1600, Height: 1200, Alt: "Ruộng bậc thang", AltEn: "Terraces"}
}

func photos(n int) (all []trace.Photo) {
	for i := range n {
		all = append(all, photo(i))
	}
	return all
}

func links(n int) (all []trace.Link) {
	for i := range n {
		all = append(all, trace.Link{Name: "Sàn Mẫu", URL: fmt.Sprintf("https://san.example.vn/%d", i)})
	}
	return all
}

// sampleEntity is a second producer.
func sampleEntity(change func(*trace.Entity)) *trace.Entity {
	e := &trace.Entity{ID: "ho-mau", Name: "Hộ Mẫu", EntityKind: "household", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15"}
	change(e)
	return e
}

func TestPresentation(t *testing.T) {
	w := tracetest.New(t)
	w.Rice(t)
	product := func(change func(*trace.Product)) *trace.Product {
		p := &trace.Product{ID: "gao-moi", Entity: "htx-gao-ruong-mau", Name: "Gạo mới", Group: "I.2a", Taxonomy: "26/2026"}
		change(p)
		return p
	}
	for want, fact := range map[string]trace.Fact{
		"photos:tooMany":            product(func(p *trace.Product) { p.Photos = photos(7) }),
		"photos.1.digest:badDigest": product(func(p *trace.Product) { p.Photos = photos(2); p.Photos[1].Digest = "sha256-12" }),
		"photos.0.width:outOfRange": product(func(p *trace.Product) { p.Photos = photos(2); p.Photos[0].Width = 0 }),
		"photos.0.height:outOfRange": product(func(p *trace.Product) {
			p.Photos = photos(1)
			p.Photos[0].Height = 10_001
		}),
		"photos.0.alt:tooLong":     sampleEntity(func(e *trace.Entity) { e.Photos = photos(1); e.Photos[0].Alt = strings.Repeat("ạ", 201) }),
		"channels:tooMany":         product(func(p *trace.Product) { p.Channels = links(9) }),
		"channels.8.name:required": sampleEntity(func(e *trace.Entity) { e.Channels = append(links(8), trace.Link{URL: "https://a.vn"}) }),
		"channels.0.url:required":  sampleEntity(func(e *trace.Entity) { e.Channels = []trace.Link{{Name: "Sàn"}} }),
		"channels.0.url:notHTTPS":  sampleEntity(func(e *trace.Entity) { e.Channels = []trace.Link{{Name: "Sàn", URL: "http://san.example.vn"}} }),
		"website:notHTTPS":         sampleEntity(func(e *trace.Entity) { e.Website = "javascript:alert(1)" }),
		"website:tooLong":          sampleEntity(func(e *trace.Entity) { e.Website = "https://a.vn/" + strings.Repeat("a", 500) }),
		"video:notHTTPS":           product(func(p *trace.Product) { p.Video = "https://u:p@video.example.vn" }),
		"hotline:notPhone":         sampleEntity(func(e *trace.Entity) { e.Hotline = "gọi anh Ba" }),
		"story:tooLong":            sampleEntity(func(e *trace.Entity) { e.Story = strings.Repeat("ạ", 4001) }),
		"carry:tooLong":            product(func(p *trace.Product) { p.Carry = strings.Repeat("ạ", 501) }),
		"channels.2.url:notHTTPS":  product(func(p *trace.Product) { p.Channels = append(links(2), trace.Link{Name: "n", URL: "https://a b.vn"}) }),
		"channels.0.name:required": product(func(p *trace.Product) { p.Channels = []trace.Link{{Name: " ", URL: "https://a.vn"}} }),
		"photos.0.digest:badDigest": product(func(p *trace.Product) {
			p.Photos = []trace.Photo{{Digest: strings.ToUpper(photo(1).Digest), Width: 1, Height: 1}}
		}),
	} {
		refusedAmong(t, w, want, fact)
	}
	whole := product(func(p *trace.Product) {
		p.Photos, p.Channels, p.Video = photos(6), links(8), "https://video.example.vn/gao"
		p.Carry, p.CarryEn = "Để trong hành lý xách tay", "Goes into hand luggage"
	})
	maker := sampleEntity(func(e *trace.Entity) {
		e.Photos, e.Channels, e.Website, e.Story = photos(6), links(8), "https://ho-mau.example.vn/", "Chuyện"
		e.Hotline = " 0900 000 001 "
	})
	w.State(t, maker, whole)
	if got, err := w.Product(t.Context(), whole.ID); err != nil || !reflect.DeepEqual(got, whole) {
		t.Errorf("read back %+v, %v", got, err)
	}
	if got, err := w.Entity(t.Context(), maker.ID); err != nil || !reflect.DeepEqual(got, maker) || got.Hotline != "0900 000 001" {
		t.Errorf("read back %+v, %v", got, err)
	}
}

// refusedAmong wants a problem among those of a fact.
func refusedAmong(t *testing.T, w *tracetest.World, want string, fact trace.Fact) {
	t.Helper()
	_, err := w.Registry.State(t.Context(), trace.Order{Facts: []trace.Fact{fact}})
	for _, key := range keysOf(err) {
		if key == want {
			return
		}
	}
	t.Errorf("%T: %v, want %s", fact, err, want)
}

func TestHotlines(t *testing.T) {
	for number, sound := range map[string]bool{
		"0214 3000 001": true, "1900 0000": true, "+84 (0)24 3000 0001": true, "(024) 3000-0001": true, "113": true, "": true,
		"12": false, "0214 3000 001 anh Ba": false, "0214   3000": false, "+": false, "0214/3000": false, "0123456789012345678901": false,
	} {
		w := sampleEntity(func(e *trace.Entity) { e.Hotline = number })
		if err := tracetest.New(t).Examine(t.Context(), w); (err == nil) != sound {
			t.Errorf("%q: %v", number, err)
		}
	}
}

// The longest texts make a record that can be logged, or a problem that names
// a field: never an error of the signer.
func TestLargestRecords(t *testing.T) {
	w := tracetest.New(t)
	w.State(t, sampleEntity(func(*trace.Entity) {}))
	for letter, fits := range map[string]bool{"a": true, "ệ": true, "😀": false} {
		text := func(n int) string { return strings.Repeat(letter, n) }
		p := &trace.Product{ID: "dai", Entity: "ho-mau", Name: text(200), NameEn: text(200), Group: "I.2a", Taxonomy: "26/2026",
			Story: text(4000), StoryEn: text(4000), Ingredients: text(4000), IngredientsEn: text(3000), Photos: photos(6), Channels: links(8)}
		_, err := w.Registry.State(t.Context(), trace.Order{Facts: []trace.Fact{p}})
		if fits && err != nil {
			t.Errorf("%s: %v", letter, err)
		}
		if !fits && (len(keysOf(err)) != 1 || keysOf(err)[0] != "story:recordTooLarge") {
			t.Errorf("%s: %v, want story:recordTooLarge", letter, err)
		}
	}
}
