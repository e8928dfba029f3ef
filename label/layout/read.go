package layout

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/go-json-experiment/json"

	"ocoptrace/label"
)

// MaxTemplate is the most bytes of a template.
const MaxTemplate = 64 << 10

// ErrTemplate reports a template that cannot be used.
var ErrTemplate = errors.New("layout: template")

// Fault says what is wrong at one place of a template. It wraps [ErrTemplate].
type Fault struct {
	Path string // "foot[0].right.size"
	What string
}

// Error says where and what.
func (f Fault) Error() string { return fmt.Sprintf("%s: %s", f.Path, f.What) }

// Unwrap returns [ErrTemplate].
func (f Fault) Unwrap() error { return ErrTemplate }

// ReadTemplate reads a template: one JSON object in UTF-8 of at most
// [MaxTemplate] bytes with the members of [Template], each at most once and no
// others. What is not JSON, or of another form, is refused with the place of the
// first fault; what a template must not do (see [Template.Check]) with all of
// them. Errors wrap [ErrTemplate].
func ReadTemplate(data []byte) (Template, error) {
	if len(data) > MaxTemplate {
		return Template{}, fmt.Errorf("%w: %d bytes, at most %d", ErrTemplate, len(data), MaxTemplate)
	}
	var t Template
	if err := json.Unmarshal(data, &t, json.RejectUnknownMembers(true)); err != nil {
		return Template{}, formFault(err)
	}
	var faults []error
	for _, p := range t.Check() {
		faults = append(faults, p.Err)
	}
	if len(faults) > 0 {
		return Template{}, fmt.Errorf("%w: %w", ErrTemplate, errors.Join(faults...))
	}
	return t, nil
}

// formFault says in our words where a file is no template.
func formFault(err error) error {
	var form *json.SemanticError
	switch {
	case !errors.As(err, &form):
		return fmt.Errorf("%w: not JSON: %w", ErrTemplate, err)
	case errors.Is(err, json.ErrUnknownName):
		return fmt.Errorf("%w: %w", ErrTemplate, Fault{string(form.JSONPointer), "no template has this member"})
	case form.JSONPointer == "":
		return fmt.Errorf("%w: want one JSON object", ErrTemplate)
	}
	return fmt.Errorf("%w: %w", ErrTemplate, Fault{string(form.JSONPointer), "is of another kind than this member of a template"})
}

func pathOf(part string, i int) string { return part + "[" + strconv.Itoa(i) + "]" }

// Logo is a one-bit picture: H rows of W pixels from the top, each row padded
// with zeros to whole bytes, the leftmost pixel the highest bit, 1 dark. In JSON
// Bits is base64 (RFC 4648, section 4).
type Logo struct {
	W    int    `json:"w"`
	H    int    `json:"h"`
	Bits []byte `json:"bits"`
}

// MaxLogo is the most pixels of a logo's side.
const MaxLogo = 400

// check says what is wrong with a logo, or nothing.
func (l *Logo) check() string {
	if l.W < 1 || l.H < 1 || l.W > MaxLogo || l.H > MaxLogo {
		return fmt.Sprintf("%d x %d pixels, want 1 to %d each way", l.W, l.H, MaxLogo)
	}
	stride := (l.W + 7) / 8
	if len(l.Bits) != stride*l.H {
		return fmt.Sprintf("%d bytes for %d x %d pixels, want %d", len(l.Bits), l.W, l.H, stride*l.H)
	}
	padding := byte(0xff) >> ((l.W-1)%8 + 1)
	for y := range l.H {
		if l.Bits[(y+1)*stride-1]&padding != 0 {
			return fmt.Sprintf("row %d is not padded with zeros", y)
		}
	}
	return ""
}

// bitmap returns the picture. The template keeps its bytes.
func (l *Logo) bitmap() *label.Bitmap { return &label.Bitmap{W: l.W, H: l.H, Bits: l.Bits} }

// within reports whether v lies between two bounds; NaN does not.
func within(v, least, most float64) bool { return v >= least && v <= most && !math.IsNaN(v) }
