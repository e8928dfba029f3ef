package assets

import "embed"

// Labels holds the templates of labels, labels/ID.json, one JSON object each as
// package label/layout reads them. Those whose ID ends in -en state things in
// Vietnamese and in English, the others in Vietnamese only:
//
//	stamp   trace stamp beside a printed pack, from 38 x 21 mm
//	mini    trace stamp for labels from 30 x 20 mm, where stamp has no room
//	full    all that the law asks of packed food, from 105 x 74 mm
//	carton  outer carton, 100 x 70 mm and larger
//	poster  sign of a point where goods are shown, A5 and larger
//	gift    box with goods of several batches, from 100 x 70 mm
//
//go:embed labels/*.json
var Labels embed.FS
