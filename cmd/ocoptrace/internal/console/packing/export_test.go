package packing

// What the tests of the pages compare with.
const (
	JobsAPage    = jobsAPage
	StocksShown  = stocksShown
	LogoKey      = logoKey
	MaxLogoBytes = maxLogoBytes
	MaxUpload    = maxUpload
)

var (
	PictureOf = pictureOf
	LinesOf   = linesOf
	Keys      = keys
	Disc      = disc
	Bomb      = bomb
	English   = english
)

type Line = line
