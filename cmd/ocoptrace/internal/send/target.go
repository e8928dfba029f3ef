package send

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ErrTarget reports an address that is none of a printer.
var ErrTarget = errors.New("printer address")

// RawPort is where network printers take raw jobs.
const RawPort = 9100

const ippPort = 631

// A Target is a printer: a host for raw jobs, or a queue. The zero Target is none.
type Target struct {
	host  string // host:port of a raw printer, or of the computer that has the queue
	queue string // empty for a raw printer
}

// ParseTarget reads an address such as "tcp://192.168.1.50", "lp:XP-365B" or
// "ipp://server/printers/XP". Others give an error wrapping [ErrTarget].
func ParseTarget(s string) (Target, error) {
	if queue, ok := strings.CutPrefix(s, "lp:"); ok {
		return newTarget("", queue)
	}
	u, err := url.Parse(s)
	if err != nil || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Opaque != "" {
		return Target{}, fmt.Errorf("%w: %.60q is not like tcp://192.168.1.50 or lp:QUEUE", ErrTarget, s)
	}
	switch u.Scheme {
	case "tcp":
		host, err := hostPort(u, RawPort)
		if err == nil && u.Path != "" && u.Path != "/" {
			err = fmt.Errorf("%w: nothing may follow the host in %.60q", ErrTarget, s)
		}
		return Target{host: host}, err
	case "ipp":
		host, err := hostPort(u, ippPort)
		if err != nil {
			return Target{}, err
		}
		queue, ok := strings.CutPrefix(u.Path, "/printers/")
		if !ok {
			return Target{}, fmt.Errorf("%w: %.60q is not like ipp://server/printers/QUEUE", ErrTarget, s)
		}
		return newTarget(host, queue)
	}
	return Target{}, fmt.Errorf("%w: %.60q begins with neither tcp://, lp: nor ipp://", ErrTarget, s)
}

func newTarget(host, queue string) (Target, error) {
	if err := checkQueue(queue); err != nil {
		return Target{}, err
	}
	return Target{host: host, queue: queue}, nil
}

func hostPort(u *url.URL, port int) (string, error) {
	host := u.Hostname()
	other := func(r rune) bool {
		return r <= ' ' || r > '~' || strings.ContainsRune(`"'\/|;<>`, r)
	}
	if host == "" || len(host) > 253 || host[0] == '-' || strings.ContainsFunc(host, other) {
		return "", fmt.Errorf("%w: %.60q is no host", ErrTarget, host)
	}
	if s := u.Port(); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 65535 {
			return "", fmt.Errorf("%w: port %.10q, want 1 to 65535", ErrTarget, s)
		}
		port = n
	}
	return net.JoinHostPort(host, strconv.Itoa(port)), nil
}

// checkQueue makes sure that a name is one that CUPS takes, and no option of lp.
func checkQueue(name string) error {
	bad := func(r rune) bool {
		return r <= ' ' || r == 0x7f || unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`/\#?'"`, r)
	}
	if name == "" || len(name) > 127 || name[0] == '-' || !utf8.ValidString(name) || strings.ContainsFunc(name, bad) {
		return fmt.Errorf("%w: %.60q is no name of a print queue", ErrTarget, name)
	}
	return nil
}

// Raw reports whether the printer takes raw bytes over the network; PDF is not
// for such printers.
func (t Target) Raw() bool { return t.queue == "" && t.host != "" }

// String returns the address, as [ParseTarget] reads it.
func (t Target) String() string {
	switch {
	case t.queue == "":
		return "tcp://" + t.host
	case t.host == "":
		return "lp:" + t.queue
	}
	return (&url.URL{Scheme: "ipp", Host: t.host, Path: "/printers/" + t.queue}).String()
}
