package main

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"net/url"
	"testing"
	"time"

	"ocoptrace/cmd/ocoptrace/internal/inspection"
	"ocoptrace/cmd/ocoptrace/internal/media"
	"ocoptrace/cmd/ocoptrace/internal/report"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"
)

// Photos of forms that were never sent go after a week; those that a statement,
// a draft, a report or a finding names stay.
func TestPhotosAreSwept(t *testing.T) {
	v := openTest(t, newDirectory(t), 0)
	defer func() { must(t, v.close()) }()
	p := newProgram()
	now := time.Now()
	p.now = func() time.Time { return now }
	photos := media.New(media.Config{Store: v.store, Now: p.now})
	put := func(shade uint8, private bool) media.Photo {
		m := image.NewGray(image.Rect(0, 0, 40, 30))
		m.SetGray(3, 3, color.Gray{shade})
		var file bytes.Buffer
		must(t, png.Encode(&file, m))
		photo, err := photos.Put(t.Context(), file.Bytes(), media.Upload{Private: private})
		must(t, err)
		return photo
	}
	stated, drafted, reported, found := put(250, false), put(200, false), put(150, true), put(100, true)
	unsent, alone := put(50, false), put(20, true)
	maker := &trace.Entity{
		ID: "htx-gao-ruong-mau", Name: "HTX Gạo Ruộng Mẫu", EntityKind: "cooperative", CommuneCode: "02761", Commune: "Xã Mường Khương", ProvinceCode: "15",
		Address: "Thôn Mẫu, xã Mường Khương, tỉnh Lào Cai", Sample: true,
	}
	maker.Photos = []trace.Photo{{Digest: stated.Digest, Width: int64(stated.Width), Height: int64(stated.Height)}}
	_, err := v.registry.State(t.Context(), trace.Order{Facts: []trace.Fact{maker}})
	must(t, err)
	must(t, p.draftsIn(v.store).Save(t.Context(), "lan", "entity", url.Values{"photos.0.digest": {drafted.Digest}}))
	_, err = report.New(report.Config{Store: v.store, Now: p.now, Random: p.random}).Send(t.Context(), report.Report{Kind: report.Opened, Product: "x", Entity: "y", Photo: reported.Digest})
	must(t, err)
	_, err = inspection.New(inspection.Config{Store: v.store, Now: p.now}).Add(t.Context(), inspection.Finding{
		By: "thanh", Product: "gao", Lot: "ST-01", Day: ocop.DateOf(now), Authority: "Đội QLTT số 2", ProvinceCode: "15",
		Place: "market", Business: "Sạp 12", Outcome: "conforms", Photos: []string{found.Digest},
	}, "key")
	must(t, err)
	there := func(photo media.Photo) bool {
		_, err := photos.Get(t.Context(), photo.Digest, 1)
		return err == nil
	}
	must(t, p.sweepPhotosOnce(t.Context(), v))
	if !there(unsent) || !there(alone) {
		t.Error("photos are deleted at once")
	}
	now = now.Add(media.Keep + time.Second)
	must(t, p.sweepPhotosOnce(t.Context(), v))
	for name, photo := range map[string]media.Photo{"statement": stated, "draft": drafted, "report": reported, "finding": found} {
		if !there(photo) {
			t.Errorf("the photo of a %s is gone", name)
		}
	}
	if there(unsent) || there(alone) {
		t.Error("photos that nothing uses are there")
	}
}
