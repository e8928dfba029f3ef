package pdf

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"runtime"
	"time"
	"unicode/utf8"

	"ocoptrace/label"
)

// Errors of [Write] and [Read].
var (
	ErrNoPages = errors.New("pdf: no pages")
	ErrOptions = errors.New("pdf: options")
	ErrFonts   = errors.New("pdf: fonts")
	ErrPage    = errors.New("pdf: page")         // it cannot be drawn
	ErrVerify  = errors.New("pdf: verification") // Options.Verify refused it
	ErrLibrary = errors.New("pdf: library")      // the PDF library failed, or wrote what is not expected
	ErrTooBig  = errors.New("pdf: document too big")
	ErrRead    = errors.New("pdf: reading") // not a document of this package, or a damaged one
)

// MaxTitle is the longest title, in characters.
const MaxTitle = 500

// Options are what a document says of itself, and how it is checked.
type Options struct {
	Title    string    // at most [MaxTitle] characters; none if empty
	Created  time.Time // the zero Time is 1970-01-01
	Language string    // BCP 47, such as "vi"; none if empty

	// Verify, if set, is called with each part of the document before that part
	// is written: as a document of its own, made of the very streams that follow,
	// and the pages it shows. An error ends the job; [Write] returns it with
	// [ErrVerify]. It is called from several goroutines at once.
	Verify func(doc []byte, pages []*label.Page) error
}

var language = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}$`)

func (o Options) check() error {
	if n := utf8.RuneCountInString(o.Title); n > MaxTitle || !utf8.ValidString(o.Title) {
		return fmt.Errorf("%w: title of %d characters, want at most %d of UTF-8", ErrOptions, n, MaxTitle)
	}
	if o.Language != "" && !language.MatchString(o.Language) {
		return fmt.Errorf("%w: %.40q is no language tag", ErrOptions, o.Language)
	}
	return nil
}

// Write writes one document with these pages, in order. It holds only a few
// hundred labels at a time, whatever the count, and draws them on all cores;
// the pages are read on the caller's goroutine and are not changed.
//
// Nothing is written before the first part is drawn and verified, so that an
// error in it leaves w untouched. A later error leaves w with a document that
// has no end, which no program opens: the caller removes it. Errors wrap one of
// this package, the context's, that of w, or that of the page source; those of a
// page begin with its number, counted from 1.
func Write(ctx context.Context, w io.Writer, fonts label.Fonts, o Options, pages iter.Seq2[*label.Page, error]) error {
	return write(ctx, w, fonts, o, pages, partLabels)
}

// write is Write with parts of about so many labels.
func write(ctx context.Context, w io.Writer, fonts label.Fonts, o Options, pages iter.Seq2[*label.Page, error], labels int) error {
	if err := o.check(); err != nil {
		return err
	}
	if err := checkFonts(fonts); err != nil {
		return err
	}
	q := &queue{most: runtime.GOMAXPROCS(0), fonts: fonts, options: o, joiner: newJoiner(w)}
	defer q.running.Wait()
	for p, err := range split(ctx, pages, labels) {
		if err != nil {
			return err
		}
		if err := q.add(ctx, p); err != nil {
			return err
		}
	}
	if err := q.flush(ctx); err != nil {
		return err
	}
	return q.joiner.finish(o)
}

// verify shows a part to Options.Verify as a document of its own.
func (o Options) verify(d *drawn, pages []*label.Page) error {
	if o.Verify == nil {
		return nil
	}
	var doc bytes.Buffer
	j := newJoiner(&doc)
	if err := j.add(d); err != nil {
		return err
	}
	if err := j.finish(o); err != nil {
		return err
	}
	if err := o.Verify(doc.Bytes(), pages); err != nil {
		return fmt.Errorf("%w: %w", ErrVerify, err)
	}
	return nil
}
