package passkey

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
)

// Errors of this package.
var (
	ErrSite     = errors.New("passkeys need a base URL with https and a host name, or http://localhost")
	ErrCeremony = errors.New("this was not asked for, or too long ago")
	ErrResponse = errors.New("the answer of the passkey does not hold")
	ErrCopied   = errors.New("the passkey's counter did not grow: there may be a copy of it")
)

// A Site asks for passkeys of one service.
type Site struct {
	rp      *webauthn.WebAuthn
	pending *pending
}

// New is the site of a base URL; name is what devices show for it. ErrSite.
func New(baseURL, name string, now func() time.Time) (*Site, error) {
	u, err := url.Parse(baseURL)
	if err != nil || !fits(u) {
		return nil, fmt.Errorf("%w: %.100q", ErrSite, baseURL)
	}
	rp, err := webauthn.New(&webauthn.Config{
		RPID: u.Hostname(), RPDisplayName: name, RPOrigins: []string{origin(u)},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			RequireResidentKey: protocol.ResidentKeyRequired(),
			ResidentKey:        protocol.ResidentKeyRequirementRequired,
			UserVerification:   protocol.VerificationRequired,
		},
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %.100q: %w", ErrSite, baseURL, err)
	}
	return &Site{rp, newPending(now)}, nil
}

// fits says whether browsers give passkeys to a site: WebAuthn Level 3,
// section 5.1.3, step "effective domain", refuses addresses.
func fits(u *url.URL) bool {
	host := u.Hostname()
	if _, err := netip.ParseAddr(host); err == nil || host == "" {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && host == "localhost"
}

// origin is that of a URL (RFC 6454, section 6.2).
func origin(u *url.URL) string {
	host, port := u.Hostname(), u.Port()
	if port == "" || u.Scheme == "https" && port == "443" || u.Scheme == "http" && port == "80" {
		return u.Scheme + "://" + host
	}
	return u.Scheme + "://" + net.JoinHostPort(host, port)
}
