package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"ocoptrace/cmd/ocoptrace/internal/send"
)

var labelSendVerb = command{
	name:     "label send",
	synopsis: "FILE --to tcp://HOST|lp:QUEUE|ipp://HOST/printers/QUEUE",
	about:    "send a printed file to a printer",
	details: `ZPL and TSPL go to a label printer as they are: over the network, port 9100, or
through a queue of CUPS. PDF goes to a queue, at 100 %; “lpstat -e” lists the
queues of this computer. It needs no data directory.`,
	example: `ocoptrace label send labels.zpl --to tcp://192.168.1.50
ocoptrace label send labels.pdf --to lp:Canon-LBP2900`,
	run: runLabelSend,
}

// A sendAnswer says what was sent where.
type sendAnswer struct {
	File   string `json:"file"`
	Target string `json:"target"`
	Bytes  int64  `json:"bytes"`
	Job    string `json:"job,omitempty"` // as the queue calls it
}

func runLabelSend(ctx context.Context, in *invocation) error {
	to := in.String("to", "", "`address` of the printer")
	asJSON := in.Bool("json", false, "print the answer as JSON")
	if err := in.parse(1, 1); err != nil {
		return err
	}
	target, err := in.sendTarget("--to", *to)
	if err != nil {
		return err
	}
	a, err := in.sendFile(ctx, target, in.rest[0])
	if err != nil {
		return err
	}
	if *asJSON {
		return in.printJSON(a)
	}
	fmt.Fprintln(in.stdout, a)
	return nil
}

func (a sendAnswer) String() string {
	text := fmt.Sprintf("%s: %d bytes went to %s", a.File, a.Bytes, a.Target)
	if a.Job != "" {
		text += " as job " + a.Job
	}
	return text
}

// sendTarget reads the address of a printer from a flag.
func (in *invocation) sendTarget(flag, address string) (send.Target, error) {
	if address == "" {
		return send.Target{}, in.misuse("%s is needed: which printer? tcp://192.168.1.50, or lp:QUEUE", flag)
	}
	target, err := send.ParseTarget(address)
	if err != nil {
		return target, in.misuse("%s: %v", flag, err)
	}
	return target, nil
}

// sendFile sends a file and shows how far it is.
func (in *invocation) sendFile(ctx context.Context, to send.Target, file string) (a sendAnswer, err error) {
	f, err := os.Open(file)
	if err != nil {
		return a, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return a, err
	}
	format, err := sendFormat(f)
	if err != nil {
		return a, fmt.Errorf("%s: %w", file, err)
	}
	b := in.bar("bytes sent", info.Size())
	receipt, err := to.Send(ctx, f, send.Options{
		Format: format, Title: file,
		Progress: func(sent int64) { b.of(sent, info.Size()) },
	})
	b.end()
	a = sendAnswer{file, to.String(), receipt.Sent, receipt.Job}
	if err != nil && receipt.Sent > 0 {
		return a, withHint(fmt.Errorf("%s to %s: %w", file, to, err), "%d of %d bytes had gone out: look at what was printed before sending it again", receipt.Sent, info.Size())
	}
	if errors.Is(err, send.ErrFormat) {
		return a, withHint(err, "PDF is for a queue, lp:QUEUE; a label printer on the network takes a .zpl or .tspl file")
	}
	return a, err
}

// sendFormat tells PDF from labels by its first bytes, and refuses an empty
// file. The file is left at its beginning.
func sendFormat(f *os.File) (send.Format, error) {
	head := make([]byte, 5)
	n, err := io.ReadFull(f, head)
	switch {
	case n == 0 && err == io.EOF:
		return send.Label, errors.New("the file is empty")
	case err != nil && err != io.ErrUnexpectedEOF:
		return send.Label, err
	}
	format := send.Label
	if bytes.HasPrefix(head, []byte("%PDF-")) {
		format = send.PDF
	}
	_, err = f.Seek(0, io.SeekStart)
	return format, err
}
