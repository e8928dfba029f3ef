package main

import (
	"context"
	"io"

	"ocoptrace/cmd/ocoptrace/internal/locale"
	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label"
)

var labelTestPageVerb = command{
	name:     "label testpage",
	synopsis: "--stock ID --out FILE.pdf",
	about:    "write a page that shows where the labels of a stock lie",
	details:  `Print it on plain paper at 100 % and hold it against a sheet, to the light.`,
	example:  "ocoptrace label testpage --stock a4-24-70x37 --out test.pdf",
	run:      runLabelTestPage,
}

func runLabelTestPage(ctx context.Context, in *invocation) error {
	f := &labelFlags{}
	in.paperFlags(f)
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if err := in.checkPaper(f); err != nil {
		return err
	}
	job := label.Job{Stock: f.chosen, Start: f.start, OffsetX: f.offsetX, OffsetY: f.offsetY, Created: in.now()}
	hint := locale.For(locale.Vietnamese).T("cli.testPage")
	return writeFile(f.out, 0o644, f.force, func(w io.Writer) error {
		return label.WriteTestPage(ctx, w, printing.Fonts(), job, hint)
	})
}
