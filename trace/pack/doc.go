// Package pack makes and reads packs: what an inspector's device needs to check
// goods without a network, of the producers of some provinces or of chosen
// ones, signed by the service. It is pure: no clock, no network, no disk.
//
// # File
//
//	file      = magic LF method LF signature LF body
//	magic     = "ocoptrace-pack-1"
//	method    = verification method of an issuer key, as records have it
//	signature = base64 (RFC 4648 section 4, padded, no spare bits) of 64 bytes
//	body      = gzip (RFC 1952) of one JSON object (RFC 8259, UTF-8)
//
// LF is 0x0A. The signature is Ed25519 (RFC 8032, no prehash, no context) of
//
//	magic LF method LF body
//
// which no record and no vc+jwt can be: a record's signed message has 64 bytes,
// and a vc+jwt has no line feed. All bytes of the file are either signed or
// compared, so that one that is changed is refused; nothing of the body is read
// before. A file has at most MaxFile bytes and a body MaxBody bytes once it is
// unpacked.
//
// # Object
//
//	{"baseUrl":URL, "made":TIME, "scope":{"provinces":[CODE,…]} or {"entities":[ID,…]},
//	 "checkpoint":NOTE, "keys":[METHOD,…],
//	 "entities":[{"id","name","province"},…],
//	 "products":[{"id","name","nameEn","entity":N,"gtin","stars":[{"number","stars","issued","expires","extended","withdrawn"},…]},…],
//	 "batches":[{"product":N,"lot","produced","expires","bestBefore","quantity","unit","index","digest",
//	             "stopped","reason","instruction","contact",
//	             "labels":{"printed","active","voided"}},…],
//	 "tags":[{"batch":N,"state","tags"},…]}
//
// Members without a value are absent; a pack for all provinces has an empty
// scope. made is the service's time, RFC 3339, UTC, whole seconds. NOTE is the
// signed checkpoint of the log (c2sp.org/tlog-checkpoint): nothing behind it is
// in the pack. keys are the methods of the keys that sign records. N counts from
// 0 in the list of that name. Days are YYYY-MM-DD. index is the place of a
// batch's record in the log, digest the SHA-256 of the record in base64url
// without padding, by which it can be compared with the log or a bundle. stopped
// is "hold" or "recall". Entities and products are in order of their ids, batches
// in that of their records; the newest statement about each counts.
//
// Batches are those whose end of life was not more than Past days before the day
// of making, and all that have none or are stopped.
//
// # Delta
//
// What has changed since a pack was made is a delta, a file of the same form, whose first
// line is "ocoptrace-pack-delta-1", with the object
//
//	{"baseUrl","made","scope","checkpoint","keys",
//	 "since":{"size":N,"day":DAY,"state":STATE}, "state":STATE,
//	 "entities":[…], "products":[…], "batches":[…], "tags":[…],
//	 "gone":{"entities":[ID,…],"products":[ID,…],"batches":[INDEX,…]}}
//
// since names the pack that it is applied to: the size of the log in its
// checkpoint, the day in Viet Nam on which it was made, and its STATE: the SHA-256,
// in base64url without padding, of
//
//	{"entities":[…],"products":[…],"batches":[…],"tags":[…]}
//
// as the file has them, an absent list being []; in JSON without spaces, members
// in the order above, of all signs but those below U+0020, '"' and '\\' only
// U+2028 and U+2029 escaped (\u2028), hexadecimal digits small. That is what
// JSON.stringify makes of the object once it was parsed, but for these two signs.
//
// To apply it: leave out what is gone, put what the delta has in its place, put
// the rest beside it, and sort, entities and products by id, batches by index,
// tags by batch and then open, active, voided. N of the delta counts in the lists
// that result; N of the pack moves with what it points at. A batch that the delta
// has brings all its tags, so that those of before go. What stands before since is
// the delta's. The outcome must have the STATE that the delta ends with: so a delta
// that was applied gives what a pack made at that time is, to the byte of its lists.
// The service makes a delta from the log alone, which has all that stood in the
// pack then; where it finds another STATE it makes none (ErrBase).
//
// # Codes
//
// The number in a code of 12 characters can be read with the service's secret
// key alone, which no device has. A batch is therefore found by its GTIN and lot,
// as a GS1 Digital Link has them, or by a lot that is typed. Packs of chosen
// entities have tags besides: the first 32 bits of SHA-256 of each code (its 12
// characters without hyphens), most significant byte first, sorted, in base64;
// one list a batch and state ("open", "active", "voided"). There are at most
// MaxTags in a pack. A code that is not of the pack matches one of n tags by
// chance with n / 2^32 (Odds): at 500,000 tags one in 8,590. Whoever says that a
// code was found says this too.
//
// # What a pack proves
//
// That the service said this at the time of making. Not what was stated since: a
// recall, a voided label. Nor that the label is no copy of another.
package pack
