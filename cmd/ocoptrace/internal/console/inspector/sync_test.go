package inspector_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"image"
	"image/jpeg"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/console/consoletest"
	"ocoptrace/cmd/ocoptrace/internal/inspection"
)

// A device signs findings as the application does.
type device struct{ key *ecdsa.PrivateKey }

func newDevice(t *testing.T) device {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	consoletest.Check(t, err)
	return device{key}
}

// send sends a finding with a file, or none.
func (d device) send(t *testing.T, b *consoletest.Browser, change map[string]any, files ...[]byte) *consoletest.Answer {
	t.Helper()
	finding := map[string]any{
		"key": "kkkkkkkkkkkkkkkkkkkkkk", "deviceAt": "2026-11-25T07:00:00Z", "product": "gao-seng-cu", "lot": "ST-01", "day": "2026-11-25", "outcome": "mixed_lot", "text": "Lẫn lô",
		"place": "market", "business": "Sạp 12", "provinceCode": "15", "packs": 400, "sampled": 50, "level": "II", "authority": "Đội QLTT", "proposal": "recall", "reason": "Nguy hiểm",
	}
	for name, value := range change {
		finding[name] = value
	}
	text, err := json.Marshal(finding)
	consoletest.Check(t, err)
	sum := sha256.Sum256(text)
	r, s, err := ecdsa.Sign(rand.Reader, d.key, sum[:])
	consoletest.Check(t, err)
	signature := make([]byte, 64)
	r.FillBytes(signature[:32])
	s.FillBytes(signature[32:])
	public, err := d.key.PublicKey.Bytes()
	consoletest.Check(t, err)
	form := url.Values{}
	for name, value := range map[string][]byte{"device": public, "text": text, "signature": signature} {
		form.Set(name, base64.StdEncoding.EncodeToString(value))
	}
	if len(files) == 0 {
		return b.Post("/console/inspector/sync?lang=en", form)
	}
	return b.SendFiles("/console/inspector/sync?lang=en", form, map[string][]byte{"photo": files[0]})
}

// A finding comes with the photos that it names, is kept once, and its proposal
// waits for the officer.
func TestSync(t *testing.T) {
	s := consoletest.Open(t)
	b, d := s.SignIn(t, "thanh"), newDevice(t)
	var photo bytes.Buffer
	consoletest.Check(t, jpeg.Encode(&photo, image.NewGray(image.Rect(0, 0, 40, 30)), nil))
	named := map[string]any{"photos": []string{inspection.Digest(photo.Bytes())}}
	for name, c := range map[string]struct {
		change map[string]any
		files  [][]byte
		says   string
	}{
		"none came":     {named, nil, "not those that the finding names"},
		"another came":  {named, [][]byte{[]byte("x")}, "not those that the finding names"},
		"none is named": {nil, [][]byte{photo.Bytes()}, "not those that the finding names"},
		"no reason":     {map[string]any{"reason": ""}, nil, "Why: "},
		"no photo":      {map[string]any{"photos": []string{inspection.Digest([]byte("x"))}}, [][]byte{[]byte("x")}, "Photo: "},
		"another lot":   {map[string]any{"lot": "KHONG"}, nil, "There is no batch"},
	} {
		if a := d.send(t, b, c.change, c.files...); a.Status/100 != 4 || !strings.Contains(a.Body, c.says) {
			t.Errorf("%s: %d %s", name, a.Status, a.Body)
		}
	}
	first, second := d.send(t, b, named, photo.Bytes()), d.send(t, b, named, photo.Bytes())
	var kept struct{ ID, Path string }
	consoletest.Check(t, json.Unmarshal([]byte(first.Body), &kept))
	if first.Status != http.StatusOK || first.Body != second.Body {
		t.Fatal(first.Status, first.Body, second.Body)
	}
	page := b.Get(kept.Path)
	page.Sound(t)
	for _, want := range []string{"photos signed with it: 1", "open 50 of 400 packs", "Nguy hiểm", "/photos/1"} {
		if !strings.Contains(page.Body, want) {
			t.Errorf("the finding does not say %q", want)
		}
	}
	if a := b.Get(kept.Path + "/photos/1"); a.Header.Get("Content-Type") != "image/jpeg" {
		t.Error("no photo:", a.Status)
	}
	if p := s.SignIn(t, "hoa").Get("/console/proposals"); strings.Count(p.Body, kept.Path) != 1 {
		t.Error("the officer does not see the proposal once")
	}
	if a := d.send(t, s.SignIn(t, "kiem"), nil); a.Status != http.StatusForbidden {
		t.Error("an auditor sends a finding:", a.Status)
	}
}
