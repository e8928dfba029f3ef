package credential

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

const didWeb = "did:web:"

// DIDWeb returns the did:web identifier of a service at a base URL, such as
// https://ocop.example.vn or https://example.vn:8443/p/name (did:web method
// specification, section 3.1): the host in lower case, a port after %3A, each
// part of the path after a colon. Resolvers fetch its DID document over https
// from /.well-known/did.json, or from did.json below the path if there is one.
// The URL must be http or https (the identifier does not tell which), without
// user, query or fragment, its host a name or 127.0.0.1, as on a trial at one's
// desk: other addresses the specification forbids. Errors wrap ErrDID.
func DIDWeb(baseURL string) (string, error) {
	u, err := url.Parse(baseURL)
	if err != nil {
		return "", fmt.Errorf("%w: base URL: %v", ErrDID, err)
	}
	if u.Scheme != "https" && u.Scheme != "http" || u.User != nil || u.RawQuery != "" || u.ForceQuery || strings.Contains(baseURL, "#") {
		return "", fmt.Errorf("%w: base URL %s is not https://host[:port][/path]", ErrDID, shown(baseURL))
	}
	host := strings.ToLower(u.Hostname())
	if !isHost(host) {
		return "", fmt.Errorf("%w: base URL %s has no host name", ErrDID, shown(baseURL))
	}
	did := didWeb + host
	if port := u.Port(); port != "" {
		did += "%3A" + port
	}
	path, err := didPath(u.EscapedPath())
	if err != nil {
		return "", err
	}
	return did + path, nil
}

// isHost reports whether a lower-case host is a DNS name or 127.0.0.1.
func isHost(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return host == "127.0.0.1"
	}
	for label := range strings.SplitSeq(host, ".") {
		if label == "" || strings.Trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
	}
	return len(host) <= 253
}

// didPath turns /p/name into :p:name.
func didPath(escaped string) (string, error) {
	path := strings.TrimSuffix(escaped, "/")
	if path == "" {
		return "", nil
	}
	for part := range strings.SplitSeq(path[1:], "/") {
		if part == "" || part == "." || part == ".." || strings.Trim(part, idChars) != "" {
			return "", fmt.Errorf("%w: part %s of path %s", ErrDID, shown(part), shown(escaped))
		}
	}
	return strings.ReplaceAll(path, "/", ":"), nil
}

// idChars are the characters of a DID between colons (DID Core 3.1), with % as
// it stands in escapes.
const idChars = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_%"
