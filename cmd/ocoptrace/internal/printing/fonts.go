package printing

import (
	"ocoptrace/assets"
	"ocoptrace/label"
)

// Fonts are the program's fonts for labels.
func Fonts() label.Fonts {
	return label.Fonts{Regular: assets.FontRegular, Bold: assets.FontBold, Mono: assets.FontMono}
}
