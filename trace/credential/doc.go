// Package credential makes and verifies the signed records that are the leaves
// of the log: W3C Verifiable Credentials 2.0 in JSON, each with one Data
// Integrity proof, their vc+jwt form, and the DID document that lists the keys.
// It uses neither clock, randomness nor storage, knows nothing of what a
// credential claims, and fetches nothing: @context is compared, not resolved.
// All functions may be called from several goroutines at once.
//
// # Profile
//
// A document is one JSON value (RFC 8259, I-JSON of RFC 7493) such that
//
//   - it has at most 60,000 bytes and arrays and objects at most 16 deep;
//   - it is UTF-8 without a byte order mark; escapes name no lone surrogate;
//   - no object has two members of one name;
//   - every string, names too, is in Unicode normalization form C;
//   - every number is written 0 or -?[1-9][0-9]* and lies between -(2^53-1) and
//     2^53-1. Decimals, longer numbers and identifiers are strings.
//
// JCS does not normalise text and rounds numbers to float64, so without the last
// two rules one signature could stand under texts that people or programs read
// differently.
//
// # Canonical form
//
// JCS (RFC 8785). Under the profile it is: no whitespace; members sorted by the
// UTF-16 code units of their names; numbers as they are; in strings only
// \" \\ \b \t \n \f \r and, for the other characters below U+0020, \u00xx with
// lower-case digits are escapes, everything else stands for itself in UTF-8.
//
// # Record
//
// A record is the canonical form of an object that has at least
//
//	@context  any value of the profile
//	issuer    a string that is not empty, or an object with such an id
//	proof     an object with exactly these members, in this order:
//
//	@context            the same value as the record's, byte by byte
//	created             YYYY-MM-DDThh:mm:ssZ, UTC, whole seconds
//	cryptosuite         eddsa-jcs-2022
//	proofPurpose        assertionMethod
//	proofValue          z and the signature, 64 bytes, in base58btc
//	type                DataIntegrityProof
//	verificationMethod  issuer, "#" and a fragment; printable ASCII without
//	                    space, quotation mark and backslash
//
// The proof is eddsa-jcs-2022 of W3C Data Integrity EdDSA Cryptosuites 1.0
// (section 3.3). The document is the record without its member proof; the proof
// configuration is the proof without its member proofValue; both in canonical
// form. Signed with Ed25519 (RFC 8032, no prehash, no context) are 64 bytes:
//
//	SHA-256(proof configuration) || SHA-256(document)
//
// The record has at most 60,000 bytes. One meaning has one encoding: bytes that
// are not the canonical form are refused, not repaired. The cryptosuite lets the
// proof's @context be a prefix of the document's; here they are equal, because
// with the prefix rule contexts can be appended to a signed record.
//
// # JWT
//
// The vc+jwt form (W3C Securing Verifiable Credentials using JOSE and COSE,
// section 3.1.1) of a record is a JWS in compact serialization (RFC 7515). The
// payload is the document, byte by byte. The protected header is
//
//	{"alg":"EdDSA","kid":"METHOD","typ":"vc+jwt"}
//
// with the record's verification method, which is signed by the same key (RFC
// 8037). A verifier takes the same text with "alg":"Ed25519" (RFC 9864, which
// deprecates the name EdDSA), and both with "cty":"vc" after alg, and no other
// header. Base64url has no padding, no line breaks and unused bits zero. Only
// the 64 bytes of the signature need storing: the rest follows from the record.
//
// # Keys
//
// A public key is written as a Multikey (W3C Controlled Identifiers 1.0, section
// 2.2.2): z and in base58btc ed 01 and the 32 bytes; it begins with z6Mk.
// The methods of [NewSigner] end in it: did:web:ocop.example.vn#z6Mk... The key
// that a method has is looked up by the caller in the log's history of keys: a
// record is worth something if its key was valid when the log took it in.
package credential
