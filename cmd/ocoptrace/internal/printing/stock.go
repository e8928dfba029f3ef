package printing

import (
	"sync"

	"ocoptrace/assets"
	labelstock "ocoptrace/label/stock"
)

// Stocks are the sheets and rolls that the program knows, read once. They are
// part of the program: a fault in them is a fault of the program.
var Stocks = sync.OnceValue(func() *labelstock.Catalogue {
	c, err := labelstock.Read(assets.Stocks)
	if err != nil {
		panic("printing: " + err.Error())
	}
	return c
})

// PaperOf is the paper of a job on a stock.
func PaperOf(j labelstock.Job) Paper {
	s := j.Stock
	return Paper{
		W: s.LabelW, H: s.LabelH, InsetX: s.InsetX, InsetY: s.InsetY, Roll: s.Roll, PerPage: s.PerPage(),
		Start: j.Start, Copies: j.Copies, Impose: j.Impose,
	}
}
