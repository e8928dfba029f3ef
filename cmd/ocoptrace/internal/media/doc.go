// Package media keeps photos: of products, producers and diary entries, which
// everybody may see, and of reports and findings, which are private.
//
// # What is kept
//
// Of a photo that somebody sends nothing is kept but its pixels, since a phone
// writes place, time and owner into the file. A JPEG, PNG or WebP file of up to
// MaxBytes and MaxPixels is decoded, turned as its Exif orientation says (Exif
// 2.32, tag 0x0112), scaled down to MaxSide on its longer side, laid on white,
// and encoded as baseline JPEG without any metadata: the master. Copies for
// screens are 320, 640 and 1280 pixels wide where the master is wider. The master's SHA-256
// names the photo, as "sha256-" and hexadecimal digits; statements in the
// log name photos so (trace.Photo). The same file gives the same photo.
//
// # Keys
//
//	med/ DIGEST "i"             -> {"width", "height", "widths": […], "at": TIME, "by": NAME, "private": true}
//	med/ DIGEST "p" WIDTH CHUNK -> bytes
//	med/ DIGEST "s"             -> empty: a statement names the photo
//	med/~stated                 -> how much of the log that has been told of, decimal
//
// DIGEST has 32 bytes, WIDTH (pixels) and CHUNK (from 0) have 2, most
// significant first; a chunk has 60,000 bytes, the last one fewer. by is the account that
// sent it, absent for a stranger; at is when it was last sent, or asked for by a
// form that has it.
//
// # How long
//
// A photo that a statement names is kept for ever, or until Delete, as the log
// names it for ever. What else uses photos says so when Sweep asks; those that
// nothing uses, because their form was never sent, are deleted a week after "at".
//
// # Serving
//
// A Media answers GET /media/DIGEST-WIDTH.jpg of public photos, with a copy at
// least as wide, if there is one. The answer never changes and may be cached
// for ever. A private photo is not found there; sent once more by somebody who
// makes it public, it is.
//
// One photo is decoded at a time, because it takes up to 160 MB. A Media may be
// used by several goroutines at once. It logs nothing.
package media
