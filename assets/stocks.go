package assets

import _ "embed"

// Stocks is the catalogue of sheets and rolls of blank labels, in the format of
// package label/stock.
//
//go:embed stocks.json
var Stocks []byte
