package scanning_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/png"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/label"
)

// picture is a PNG file of QR symbols side by side.
func picture(t *testing.T, texts ...string) []byte {
	t.Helper()
	const module, side = 6, 400
	img := image.NewGray(image.Rect(0, 0, side*len(texts), side))
	for i := range img.Pix {
		img.Pix[i] = 255
	}
	for n, text := range texts {
		symbol, err := label.Encode(text)
		consoletest.Check(t, err)
		for y := range symbol.Size() * module {
			for x := range symbol.Size() * module {
				if symbol.Dark(x/module, y/module) {
					img.SetGray(n*side+x+40, y+40, color.Gray{})
				}
			}
		}
	}
	var b bytes.Buffer
	consoletest.Check(t, png.Encode(&b, img))
	return b.Bytes()
}

// sendPhoto sends a file with the form.
func sendPhoto(b *consoletest.Browser, file []byte) *consoletest.Answer {
	return b.SendFiles("/scan?lang=en", nil, map[string][]byte{"photo": file})
}

// A photo leads to the label's page, and nothing of it is kept.
func TestPhoto(t *testing.T) {
	s := consoletest.Open(t)
	base := s.Registry.BaseURL()
	before := s.Size(t)
	for _, c := range []struct {
		name, want string
		texts      []string
	}{
		{"a link", "/entities/htx-gao-ruong-mau", []string{base + "/entities/htx-gao-ruong-mau"}},
		{"a link beside another's", "/products/gao-seng-cu", []string{"https://elsewhere.example/menu", base + "/products/gao-seng-cu"}},
	} {
		p := sendPhoto(s.Browser(t), picture(t, c.texts...))
		if p.Status != http.StatusOK || p.Path != c.want {
			t.Errorf("%s leads to %d %s", c.name, p.Status, p.Path)
		}
	}
	if after := s.Size(t); after != before {
		t.Errorf("%d records were added", after-before)
	}
}

// What is wrong with a photo is said at its field.
func TestPhotoProblems(t *testing.T) {
	s := consoletest.Open(t)
	var blank bytes.Buffer
	consoletest.Check(t, png.Encode(&blank, image.NewGray(image.Rect(0, 0, 300, 200))))
	for _, c := range []struct {
		name, want string
		file       []byte
	}{
		{"nothing", "Choose a photo", nil},
		{"a text", "not a photo in JPEG", []byte("%PDF-1.7")},
		{"no code", "No QR square", blank.Bytes()},
	} {
		p := sendPhoto(s.Browser(t), c.file)
		p.Sound(t)
		if got, ok := p.Problems(t)["photo"]; p.Status != http.StatusUnprocessableEntity || !ok || !strings.Contains(got, c.want) {
			t.Errorf("%s: %d, %q", c.name, p.Status, p.Problems(t))
		}
	}
}

// A code of others is told, and neither followed nor linked.
func TestForeign(t *testing.T) {
	s := consoletest.Open(t)
	for text, want := range map[string][]string{
		"https://tem.example@evil.example/a?b=<script>": {"<strong class=\"other\">evil.example</strong>", "b=&lt;script&gt;"},
		"WIFI:S:nha;T:WPA;P:12345678;;":                 {"It leads to no web page", "WIFI:S:nha"},
	} {
		for _, p := range []*consoletest.Answer{
			s.Browser(t).Post("/scan?lang=en", url.Values{"text": {text}}),
			sendPhoto(s.Browser(t), picture(t, text)),
		} {
			p.Sound(t)
			if p.Status != http.StatusOK || p.Path != "/scan" || strings.Contains(p.Body, "href=\"https://tem.example@") {
				t.Errorf("%s: %d %s", text, p.Status, p.Path)
			}
			for _, part := range want {
				if !strings.Contains(p.Body, part) {
					t.Errorf("%s: the page lacks %q", text, part)
				}
			}
		}
	}
}

// The page may use the camera and compile the reader; other pages may not.
func TestPolicies(t *testing.T) {
	s := consoletest.Open(t)
	b := s.Browser(t)
	p := b.Get("/scan")
	p.Sound(t)
	if got := p.Header.Get("Permissions-Policy"); !strings.Contains(got, "camera=(self)") {
		t.Errorf("permissions %q", got)
	}
	if got := p.Header.Get("Content-Security-Policy"); !strings.Contains(got, "'wasm-unsafe-eval'") || !strings.Contains(got, "default-src 'none'") || strings.Contains(got, "'unsafe-eval'") {
		t.Errorf("policy %q", got)
	}
	for _, path := range []string{"/", "/code", "/signin"} {
		p := b.Get(path)
		if strings.Contains(p.Header.Get("Content-Security-Policy"), "wasm") || strings.Contains(p.Header.Get("Permissions-Policy"), "camera=(self)") {
			t.Errorf("%s has the policies of the camera", path)
		}
	}
	if p := b.Get("/code?lang=en"); !strings.Contains(p.Body, `href="/scan?lang=en"`) {
		t.Error("the page for typing does not lead to the camera")
	}
}

// The page names the reader's files; they are served as they are in the folder,
// to be kept, and the folder has those that its README.md says.
func TestLibrary(t *testing.T) {
	const folder = "../../../../../assets/third_party/zxing/"
	readme, err := os.ReadFile(folder + "README.md")
	consoletest.Check(t, err)
	s := consoletest.Open(t)
	b := s.Browser(t)
	page := b.Get("/scan").Body
	for attr, file := range map[string]string{"data-script": "zxing_reader.js", "data-wasm": "zxing_reader.wasm"} {
		content, err := os.ReadFile(folder + file)
		consoletest.Check(t, err)
		sum := sha256.Sum256(content)
		row := regexp.MustCompile("(?m)^\\| `" + regexp.QuoteMeta(file) + "` .*`" + hex.EncodeToString(sum[:]) + "` \\|$")
		if !row.Match(readme) {
			t.Errorf("README.md does not have %s with the digest %x", file, sum)
		}
		path := regexp.MustCompile(attr + `="([^"]+)"`).FindStringSubmatch(page)
		if path == nil {
			t.Fatalf("the page has no %s", attr)
		}
		p := b.Get(path[1]) // the client asks for gzip and unpacks it
		if p.Status != http.StatusOK || p.Body != string(content) || !strings.Contains(p.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %d bytes, %v", path[1], p.Status, len(p.Body), p.Header)
		}
		if want := map[string]string{".js": "text/javascript; charset=utf-8", "asm": "application/wasm"}[file[len(file)-3:]]; p.Header.Get("Content-Type") != want {
			t.Errorf("%s is of type %q", file, p.Header.Get("Content-Type"))
		}
	}
	if p := b.Get("/scan/zxing_reader.wasm"); p.Status != http.StatusNotFound {
		t.Errorf("a name without a digest: %d", p.Status)
	}
}
