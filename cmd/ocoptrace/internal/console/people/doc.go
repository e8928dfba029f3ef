// Package people serves the pages about accounts: everyone's own, those of the
// people somebody may invite and manage, and the audit trail.
//
//	GET  /console/account                       password, passkeys, sessions, tokens
//	POST /console/account/password              current, password, repeat
//	POST /console/account/passkeys/options      what the browser is asked for, JSON
//	POST /console/account/passkeys              label, response
//	GET, POST /console/account/passkeys/ID/remove
//	POST /console/account/sessions/ID/end
//	GET  /console/account/tokens/new
//	POST /console/account/tokens                label, days, scope: the token, shown once
//	GET, POST /console/account/tokens/ID/revoke
//
//	GET  /console/people                        who may sign in, and open invitations
//	GET  /console/invitations/new               form
//	POST /console/invitations                   role, entity, province: the link, shown once
//	POST /console/invitations/ID/withdraw
//	GET  /console/people/NAME
//	POST /console/people/NAME/role, /again, /signout
//	GET, POST /console/people/NAME/remove
//
//	GET  /console/audit                         ?since&until&who&did&to
//	GET  /console/audit.csv                     the same as a file
//
// Whom somebody may invite and manage is package account's to say (MayInvite,
// MayManage); who else there is does not exist (404). An owner sees who else
// acts for its entity. The audit trail is for those who may read it.
//
// A link or a token is shown in the answer of the form that makes it, and
// nowhere else; the page is "no-store".
package people
