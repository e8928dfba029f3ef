// Package passkey lets people prove who they are by a key that their device or
// password manager keeps (Web Authentication, W3C WebAuthn Level 3), in place
// of a password. The checks of the standard are those of a library; this
// package decides what is asked for, remembers what was asked, and keeps the
// library out of the rest of the program.
//
// # What is asked for
//
// The relying party is the host of the service's base URL, so a key works only
// there, whoever imitates the page. Browsers give keys to https, and to http on
// localhost; for any other base URL New is ErrSite. A key must be discoverable
// (it is found without a name being typed) and its use must be verified by the
// device (screen lock, fingerprint, PIN): it stands for two factors. No
// attestation is asked for: which make of device somebody uses is not the
// service's concern.
//
// # Ceremonies
//
// Registering and signing in each have two steps. The first returns options,
// the JSON that PublicKeyCredential.parseCreationOptionsFromJSON (or
// parseRequestOptionsFromJSON) takes within {"publicKey": ...}; the second
// takes what the credential's toJSON gives. What was asked is kept in memory by
// its challenge, for 5 minutes, and answers one time: a repeated answer, one
// that is late, or one of before a restart is ErrCeremony. At most 2,000 are
// kept; when more are begun, the oldest is forgotten. Challenges are drawn by
// the library from the operating system's source of randomness.
//
// # Keys
//
// Key.Record is the credential as the library writes it in JSON; the caller
// stores it, gives it back, and stores it anew after each use, because it holds
// the signature counter. A counter that does not grow, where the key has one,
// says that there may be two copies: ErrCopied.
//
// A Site may be used by several goroutines at once. It stores and logs nothing.
package passkey
