// Package send hands a finished job to a printer: over TCP to the raw port of a
// network printer, or to a print queue of CUPS through its program lp.
//
// # Targets
//
//	tcp://192.168.1.50        raw, port 9100
//	tcp://[fe80::1]:9101      raw, another port
//	lp:XP-365B                a queue of this computer
//	ipp://server/printers/XP  a queue of another computer, port 631
//
// # Raw
//
// The bytes are written as they are. Each piece must be taken within Options.Idle,
// so that a printer that is out of paper, which stops reading, ends in a clear
// error and not in silence. Afterwards the sending side is closed and the printer
// is given Options.Linger to close its own; many keep it open, which is no error.
// There is no acknowledgement on this port: "sent" means that the network took it,
// and an error after N bytes means that up to N may have been printed.
//
// # Queues
//
// lp is started without a shell and gets the job on its standard input: labels in
// a printer's own language with -o raw, PDF with -o print-scaling=none and
// -o fit-to-page=false, since a scaled sheet misses its labels.
//
// Nothing is kept between calls, which may run in several goroutines at once.
package send
