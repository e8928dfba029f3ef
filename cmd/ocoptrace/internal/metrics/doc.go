// Package metrics counts what a service does and shows it in the text format of
// Prometheus, version 0.0.4, at /metrics of a listener of its own.
//
//	ocoptrace_http_requests_total{route, method, class}   answers; class is "2xx" to "5xx"
//	ocoptrace_http_request_duration_seconds{route}        histogram, buckets from 5 ms to 30 s
//	ocoptrace_sign_in_failures_total                      passwords and passkeys that were refused
//	ocoptrace_lookups_total{finding}                      look-ups of labels by what they said first
//	ocoptrace_statements_total{kind}                      stated since the service began
//	ocoptrace_ready                                       1 if the service can answer
//	ocoptrace_warnings{key}                               1 for each warning of package upkeep
//	ocoptrace_log_records, _log_unpublished_records
//	ocoptrace_log_checkpoint_timestamp_seconds            Unix time of the newest checkpoint
//	ocoptrace_disk_free_bytes, _disk_watermark_bytes, _store_bytes, _spool_bytes
//	ocoptrace_print_jobs_waiting, _looked_up_labels, _open_invitations
//	ocoptrace_backup_timestamp_seconds                    absent before the first backup
//
// and those of the Go runtime and the process that the library brings. No label
// has a value that a client chose: a route is the template of a path ("/x/{code}")
// and never the path, a method is one of HTTP's or "other". Nothing tells of a
// person, a code or an address.
//
// What a look at the service says (upkeep.Status) is kept for ten seconds, so
// that scraping often costs little.
package metrics
