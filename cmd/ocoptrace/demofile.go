package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/cmd/ocoptrace/internal/sample"
	"ocoptrace/label/layout"
	"ocoptrace/label/stock"
	"ocoptrace/trace"
)

// A demoFile is demo.json; docs/demo.md specifies it.
type demoFile struct {
	BaseURL    string        `json:"base_url"`
	Day        string        `json:"day"`
	Policy     string        `json:"policy"`
	LogKey     string        `json:"log_vkey"`
	Checkpoint string        `json:"checkpoint"`
	Batches    []demoBatch   `json:"batches"`
	Products   []demoProduct `json:"products"`
	Logins     []demoLogin   `json:"logins"`
}

// A demoBatch is a batch in demo.json.
type demoBatch struct {
	Product     string          `json:"product"`
	Lot         string          `json:"lot"`
	Name        string          `json:"name"`
	Entity      string          `json:"entity"`
	State       string          `json:"state"`
	Findings    []trace.Finding `json:"findings"`
	BatchState  string          `json:"batch_state"`
	Stars       string          `json:"stars"`
	URI         string          `json:"uri"`
	Page        string          `json:"page"`
	Record      string          `json:"record"`
	JWT         string          `json:"jwt"`
	Proof       string          `json:"proof"`
	Bundle      string          `json:"bundle"`
	Labels      string          `json:"labels,omitempty"`
	Stock       string          `json:"stock,omitempty"`
	Run         string          `json:"run,omitempty"`
	Codes       []string        `json:"codes"`
	LabelStates []demoSpan      `json:"label_states"`
}

// A demoSpan is a stretch of labels in one state.
type demoSpan struct {
	From  int64            `json:"from"`
	To    int64            `json:"to"`
	State trace.LabelState `json:"state"`
}

// A demoProduct is a product in demo.json.
type demoProduct struct {
	Product string `json:"product"`
	Name    string `json:"name"`
	Page    string `json:"page"`
	Stars   string `json:"stars"`
	Service bool   `json:"service"`
}

// A demoLogin is an account of the demo.
type demoLogin struct {
	Role     string `json:"role"`
	User     string `json:"user"`
	Password string `json:"password"`
	Entity   string `json:"entity,omitempty"` // that an owner or packer acts for
}

// writeFiles writes labels that are missing, bundles and demo.json.
func (d *demo) writeFiles(ctx context.Context) (*demoFile, error) {
	for _, folder := range []string{demoLabels, demoBundles, "."} {
		if err := d.service.dir.tidyFolder(folder); err != nil {
			return nil, err
		}
	}
	bar := d.bar("labels and bundles", int64(len(d.batches)))
	defer bar.end()
	for i, b := range d.batches {
		if err := d.writeLabels(ctx, b); err != nil {
			return nil, err
		}
		if err := d.writeBundle(ctx, b); err != nil {
			return nil, err
		}
		bar.of(int64(i+1), int64(len(d.batches)))
	}
	file, err := d.describe(ctx)
	if err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		return nil, err
	}
	return file, d.replace(demoJSON, append(text, '\n'))
}

func labelsPath(b *sample.Batch) string { return demoLabels + "/" + b.Product + "_" + b.Lot + ".pdf" }

func bundlePath(b *sample.Batch) string {
	return demoBundles + "/" + b.Product + "_" + b.Lot + ".bundle.json"
}

// writeLabels prints the labels of a batch unless they are there.
func (d *demo) writeLabels(ctx context.Context, b *sample.Batch) error {
	if b.Run == nil {
		return nil
	}
	s, err := printing.Stocks().Find(b.Stock)
	if err != nil {
		return err
	}
	path := d.service.dir.path(labelsPath(b))
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	o := printing.Setup{Template: demoTemplate(s), Paper: printing.PaperOf(stock.Job{Stock: s}), Confirmed: true}
	return writeFile(path, 0o644, false, func(w io.Writer) error {
		return printing.Write(ctx, w, d.service.registry, []printing.Part{{Run: b.Run}}, o)
	})
}

// demoTemplate is the full label where there is room, else a stamp.
func demoTemplate(s stock.Stock) layout.Template {
	if s.LabelW >= 105 && s.LabelH >= 74 {
		if t, err := printing.FindTemplate("full"); err == nil {
			return t
		}
	}
	return printing.TemplateFor(s.LabelW, s.LabelH)
}

// writeBundle packs everything that is stated about a batch.
func (d *demo) writeBundle(ctx context.Context, b *sample.Batch) error {
	scan, err := d.service.registry.ScanBatch(ctx, b.Product, b.Lot)
	if err != nil {
		return err
	}
	data, err := scan.Bundle().Marshal()
	if err != nil {
		return err
	}
	return d.replace(bundlePath(b), data)
}

// replace writes a file of the demo unless it holds the same already.
func (d *demo) replace(name string, data []byte) error {
	path := d.service.dir.path(filepath.FromSlash(name))
	if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, data) {
		return nil
	}
	return writeFile(path, 0o644, true, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}
