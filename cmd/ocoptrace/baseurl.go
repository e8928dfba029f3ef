package main

import (
	"net/url"
	"strings"

	"ocoptrace/trace/credential"
)

const urlHint = "give scheme and host only, such as https://tx.example.vn"

// check holds a founding against what can be printed and signed for ever.
func (f founding) check() error {
	if f.baseURL == "" {
		return withHint(usageError("init: --url is needed"), urlHint)
	}
	if problem := urlProblem(f.baseURL); problem != "" {
		return withHint(usageError("init: --url %s %s", shortened(f.baseURL), problem), urlHint)
	}
	if strings.ContainsAny(f.origin, " +\t\r\n") {
		return usageError("init: --origin %s has a space or a plus sign", shortened(f.origin))
	}
	return nil
}

// urlProblem says what keeps a URL from being a service's; "" if nothing does.
func urlProblem(s string) string {
	u, err := url.Parse(s)
	switch {
	case err != nil:
		return "is not a URL"
	case u.Scheme != "https" && u.Scheme != "http":
		return "does not begin with https://"
	case u.Host == "":
		return "has no host"
	case u.User != nil:
		return "holds a user name"
	case u.Path == "/":
		return "has a slash at the end"
	case u.Path != "":
		return "has a path"
	case u.RawQuery != "" || u.ForceQuery:
		return "has a query"
	case strings.Contains(s, "#"):
		return "has a fragment"
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return "is http: phones and browsers will warn, and anybody on the way can change the pages"
	case u.Port() == "" && strings.HasSuffix(u.Host, ":"):
		return "has a colon without a port"
	case u.Scheme == "https" && u.Port() == "443", u.Scheme == "http" && u.Port() == "80":
		return "names the usual port: leave it out"
	case u.Host != strings.ToLower(u.Host):
		return "has capital letters in its host"
	}
	if _, err := credential.DIDWeb(s); err != nil {
		return "has a host that is neither a name nor 127.0.0.1"
	}
	if u.Scheme+"://"+u.Host != s {
		return "is not written plainly"
	}
	return ""
}

func isLoopback(host string) bool { return host == "localhost" || host == "127.0.0.1" }

// logOrigin is the name of the log.
func (f founding) logOrigin() string {
	if f.origin != "" {
		return f.origin
	}
	_, host, _ := strings.Cut(f.baseURL, "://")
	return host + "/log"
}
