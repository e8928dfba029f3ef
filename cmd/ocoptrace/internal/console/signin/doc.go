// Package signin serves the pages where people come in: by an invitation the
// first time, by password or passkey from then on, and out again.
//
//	GET, POST /signin                           ?next=PATH
//	POST /signin/passkey/options                what the browser is asked for, JSON
//	POST /signin/passkey                        response, next
//	GET, POST /invitation/SECRET                name, password, repeat
//	POST /invitation/SECRET/passkey/options     name
//	POST /invitation/SECRET/passkey             name, label, response
//	POST /signout                               everywhere=1: all sessions of the user
//
// After signing in, "next" leads to a page of the console and nowhere else. The
// password is never shown again; how often it may be tried is package account's
// to say.
package signin
