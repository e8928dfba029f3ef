package orders

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"regexp"
	"strings"

	"ocoptrace/trace"
)

var saneKey = regexp.MustCompile(`^[!-~]{1,100}$`)

// read reads the body into v and returns the order's key, "" for a new order.
func (c *call) read(v any) (key string, err error) {
	body, err := io.ReadAll(c.r.Body)
	if err != nil {
		return "", err
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return "", unreadable(err)
	}
	if _, err := d.Token(); err != io.EOF {
		return "", unreadable(errors.New("more follows the object"))
	}
	given := c.r.Header.Values("Idempotency-Key")
	if len(given) == 0 {
		return "", nil
	}
	if len(given) > 1 || !saneKey.MatchString(given[0]) {
		return "", trace.Problems{{Field: "Idempotency-Key", Key: "unreadable", Args: []any{"not 1 to 100 of ! to ~"}}}
	}
	sum := sha256.Sum256([]byte(c.grant.User.Name + "\n" + c.r.URL.Path + "\n" + given[0] + "\n" + string(body)))
	return "api/" + base64.RawURLEncoding.EncodeToString(sum[:]), nil
}

// unreadable says where a body is not what it should be.
func unreadable(err error) error {
	field := ""
	if kind := (*json.UnmarshalTypeError)(nil); errors.As(err, &kind) {
		field = kind.Field
	} else if _, name, found := strings.Cut(err.Error(), "unknown field "); found {
		field = strings.Trim(name, `"`)
	}
	text := err.Error()
	return trace.Problems{{Field: field, Key: "unreadable", Args: []any{text[:min(len(text), 200)]}}}
}

// own is a batch of the account's entity.
func (c *call) own(product, lot string) (*trace.Batch, error) {
	b, err := c.Registry.Batch(c.r.Context(), product, lot)
	if err != nil {
		return nil, err
	}
	if b.Entity != c.grant.User.Entity {
		return nil, refusal{http.StatusNotFound}
	}
	return b, nil
}
