// Package account keeps the people who may sign in: what they may do, how they
// come in and prove who they are, their sessions, and the tokens of programs
// that act for them.
//
// # Users
//
// A user has a login name, 2 to 32 of a-z, 0-9, ".", "_" and "-", the first a
// letter or digit; a role; and a place: an owner or packer the entity whose
// goods the user may act for, an officer or inspector a province or none, which
// is all. Capitals and spaces around a typed name do not matter. Nothing else
// is known about the person.
//
// What each role may do is one table (permission.go), by named permissions;
// User.May asks it, User.Over says whether an entity is the user's concern,
// and both are needed for an act. User.MayInvite and User.MayManage say who may
// let in and change whom.
//
// # Keys
//
//	acc/u/ NAME                      -> user
//	acc/s/ SHA-256(secret)           -> session
//	acc/k/ SHA-256(credential ID)    -> passkey
//	acc/i/ SHA-256(secret)           -> invitation
//	acc/t/ SHA-256(token)            -> token
//
// A user is the JSON object
//
//	{"role": ROLE, "entity": ID, "province": CODE, "hash": HASH, "series": SERIES, "handle": HANDLE}
//
// where what is empty is absent. ROLE "producer", of before there were packers,
// is read as "owner". SERIES is 16 random bytes in base64url (RFC 4648 section
// 5, no padding), made anew when the password or role is set or the user signs
// out everywhere. HASH is absent where there are passkeys only. HANDLE is 32
// random bytes in base64, the user handle of the passkeys. A session is
//
//	{"user": NAME, "series": SERIES, "created": TIME, "seen": TIME, "by": "password", "passkey" or "invitation"}
//
// with times in RFC 3339, UTC. It holds only while its series is that of its
// user, so that one write ends all sessions of a user at once. The other rows
// are
//
//	{"user": NAME, "label": TEXT, "created": TIME, "used": TIME, "record": RECORD}
//	{"role": ROLE, "entity": ID, "province": CODE, "for": NAME, "series": SERIES, "user": NAME, "created": TIME}
//	{"user": NAME, "label": TEXT, "scopes": [PERMISSION], "created": TIME, "ends": TIME, "used": DAY}
//
// for a passkey (RECORD is package passkey's), an invitation ("user" invites;
// "for" and "series" are of a login that is there) and a token. Sessions,
// passkeys, invitations and tokens are named by an ID, the first 16 bytes of
// their key's digest in base64url, with which nobody can act.
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
// A failure is kept in the audit trail, that of one network with one name once
// an hour, 120 in an hour at most; what was typed for a name that does not
// exist is not.
//
// # Invitations
//
// Nobody gets a password from another. Who lets somebody in makes an invitation
// for a role and place and passes on its link with the secret, 32 random bytes
// in base64url. It is open for 7 days, is accepted once, by whoever has the
// link and chooses a name and a password or a passkey, and can be withdrawn
// before. Removing who made it, or giving that user another role, withdraws it.
// An invitation of somebody who is there (InviteAgain) is for a forgotten
// password; it ends when the password is changed otherwise.
//
// # Passkeys
//
// See package passkey. A user may have 10, each with a label. A sign-in by
// passkey needs no name and counts no failures, as there is nothing to guess.
// Who has no password cannot remove the last of them.
//
// # Tokens
//
// A token is "oct_", 43 digits of base 62 (0-9, A-Z, a-z; 32 random bytes, most
// significant digit first) and 6 more for the CRC-32 (IEEE) of what stands
// before: 53 characters, [oct_[0-9A-Za-z]{49}], which programs that look for
// leaked secrets can find and check. It has a label, scopes, which are
// permissions of its user, and an end within a year. It grants what is both in
// its scopes and among what its user may do at the time. Of its use the day is
// kept. A user may have 20. They end with the user, with another role, or when
// revoked; not with another password.
//
// # Sessions
//
// The secret is 32 random bytes, which the client keeps in base64url (43
// characters); only its SHA-256 is stored. A session ends 12 hours after it
// was last seen (noted every 10 minutes), and 7 days after it began. No address
// and no name of a device is kept with it.
//
// # Audit trail
//
// Every change, sign-in and sign-out is kept in the audit trail (package audit)
// in the transaction that makes it, by who acts in the context. The actions are
// those of Actions.
//
// An Accounts may be used by several goroutines at once. It logs nothing.
package account
