package witness

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"ocoptrace/trace/translog"
)

// maxAnswer bounds the body of an answer, in bytes.
const maxAnswer = 64 << 10

// Submit sends one request to a witness and returns its cosignature, a line
// with its end, which was verified with the witness's key. What the answer
// holds besides is left out. Errors: a Conflict, ErrRefused, ErrTooLarge, or
// what the client returned. client and ctx bound the time.
func Submit(ctx context.Context, client *http.Client, w translog.Witness, r Request) ([]byte, error) {
	url := strings.TrimRight(w.Prefix, "/") + "/add-checkpoint"
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(r.Marshal()))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "text/plain; charset=utf-8")
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(io.LimitReader(answer.Body, maxAnswer+1))
	if err == nil && len(body) > maxAnswer {
		err = fmt.Errorf("%w: the answer of %s has more than %d bytes", ErrTooLarge, url, maxAnswer)
	}
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != http.StatusOK {
		return nil, refusal(answer, body)
	}
	return cosignature(w.Verifier, r.Checkpoint, body)
}

// refusal is the error of an answer that is not 200.
func refusal(answer *http.Response, body []byte) error {
	kind, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type"))
	if answer.StatusCode == http.StatusConflict && kind == sizeType {
		line, ended := bytes.CutSuffix(body, []byte("\n"))
		if size, err := parseSize(string(line)); err == nil && ended {
			return &Conflict{size}
		}
	}
	return fmt.Errorf("%w: %s: %s: %.200q", ErrRefused, answer.Request.URL, answer.Status, body)
}

// cosignature picks the witness's signature out of an answer and verifies it
// over the text of the checkpoint.
func cosignature(v note.Verifier, checkpoint, lines []byte) ([]byte, error) {
	c, err := translog.ReadCheckpoint(checkpoint)
	if err != nil {
		return nil, err
	}
	n, err := note.Open(append(append(bytes.Clone(c.Text()), '\n'), lines...), note.VerifierList(v))
	if err != nil {
		return nil, fmt.Errorf("%w: no cosignature of %s: %w", ErrRefused, v.Name(), err)
	}
	// note.Open passes over the unused bits of the last digit; what is handed
	// on has to be in the one canonical form.
	raw, err := base64.StdEncoding.DecodeString(n.Sigs[0].Base64)
	if err != nil {
		return nil, fmt.Errorf("%w: cosignature of %s: %w", ErrRefused, v.Name(), err)
	}
	return fmt.Appendf(nil, "— %s %s\n", n.Sigs[0].Name, base64.StdEncoding.EncodeToString(raw)), nil
}
