package assets

import "embed"

// Locales has the texts of pages and messages, one file a language: a JSON
// object in UTF-8 whose members are sorted and stand one a line. What they mean
// is specified by package locale of the program.
//
//go:embed locales/*.json
var Locales embed.FS

// Templates has the pages, for html/template.
//
//go:embed templates/*.html
var Templates embed.FS

// Style is the one stylesheet.
//
//go:embed style.css
var Style []byte

// Scripts are for pages that are complete without them. Each stands alone.
//
//go:embed scripts/*.js
var Scripts embed.FS

// Icons has drawings of 24 by 24 units, SVG without scripts, styles or links,
// in the colour of the text around them. mark.svg is the program's own mark and
// has its own colours.
//
//go:embed icons/*.svg
var Icons embed.FS

// AppIcons has the mark as pictures for the screens of phones, PNG. They are drawn
// from icons/mark.svg, which a test of this package does anew and compares.
//
//go:embed appicons/*.png
var AppIcons embed.FS

// ThirdParty has what others wrote for browsers, unmodified, each with its licence
// and a README.md that says where it is from.
//
//go:embed third_party/*/*
var ThirdParty embed.FS
