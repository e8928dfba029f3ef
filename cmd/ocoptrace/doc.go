// Command ocoptrace keeps the trace records of OCOP goods and prints their
// labels. "ocoptrace help" lists the subcommands, each of which is one file
// here.
//
// # The data directory
//
// One service is one directory, made by init with mode 0700:
//
//	store/        the store, as package storage/badger specifies it
//	keys          the secrets, as package keyfile specifies them
//	anchor        the newest published checkpoint; --anchor puts it on another disk
//	log.vkey      the log's public key (C2SP), one line
//	policy        the log's policy (c2sp.org/tlog-policy) for those who verify
//	spool/        files of print jobs, as package press specifies them; may be deleted, they are made again
//	control.sock  while the service runs: where backup asks it, see package control
//	INCOMPLETE    while init or restore is at work; what is left by one that was cut short is refused
//
// One process at a time holds a directory.
//
// # Settings
//
// A flag that several commands share may come from the environment: --dir from
// OCOPTRACE_DIR, --passphrase-file from OCOPTRACE_PASSPHRASE_FILE and so on; the
// help of each command names them. A flag on the command line comes first. A
// variable that begins with OCOPTRACE_ and is not known ends the program, since
// it is a setting that would have no effect.
//
// # Exit status
//
//	0  done
//	1  not done, or a fault was found: the data, the disk or the other side said no
//	2  not understood: a flag, an argument or a setting; nothing was touched
package main
