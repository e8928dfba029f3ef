// Package keyfile keeps the secrets of one service in one file: the issuer's
// signing key, the log's signing key and the keys of label codes. Whoever has
// them can issue records and labels in the service's name; whoever loses them
// can issue no more under its keys.
//
// # Content
//
// UTF-8 JSON, one object with these members and no others:
//
//	format  "ocoptrace keys v1"
//	issuer  the 32-byte seed of the issuer's Ed25519 key (RFC 8032), base64
//	log     the log's key as golang.org/x/mod/sumdb/note writes signer keys,
//	        PRIVATE+KEY+ORIGIN+HASH+BASE64, with the key type 1 (Ed25519)
//	codes   one or more objects {"id": name, "secret": 32 bytes in base64};
//	        names differ; new labels are made with the last
//	sum     SHA-256 of this file as it is with null here, base64
//
// The members stand in this order, indented by two spaces, with a newline at the
// end; another form is refused, so that a damaged file is told.
//
// Base64 is that of RFC 4648, section 4, with padding. The public keys are
// computed from these.
//
// # Sealed and plain files
//
// A sealed file is this JSON encrypted with a passphrase, as a binary age file
// (C2SP age-encryption.org/v1) with one scrypt recipient of work factor 18,
// about a second on one core. It opens with `age --decrypt` too. A plain file
// is the JSON itself, for trials and for disks that protect it otherwise.
//
// The key of a witness is a file of its own (CreateSingle), sealed or plain likewise.
//
// A file has mode 0600. A file that its group or others can read is refused,
// sealed or not. A file is created once and never overwritten.
package keyfile
