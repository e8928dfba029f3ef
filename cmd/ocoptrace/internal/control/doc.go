// Package control lets commands ask a running service for what only it can do,
// because it holds the data directory.
//
// # Protocol
//
// HTTP/1.1 over a Unix socket. The socket has mode 0600 and lies in the data
// directory, which has 0700: who can open it owns the service. The
// requests:
//
//	GET /status   200, application/json: how the service does, as package upkeep
//	              has it (Status); 500, text: why that cannot be said
//	POST /backup  200, application/octet-stream: a backup as package trace
//	              specifies it, chunked. If it cannot be finished, the answer
//	              breaks off before its end, and what went wrong stands in the
//	              trailer Backup-Error.
//
// A Unix socket's path has at most 107 bytes (unix(7)).
package control
