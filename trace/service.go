package trace

import (
	"context"

	"ocoptrace/storage"
)

// A Service is the first statement of every log: whose log it is, which key
// signs its checkpoints and which keys sign its records. It is signed with
// the first of those issuer keys; what vouches for it is its place, index 0,
// under the log key that a policy names.
type Service struct {
	Type       Kind     `json:"type"`
	BaseURL    string   `json:"baseUrl"`    // scheme and host of every link and page
	Origin     string   `json:"origin"`     // name of the log
	LogKey     string   `json:"logKey"`     // its C2SP verifier key
	IssuerKeys []string `json:"issuerKeys"` // verification methods
}

// ReadService reads the Service statement of a log, which tells whose keys
// Open needs. It needs none. Errors: ErrNoService, ErrRebuilding.
func ReadService(ctx context.Context, s storage.Store) (Service, error) {
	r := Registry{store: s}
	err := s.View(ctx, r.readService)
	return r.service, err
}

// versionKey holds which derived keys a store has. A program that makes others
// has another indexVersion, and Open asks for a rebuild; leaf 0 brings it about
// that every log has the key.
const (
	versionKey   = regPrefix + "~version"
	indexVersion = "3"
)

// Kind implements Fact.
func (*Service) Kind() Kind { return KindService }

func (s *Service) tidy() { s.Type = KindService }

func (s *Service) problems() Problems {
	var f fields
	f.required("baseUrl", s.BaseURL, maxLine)
	f.required("origin", s.Origin, maxLine)
	f.required("logKey", s.LogKey, maxLine)
	f.must(len(s.IssuerKeys) > 0, "issuerKeys", "required")
	return f.problems
}

func (s *Service) admit(v view) error {
	earlier, err := v.newest(listService, subjectService, 1)
	if err == nil && len(earlier) > 0 {
		return problem("origin", "taken", s.Origin, subjectService)
	}
	return err
}

func (s *Service) rows(index int64) []row {
	return []row{listRow(listService, subjectService, index), {[]byte(versionKey), []byte(indexVersion)}}
}
