// Package operator serves the pages of those who run the service, which are the
// administrators: how it does, and backups.
//
//	GET  /console/operation         health, space, log, keys, people, backups, settings
//	POST /console/operation/backup  a backup, as a download
//
// What a page shows is what “ocoptrace status” prints (package upkeep). No secret
// is shown. A backup that cannot be finished breaks off, so that no browser takes
// half of one for a whole; it is written as it is read and lies on no disk of the
// server.
package operator
