// Package assets embeds the files that the program carries: fonts and whatever
// else is drawn or served. It has no logic.
package assets

import _ "embed"

// FontRegular and FontBold are Noto Sans cut to Latin and the whole Vietnamese
// repertoire, FontMono is Noto Sans Mono Bold cut to ASCII, all as TrueType (SIL
// Open Font License 1.1; how they were cut is in fonts/README.md). Treat the
// bytes as read-only.
var (
	//go:embed fonts/NotoSans-Regular.ttf
	FontRegular []byte

	//go:embed fonts/NotoSans-Bold.ttf
	FontBold []byte

	//go:embed fonts/NotoSansMono-Bold.ttf
	FontMono []byte
)
