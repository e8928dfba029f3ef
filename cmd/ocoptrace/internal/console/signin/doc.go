// Package signin serves the pages where people sign in and out.
//
//	GET, POST /signin                           ?next=PATH
//	POST /signout                               everywhere=1: all sessions of the user
//
// After signing in, "next" leads to a page of the console and nowhere else. The
// password is never shown again; how often it may be tried is package account's
// to say.
package signin
