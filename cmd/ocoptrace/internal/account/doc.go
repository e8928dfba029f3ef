// Package account keeps the people who may sign in, and their sessions.
//
// # Users
//
// A user has a login name, 2 to 32 of a-z, 0-9, ".", "_" and "-", the first a
// letter or digit; a role; and, if a producer, the entity whose goods the user
// may act for. Capitals and spaces around a typed name do not matter. Nothing
// else is known about the person.
//
// # Keys
//
//	acc/u/ NAME                 -> user
//	acc/s/ SHA-256(secret)      -> session
//
// A user is the JSON object
//
//	{"role": "producer" or "officer", "entity": ID, "hash": HASH, "series": SERIES}
//
// entity is absent for an officer. SERIES is 16 random bytes in base64url
// (RFC 4648 section 5, no padding), made anew when the password is set or the
// user signs out everywhere. A session is
//
//	{"user": NAME, "series": SERIES, "created": TIME, "seen": TIME}
//
// with times in RFC 3339, UTC. It holds only while its series is that of its
// user, so that one write ends all sessions of a user at once.
//
// # Passwords
//
// A password has 10 to 200 characters, at least 5 of them different, and does
// not contain the login name. It is hashed in NFC, because one keyboard sends
// "ế" as one character and another as three. HASH is Argon2id (RFC 9106)
// in PHC string format,
//
//	$argon2id$v=19$m=19456,t=2,p=1$SALT$KEY
//
// with a salt of 16 and a key of 32 bytes in base64 without padding; m is KiB.
// These costs are the second of those the OWASP Password Storage Cheat Sheet
// recommends. A hash is checked with the costs stored in it, and made anew with
// today's at the next sign-in if they differ.
//
// # Guessing
//
// A sign-in with a name that does not exist costs the same hash. At most
// Config.Parallel hashes are computed at once, 19 MiB each; those who wait are
// limited for each network and together (ErrBusy). After the third failure a
// pair of network and name waits 1 s, then 2 s, 4 s and so on up to 15 minutes
// (WaitError); the right password does not help before. The failures are
// forgotten after a success, an hour's rest or a restart. Nothing is ever
// counted by name alone: whoever guesses from elsewhere cannot lock a user
// out. A network is an IPv4 address or an IPv6 prefix of 64 bits, kept in
// memory only; those who share an address share its waits.
//
// # Sessions
//
// The secret is 32 random bytes, which the client keeps in base64url (43
// characters); only its SHA-256 is stored. A session ends 12 hours after it
// was last seen (noted every 10 minutes), and 7 days after it began.
//
// An Accounts may be used by several goroutines at once. It logs nothing.
package account
