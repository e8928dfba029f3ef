// Package snapshot reads the QR symbols of a photo that somebody took of a pack.
//
// A photo is a JPEG, PNG or WebP file of at most MaxBytes and MaxPixels. Only its
// brightness is looked at, in several sizes: symbols that fill the picture are
// found in the small ones, quickly, and far ones in the large ones. How the
// camera was held does not matter, as a symbol says itself which way up it is
// (ISO/IEC 18004, finder patterns).
//
// Nothing is kept. The functions may be called concurrently; each call takes up to
// about 8 bytes of memory a pixel for a PNG and 2 for a JPEG file, so that a
// service bounds how many are under way.
package snapshot
