package main

import (
	"context"
	"fmt"
	"io"

	"ocoptrace/cmd/ocoptrace/internal/printing"
	"ocoptrace/label/thermal"
)

var labelFontsVerb = command{
	name:     "label fonts",
	synopsis: "--out FILE.zpl",
	about:    "write the letters of labels as a file that a ZPL printer keeps",
	details: `Sent once to a printer, it makes jobs smaller: texts are sent as
text and not as pictures. The printer's profile says so, by --font ` + fontOnPrinter + `.`,
	example: `ocoptrace label fonts --out fonts.zpl
ocoptrace label send fonts.zpl --to tcp://192.168.1.50
ocoptrace label printers add zebra --kind zpl --dpi 203 --font ` + fontOnPrinter + ` --entity htx-a --dir DATA`,
	run: runLabelFonts,
}

// fontOnPrinter is the font of a profile whose printer keeps thermal.Uploaded.
const fontOnPrinter = "OCOPR.TTF"

// A fontsAnswer is what label fonts prints with --json.
type fontsAnswer struct {
	File string `json:"file"`
	Font string `json:"font"`
}

func runLabelFonts(_ context.Context, in *invocation) error {
	out := in.String("out", "", "`file` to write")
	force := in.Bool("force", false, "replace a file that exists")
	asJSON := in.Bool("json", false, "print the answer as JSON: file, and font for a printer's profile")
	if err := in.parse(0, 0); err != nil {
		return err
	}
	if *out == "" {
		return in.misuse("--out is needed: which file?")
	}
	err := writeFile(*out, 0o644, *force, func(w io.Writer) error { return thermal.Upload(w, printing.Fonts()) })
	if err != nil {
		return err
	}
	if *asJSON {
		return in.printJSON(fontsAnswer{*out, fontOnPrinter})
	}
	fmt.Fprintf(in.stdout, "%s: send it once to the printer\n", *out)
	return nil
}
