// Package server runs the HTTP service. Everything that holds for every answer,
// also for unknown paths, stands here, around the router: the request's id, the
// log line, security headers, limits, recovery, and the answers that tell a
// supervisor how the process is.
//
// # Order
//
// A request passes, from outside in: id, headers, log line and recovery, health,
// rate of look-ups, size of the body, and then the handler of Config.
//
// # Request id
//
// X-Request-Id of the request is taken over if it is 1 to 64 of A-Z, a-z, 0-9,
// ".", "_" and "-", otherwise made from 8 random bytes. It stands on every
// answer, in the log line and on pages that report a fault.
//
// # Log
//
// One line a request, "request", at level Info, with method, route, status,
// bytes, duration and id. Route is the pattern that matched, such as
// /x/{code}, never the path: a path says which pack somebody held. Addresses,
// queries, headers and codes are not logged.
//
// # Health
//
//	/healthz  200 "ok": the process answers
//	/readyz   200 "ok": Config.Ready found nothing wrong; 503 otherwise
//
// # Rate of look-ups
//
// Look-ups by code (below /x/ and /01/, and /code) are counted by client
// network: the first 24 bits of an IPv4 address, 48 of an IPv6 address. A network
// that makes more than Config.Lookups in Config.Window is answered 429 with
// Retry-After until the window ends. The count of all networks is forgotten
// then, whether or not anybody asks again; no whole address is kept at all. A
// code has 55 bits of which about one in 4,096 decodes, so the limit is not what
// keeps codes from being guessed: it keeps one client from using up the machine.
// Phones of one provider share addresses, so the limit is generous.
//
// # Time limits
//
// A client has 10 s for the head of a request and 30 s for all of it; an answer
// has 60 s; an idle connection is closed after two minutes. The head has at most
// 16 KiB, the body 1 MiB.
package server
