package api

// Media types of answers.
const (
	typeJSON    = "application/json"
	typeLD      = "application/ld+json"
	typeVC      = "application/vc"     // W3C VC Data Model 2.0, appendix C
	typeJWT     = "application/vc+jwt" // W3C VC-JOSE-COSE, section 6
	typeDID     = "application/did+json"
	typeProblem = "application/problem+json" // RFC 9457
	typeBytes   = "application/octet-stream"
	typeText    = "text/plain; charset=utf-8"
	typeHTML    = "text/html"
)
