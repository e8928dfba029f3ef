// Package scanning serves the page on which anybody looks up a label with the
// camera, a photo or by typing, without an account or a cookie.
//
//	GET  /scan         the page
//	POST /scan         "photo", a file, or "text", what a camera read; as multipart/form-data
//	GET  /scan/{file}  the reader for browsers that have none, by a name with its digest
//
// Typing and sending a photo work without a script: a photo is read here (see
// package snapshot) and not kept. With the script camera.js the browser reads the
// picture of the camera and sends the text alone.
//
// A code of this service leads on to its page: a link that begins with the
// service's host, or a label's code by itself. For any other code it is said where
// it leads, and that it is not of this service; there is no link to it and no
// redirect. Of several codes in a photo the first of this service counts.
//
// This page alone may use the camera (Permissions Policy) and compile WebAssembly
// (Content Security Policy Level 3, 'wasm-unsafe-eval').
package scanning
