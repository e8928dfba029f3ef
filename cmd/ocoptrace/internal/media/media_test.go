package media

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"ocoptrace/storage/storagetest"
	"ocoptrace/trace"
)

var ctx = context.Background()

func newMedia(t testing.TB) (*Media, *time.Time) {
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
	return New(Config{Store: storagetest.Memory(), Now: func() time.Time { return now }}), &now
}

// gradient is a picture whose pixels differ, of corners in four colours.
func gradient(w, h int) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.Set(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), uint8((x ^ y) & 31), 255})
		}
	}
	return img
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withExif puts an Exif segment into a JPEG file, with an orientation and what
// a phone adds: a maker and a place.
func withExif(file []byte, order binary.AppendByteOrder, orientation uint16) []byte {
	mark := "II*\x00"
	if order == binary.AppendByteOrder(binary.BigEndian) {
		mark = "MM\x00*"
	}
	tiff := order.AppendUint32([]byte(mark), 8)
	tiff = order.AppendUint16(tiff, 3)
	entry := func(tag, kind uint16, count uint32, value []byte) {
		tiff = order.AppendUint32(order.AppendUint16(order.AppendUint16(tiff, tag), kind), count)
		tiff = append(tiff, append(value, 0, 0, 0, 0)[:4]...)
	}
	entry(0x010f, 2, 4, []byte("Cam\x00"))
	entry(0x0112, 3, 1, order.AppendUint16(nil, orientation))
	entry(0x8825, 4, 1, order.AppendUint32(nil, 50)) // GPS
	tiff = append(tiff, "\x00\x00\x00\x00GPS 21.0285N 105.8542E secret-owner"...)
	segment := append([]byte("Exif\x00\x00"), tiff...)
	out := append([]byte{0xff, 0xd8, 0xff, 0xe1}, binary.BigEndian.AppendUint16(nil, uint16(len(segment)+2))...)
	return slices.Concat(out, segment, file[2:])
}

func TestPutGet(t *testing.T) {
	m, _ := newMedia(t)
	p, err := m.Put(ctx, asJPEG(t, gradient(2400, 1800)), Upload{By: "lan"})
	if err != nil || p.Width != 1600 || p.Height != 1200 {
		t.Fatalf("%+v, %v", p, err)
	}
	for asked, want := range map[int]int{1: 320, 320: 320, 321: 640, 1280: 1280, 1281: 1600, 9999: 1600} {
		data, err := m.Get(ctx, p.Digest, asked)
		c, format, err2 := image.DecodeConfig(bytes.NewReader(data))
		if err != nil || err2 != nil || format != "jpeg" || c.Width != want {
			t.Errorf("asked for %d: %d (%s), %v, %v", asked, c.Width, format, err, err2)
		}
	}
	if known, err := m.Known(ctx, p.Digest); err != nil || known != p {
		t.Errorf("known as %+v, %v", known, err)
	}
	again, err := m.Put(ctx, asJPEG(t, gradient(2400, 1800)), Upload{})
	if err != nil || again != p {
		t.Errorf("the same file gave %+v, %v", again, err)
	}
}

func TestSmallStaysAsItIs(t *testing.T) {
	m, _ := newMedia(t)
	transparent := image.NewNRGBA(image.Rect(0, 0, 40, 30))
	p, err := m.Put(ctx, asPNG(t, transparent), Upload{})
	if err != nil || p.Width != 40 || p.Height != 30 {
		t.Fatalf("%+v, %v", p, err)
	}
	data, err := m.Get(ctx, p.Digest, 640)
	if err != nil {
		t.Fatal(err)
	}
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if r, _, _, _ := img.At(20, 15).RGBA(); r>>8 < 250 {
		t.Errorf("what was transparent is not white: %v", img.At(20, 15))
	}
}

// The eight orientations of a picture whose left top is red, right top green,
// left bottom blue, as they are to be seen.
func TestOrientation(t *testing.T) {
	const w, h = 64, 32
	red, green, blue, white := color.RGBA{255, 0, 0, 255}, color.RGBA{0, 255, 0, 255}, color.RGBA{0, 0, 255, 255}, color.RGBA{255, 255, 255, 255}
	stored := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			stored.Set(x, y, [][]color.RGBA{{red, green}, {blue, white}}[y*2/h][x*2/w])
		}
	}
	seen := map[uint16][4]color.RGBA{ // left top, right top, left bottom, right bottom
		1: {red, green, blue, white}, 2: {green, red, white, blue}, 3: {white, blue, green, red}, 4: {blue, white, red, green},
		5: {red, blue, green, white}, 6: {blue, red, white, green}, 7: {white, green, blue, red}, 8: {green, white, red, blue},
	}
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		for o, want := range seen {
			m, _ := newMedia(t)
			p, err := m.Put(ctx, withExif(asJPEG(t, stored), order, o), Upload{})
			if err != nil || (o >= 5) != (p.Width < p.Height) {
				t.Fatalf("orientation %d: %+v, %v", o, p, err)
			}
			data, _ := m.Get(ctx, p.Digest, 1)
			img, err := jpeg.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			for i, c := range want {
				x, y := p.Width/4+i%2*p.Width/2, p.Height/4+i/2*p.Height/2
				if !near(img.At(x, y), c) {
					t.Errorf("orientation %d, corner %d: %v, want %v", o, i, img.At(x, y), c)
				}
			}
		}
	}
}

func near(a, b color.Color) bool {
	r1, g1, b1, _ := a.RGBA()
	r2, g2, b2, _ := b.RGBA()
	d := func(x, y uint32) bool { return max(x, y)-min(x, y) < 0x3000 }
	return d(r1, r2) && d(g1, g2) && d(b1, b2)
}

// Nothing of a file but its pixels is kept, whichever copy one looks at.
func TestNoMetadata(t *testing.T) {
	m, _ := newMedia(t)
	file := withExif(asJPEG(t, gradient(700, 300)), binary.LittleEndian, 1)
	file = append(file, "trailing secret-owner"...)
	p, err := m.Put(ctx, file, Upload{})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range []int{320, 640, 1600} {
		data, err := m.Get(ctx, p.Digest, w)
		if err != nil {
			t.Fatal(err)
		}
		for _, marker := range segments(t, data) {
			if marker >= 0xe1 && marker <= 0xef || marker == 0xfe {
				t.Errorf("width %d: a segment %#x", w, marker)
			}
		}
		if bytes.Contains(data, []byte("secret")) || bytes.Contains(data, []byte("GPS")) {
			t.Errorf("width %d: metadata came through", w)
		}
	}
}

// segments are the markers of a JPEG file before its picture.
func segments(t *testing.T, file []byte) (markers []byte) {
	rest := file[2:]
	for len(rest) >= 4 && rest[0] == 0xff && rest[1] != 0xda {
		markers = append(markers, rest[1])
		rest = rest[2+int(binary.BigEndian.Uint16(rest[2:])):]
	}
	if len(rest) < 4 || rest[1] != 0xda {
		t.Fatal("no picture found")
	}
	return markers
}

func TestPutRefuses(t *testing.T) {
	m, _ := newMedia(t)
	whole := asPNG(t, gradient(64, 64))
	huge := slices.Clone(whole) // the header alone says so
	binary.BigEndian.PutUint32(huge[16:], 100_000)
	binary.BigEndian.PutUint32(huge[20:], 100_000)
	for _, c := range []struct {
		name string
		file []byte
		key  string
	}{
		{"nothing", nil, "photoUnknown"}, {"text", []byte("<svg/>"), "photoUnknown"},
		{"too many bytes", make([]byte, MaxBytes+1), "photoTooLarge"},
		{"cut short", whole[:len(whole)/2], "photoDamaged"},
		{"a header alone", asJPEG(t, gradient(64, 64))[:300], "photoUnknown"},
		{"damaged header", huge, "photoUnknown"},
	} {
		_, err := m.Put(ctx, c.file, Upload{})
		var problems trace.Problems
		if !errors.As(err, &problems) || problems[0].Field != "photo" {
			t.Errorf("%s: %v, want %s", c.name, err, c.key)
		} else if problems[0].Key != c.key {
			t.Errorf("%s: %v, want %s", c.name, problems, c.key)
		}
	}
	if _, err := m.Put(ctx, bomb(), Upload{}); err == nil || !strings.Contains(err.Error(), "photoTooManyPixels") {
		t.Errorf("a bomb: %v", err)
	}
}

// bomb is a small GIF-like trick in JPEG: a header of 65,500 x 65,500 pixels.
func bomb() []byte {
	return []byte("\xff\xd8\xff\xc0\x00\x0b\x08\xff\xdc\xff\xdc\x01\x01\x11\x00\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00")
}

func TestServe(t *testing.T) {
	m, _ := newMedia(t)
	public, err := m.Put(ctx, asJPEG(t, gradient(800, 600)), Upload{})
	if err != nil {
		t.Fatal(err)
	}
	private, err := m.Put(ctx, asJPEG(t, gradient(600, 800)), Upload{Private: true})
	if err != nil {
		t.Fatal(err)
	}
	get := func(path string, header ...string) *http.Response {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		if len(header) == 2 {
			r.Header.Set(header[0], header[1])
		}
		w := httptest.NewRecorder()
		m.ServeHTTP(w, r)
		return w.Result()
	}
	ok := get(Path(public.Digest, 640))
	if ok.StatusCode != 200 || ok.Header.Get("Content-Type") != "image/jpeg" || !strings.Contains(ok.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("%d %v", ok.StatusCode, ok.Header)
	}
	if again := get(Path(public.Digest, 640), "If-None-Match", ok.Header.Get("ETag")); again.StatusCode != 304 {
		t.Errorf("with its ETag: %d", again.StatusCode)
	}
	for _, path := range []string{
		Path(private.Digest, 320), Path(public.Digest, 0), Path(public.Digest, 99999), Path("sha256-00", 320), "/media/x", "/media/-1.jpg",
		"/media/" + public.Digest + "-0640.jpg", "/media/" + strings.ToUpper(public.Digest) + "-640.jpg",
	} {
		if got := get(path); got.StatusCode != 404 {
			t.Errorf("%s: %d", path, got.StatusCode)
		}
	}
	if data, err := m.Get(ctx, private.Digest, 320); err != nil || len(data) == 0 {
		t.Errorf("a private photo cannot be had: %v", err)
	}
	if _, err := m.Known(ctx, private.Digest); !errors.Is(err, ErrNotFound) {
		t.Errorf("a private photo can be named in public: %v", err)
	}
	if _, err := m.Put(ctx, asJPEG(t, gradient(600, 800)), Upload{}); err != nil || get(Path(private.Digest, 320)).StatusCode != 200 {
		t.Errorf("sent publicly it is not public: %v", err)
	}
	if _, err := m.Put(ctx, asJPEG(t, gradient(600, 800)), Upload{Private: true}); err != nil || get(Path(private.Digest, 320)).StatusCode != 200 {
		t.Errorf("sent privately by another it is public no more: %v", err)
	}
}

func TestSweepAndDelete(t *testing.T) {
	m, now := newMedia(t)
	var kept []Photo
	for i, u := range []Upload{{}, {}, {Private: true}, {}, {}, {Private: true}} {
		p, err := m.Put(ctx, asJPEG(t, gradient(900, 100*(i+1))), u)
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, p)
	}
	used := func(digest string) bool { return digest == kept[0].Digest || digest == kept[2].Digest }
	if next, err := m.StatedUpTo(ctx); next != 0 || err != nil {
		t.Errorf("the log was told of up to %d, %v", next, err)
	}
	if err := m.NoteStated(ctx, []string{kept[3].Digest, "no digest"}, 12); err != nil {
		t.Fatal(err)
	}
	if next, err := m.StatedUpTo(ctx); next != 12 || err != nil {
		t.Errorf("the log was told of up to %d, %v", next, err)
	}
	*now = now.Add(Keep)
	if n, err := m.Sweep(ctx, used); n != 0 || err != nil {
		t.Errorf("swept %d in the week, %v", n, err)
	}
	if _, err := m.Known(ctx, kept[4].Digest); err != nil { // a form still has it
		t.Error(err)
	}
	*now = now.Add(time.Second)
	if n, err := m.Sweep(ctx, used); n != 2 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	for i, want := range []bool{true, false, true, true, true, false} {
		if _, err := m.Get(ctx, kept[i].Digest, 1); (err == nil) != want {
			t.Errorf("photo %d: %v", i, err)
		}
	}
	for _, digest := range []string{kept[0].Digest, "sha256-00", ""} {
		if private, err := m.Private(ctx, digest); private || err != nil {
			t.Errorf("%q is private: %v", digest, err)
		}
		if err := m.DeletePrivate(ctx, digest); err != nil {
			t.Error(err)
		}
	}
	if _, err := m.Get(ctx, kept[0].Digest, 1); err != nil {
		t.Errorf("a public photo went with a report: %v", err)
	}
	if private, err := m.Private(ctx, kept[2].Digest); !private || err != nil {
		t.Errorf("a private photo is not: %v", err)
	}
	if err := m.DeletePrivate(ctx, kept[2].Digest); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Get(ctx, kept[2].Digest, 1); !errors.Is(err, ErrNotFound) {
		t.Errorf("deleted: %v", err)
	}
}

func FuzzPut(f *testing.F) {
	f.Add(withExif(asJPEG(f, gradient(20, 10)), binary.BigEndian, 6))
	f.Add(asPNG(f, gradient(5, 5)))
	f.Add(bomb())
	f.Fuzz(func(t *testing.T, file []byte) {
		if c, _, err := image.DecodeConfig(bytes.NewReader(file)); err == nil && c.Width*c.Height > 1<<20 {
			return // slow, and no other way
		}
		m, _ := newMedia(t)
		p, err := m.Put(ctx, file, Upload{})
		if err != nil {
			if problems := (trace.Problems)(nil); !errors.As(err, &problems) {
				t.Fatal(err)
			}
			return
		}
		data, err := m.Get(ctx, p.Digest, MaxSide)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil || c.Width != p.Width || c.Height != p.Height {
			t.Errorf("%+v is %d x %d, %v", p, c.Width, c.Height, err)
		}
	})
}

func BenchmarkPut(b *testing.B) {
	file := asJPEG(b, gradient(4000, 3000))
	for b.Loop() {
		m, _ := newMedia(b)
		if _, err := m.Put(ctx, file, Upload{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPutBaselineDecode(b *testing.B) {
	file := asJPEG(b, gradient(4000, 3000))
	for b.Loop() {
		if _, err := jpeg.Decode(bytes.NewReader(file)); err != nil {
			b.Fatal(err)
		}
	}
}
