package packing

import (
	"net/http"

	"ocoptrace/cmd/ocoptrace/internal/account"
)

// printTemplates are the pages about printing.
var printTemplates = []string{
	"jobs", "job", "queue", "printers", "printer",
	"stocks", "stock", "calibrate",
	"labels", "labels-what", "labels-stock", "labels-place", "labels-design", "labels-poster",
}

// printRoutes registers the pages about printing.
func (p *Pages) printRoutes(get, post func(string, http.HandlerFunc)) {
	producer := func(f func(*visit) error) http.HandlerFunc {
		return p.signed(f, account.Allowed(account.LabelsPrint)...)
	}

	get("/console/labels", producer(planLabels))
	post("/console/labels", producer(printLabels))
	get("/console/labels/label.svg", producer(labelPicture))
	get("/console/labels/page.png", producer(pagePicture))

	get("/console/posters", producer(showPoster))
	get("/console/posters/poster.png", producer(posterPicture))
	get("/console/posters/poster.pdf", producer(posterFile))

	get("/console/jobs", producer(listJobs))
	get("/console/jobs/{job}", producer(showJob))
	get("/console/jobs/{job}/parts/{part}", producer(downloadPart))
	post("/console/jobs/{job}/send", producer(sendJob))
	post("/console/jobs/{job}/cancel", producer(cancelJob))
	post("/console/jobs/{job}/retry", producer(retryJob))

	get("/console/queue", producer(showQueue))
	post("/console/queue/remove", producer(dequeue))

	get("/console/printers", producer(listPrinters))
	get("/console/printers/new", producer(newPrinter))
	post("/console/printers", producer(savePrinter))
	get("/console/printers/{printer}", producer(editPrinter))
	post("/console/printers/{printer}/remove", producer(removePrinter))
	get("/console/printers/{printer}/calibrate", producer(showCalibration))
	post("/console/printers/{printer}/calibrate", producer(saveCalibration))
	get("/console/printers/{printer}/testpage", producer(testPage))

	get("/console/stocks", producer(listStocks))
	post("/console/stocks", producer(saveStock))
	get("/console/stocks/new", producer(newStock))
	get("/console/stocks/file", producer(stocksFile))
	post("/console/stocks/file", p.upload(importStocks, account.Allowed(account.LabelsPrint)...))
	post("/console/stocks/restore", producer(restoreStock))
	get("/console/stocks/{stock}", producer(editStock))
	post("/console/stocks/{stock}/remove", producer(removeStock))
}
