package printing

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/label"
	"ocoptrace/label/layout"
	"ocoptrace/label/thermal"
	"ocoptrace/trace"
	"ocoptrace/trace/ocop"

	"golang.org/x/text/unicode/norm"
)

func TestWriteRefuses(t *testing.T) {
	w := rice(t)
	run := newRun(t, w, "gao-seng-cu", "ST-01", 5)
	stranger := *run
	stranger.CodeKey = "k9"
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for name, c := range map[string]struct {
		ctx    context.Context
		part   Part
		change func(*Setup)
		want   error
	}{
		"beyond the run":     {nil, Part{Run: run, From: 1, To: 6}, nil, ErrParts},
		"backwards":          {nil, Part{Run: run, From: 4, To: 3}, nil, ErrParts},
		"half a range":       {nil, Part{Run: run, To: 3}, nil, ErrParts},
		"nothing":            {nil, Part{}, nil, ErrParts},
		"two pages":          {nil, Part{Product: "gao-seng-cu", Entity: "htx-gao-ruong-mau"}, nil, ErrParts},
		"no such batch":      {nil, Part{Run: &trace.LabelRun{Product: "gao-seng-cu", Lot: "ST-99", Count: 1}}, nil, trace.ErrNotFound},
		"no such entity":     {nil, Part{Entity: "khong-co"}, nil, trace.ErrNotFound},
		"another's key":      {nil, Part{Run: &stranger}, nil, trace.ErrForeignKey},
		"start":              {nil, Part{Run: run}, func(o *Setup) { o.Paper.Start = 25 }, ErrPaper},
		"format":             {nil, Part{Run: run}, func(o *Setup) { o.Format = "doc" }, ErrFormat},
		"printer":            {nil, Part{Run: run}, func(o *Setup) { o.Format, o.Printer.DPI = ZPL, 5000 }, thermal.ErrPrinter},
		"resolution":         {nil, Part{Run: run}, func(o *Setup) { o.DPI = 3 }, layout.ErrMedia},
		"no template":        {nil, Part{Run: run}, func(o *Setup) { o.Template = layout.Template{} }, layout.ErrTemplate},
		"unknown in the box": {nil, Part{Run: run}, func(o *Setup) { o.Contains = []Lot{{"gao-seng-cu", "X"}} }, trace.ErrNotFound},
		"stopped":            {cancelled, Part{Run: run}, nil, context.Canceled},
	} {
		o, ctx := on(t, "stamp", "a4-24-70x37"), c.ctx
		if c.change != nil {
			c.change(&o)
		}
		if ctx == nil {
			ctx = t.Context()
		}
		var b bytes.Buffer
		err := Write(ctx, &b, w.Registry, []Part{c.part}, o)
		if !errors.Is(err, c.want) || b.Len() > 0 {
			t.Errorf("%s: %v, %d bytes written; want %v", name, err, b.Len(), c.want)
		}
	}
	if err := Write(t.Context(), nil, w.Registry, nil, on(t, "stamp", "a4-24-70x37")); !errors.Is(err, ErrParts) {
		t.Errorf("no parts: %v", err)
	}
	broken := errors.New("disk full")
	if err := Write(t.Context(), failing{broken}, w.Registry, []Part{{Run: run}}, on(t, "stamp", "a4-24-70x37")); !errors.Is(err, broken) {
		t.Errorf("a writer's error: %v", err)
	}
}

// Of several batches each finding names its own; of one there is nothing to tell.
func TestFindingsNameTheirBatch(t *testing.T) {
	w := rice(t)
	o := on(t, "stamp", "a4-24-70x37")
	parts := []Part{
		{Run: &trace.LabelRun{Product: "gao-seng-cu", Lot: "ST-01", Count: 3}},
		{Run: &trace.LabelRun{Product: "banh-da", Lot: "BD-01", Count: 3}},
		{Run: &trace.LabelRun{Product: "banh-da", Lot: "BD-01", Count: 2}},
	}
	found, err := Check(t.Context(), w.Registry, parts, o)
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]int{}
	for _, f := range found {
		of[f.Of]++
		if !strings.HasPrefix(f.String(), f.Of+": ") {
			t.Errorf("%q of %q", f, f.Of)
		}
	}
	if len(of) != 2 || of["Gạo Séng Cù, Lô ST-01"] != 1 || of["Bánh đa nướng, Lô BD-01"] != 1 {
		t.Errorf("findings of %v", of)
	}
	if found, err = Check(t.Context(), w.Registry, parts[1:], o); err != nil || len(found) != 1 || found[0].Of != "" {
		t.Errorf("%+v, %v", found, err)
	}
}

// Texts that labels cannot show are refused before anything is made of them, in
// words that name the field and the characters.
func TestTextsThatCannotBePrinted(t *testing.T) {
	for name, c := range map[string]struct {
		product string
		want    []string
	}{
		"emoji":          {"Mật ong 🍯 rừng", []string{"Tên sản phẩm", "🍯"}},
		"right to left":  {"عسل", []string{"Tên sản phẩm", "phải sang trái"}},
		"no such letter": {"Mật ong 漢", []string{"Tên sản phẩm", "漢"}},
		"far too long":   {strings.Repeat("Mật ong rừng ", 15), []string{"Tên sản phẩm: không đủ chỗ"}},
	} {
		w := rice(t)
		w.State(t, &trace.Product{ID: "x", Entity: "htx-gao-ruong-mau", Name: c.product, Group: "I.2b", Taxonomy: "26/2026"})
		stateBatch(t, w, &trace.Batch{Product: "x", Lot: "X1", Produced: day(t, "2026-11-20"), Quantity: 9, Unit: "chai"})
		found, err := Check(t.Context(), w.Registry, []Part{{Run: &trace.LabelRun{Product: "x", Lot: "X1", Count: 3}}}, on(t, "stamp", "roll-50x30"))
		if err != nil || found.Printable() || found.Confirmed().Printable() {
			t.Fatalf("%s: %+v, %v", name, found, err)
		}
		for _, want := range c.want {
			if !strings.Contains(found.Error(), want) {
				t.Errorf("%s: %q does not say %q", name, found.Error(), want)
			}
		}
	}
}

// Texts typed with separate accents are said as everybody else's.
func TestNFDIsSaid(t *testing.T) {
	name := "Giò lụa Ước Lễ, Ỹ Đ ỗ ặ ử"
	s := cakeScan(t, func(p *trace.Product) { p.Name, p.LabelName = norm.NFD.String(name), "" })
	if got := say(s, "h", true, false)[label.FieldName][0]; got != name {
		t.Errorf("name %+q", got)
	}
}

// The rules of the day that is printed for hold, not those of today.
func TestStarsOfTheDay(t *testing.T) {
	w := rice(t)
	part := Part{Run: &trace.LabelRun{Product: "gao-seng-cu", Lot: "ST-01", Count: 1}}
	for on, want := range map[string]string{"2026-11-23": "OCOP 4 sao", "2040-01-01": ""} {
		o := Setup{Day: day(t, on), Locale: locale.For(locale.English)}
		b, err := batchOf(t.Context(), w.Registry, part, o)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(b.texts[label.FieldStars], "|"); got != want {
			t.Errorf("on %s: %q, want %q", on, got, want)
		}
	}
}

func TestMedia(t *testing.T) {
	on := day(t, "2026-11-23")
	for _, c := range []struct {
		template, stock string
		format          Format
		want            layout.Media
	}{
		{"stamp", "a4-24-70x37", PDF, layout.Media{W: 70, H: 37, InsetX: 4, InsetY: 4, DPI: 300, MinXHeight: 0.9}},
		{"stamp", "roll-50x30", PDF, layout.Media{W: 50, H: 30, InsetX: 1.5, InsetY: 1.5, DPI: 203.2, Thermal: true, MinPoint: 6.5, MinCode: 5.5, MinXHeight: 0.9}},
		{"full", "roll-100x150", TSPL, layout.Media{W: 100, H: 150, InsetX: 1.5, InsetY: 1.5, DPI: 203.2, Thermal: true, OwnSymbols: true, MinPoint: 6.5, MinCode: 5.5, MinXHeight: 1.2}},
		{"full", "a4-8-105x74", "", layout.Media{W: 105, H: 74, InsetX: 5.5, InsetY: 5.5, DPI: 300, MinXHeight: 0.9}},
	} {
		o := optionsOf(t, c.template, c.stock)
		o.Format = c.format
		if got := o.media(on); got != c.want {
			t.Errorf("%s on %s: %+v, want %+v", c.template, c.stock, got, c.want)
		}
	}
	o := optionsOf(t, "full", "roll-100x150")
	o.Format, o.Printer.SymbolAsImage = ZPL, true
	if o.media(on).OwnSymbols {
		t.Error("room for the printer's own symbols, which are to be pictures")
	}
	if got := o.media(ocop.Date{}).MinXHeight; got != 0.9 {
		t.Errorf("on no day: %g mm", got)
	}
}

func optionsOf(t *testing.T, template, stock string) Setup { return on(t, template, stock) }
