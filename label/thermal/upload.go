package thermal

import (
	"fmt"
	"io"

	"ocoptrace/label"
)

// Uploaded are the names under which [Upload] stores fonts.
var Uploaded = Faces{Regular: "OCOPR.TTF", Bold: "OCOPB.TTF", Mono: "OCOPM.TTF"}

// Upload writes commands that store the fonts in the flash memory of a ZPL printer
// (~DY), once: jobs may then name the [Uploaded] faces. Their letters have the
// widths that labels are laid out with, and all of Vietnamese.
func Upload(w io.Writer, fonts label.Fonts) error {
	for _, f := range []struct {
		name string
		data []byte
	}{{Uploaded.Regular, fonts.Regular}, {Uploaded.Bold, fonts.Bold}, {Uploaded.Mono, fonts.Mono}} {
		if len(f.data) == 0 {
			return fmt.Errorf("%w: no data for %s", label.ErrFonts, f.name)
		}
		name := f.name[:len(f.name)-len(".TTF")]
		if _, err := fmt.Fprintf(w, "~DYE:%s,B,T,%d,,%s\n", name, len(f.data), f.data); err != nil {
			return err
		}
	}
	return nil
}
