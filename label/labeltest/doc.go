// Package labeltest reads printed labels back, for tests: it draws PDF pages with
// PDFium, which runs as WebAssembly inside the test, and reads QR symbols with
// ZXing. Where they are installed, poppler and zbar are a second renderer and a
// second reader. Lengths are millimetres from the top left corner of a page, and
// pages are counted from 0.
package labeltest
