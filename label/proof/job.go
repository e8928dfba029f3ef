package proof

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"sync"

	"ocoptrace/label"
	"ocoptrace/label/raster"
)

// Drawings looks at the labels of a job that [Sample] names, as [Drawing] does,
// on all cores, and returns how many it has looked at. It stops at the first
// label that is wrong, an *[Error] with its number. More or fewer labels than
// total are an error wrapping [ErrCount]; an error of the sequence or of drawing
// is returned with the label's number. At most two labels a core are held.
func Drawings(ctx context.Context, fonts label.Fonts, dpi float64, total int64,
	drawings iter.Seq2[*label.Drawing, error],
) (int64, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	j := &job{ctx: ctx, stop: stop, dpi: dpi, work: make(chan numbered)}
	for range runtime.GOMAXPROCS(0) {
		r, err := raster.New(fonts)
		if err != nil {
			return 0, err
		}
		j.rasters = append(j.rasters, r)
	}
	return j.run(total, drawings)
}

// numbered is a label with its number from 1.
type numbered struct {
	number  int64
	drawing *label.Drawing
}

type job struct {
	ctx     context.Context
	stop    context.CancelFunc
	dpi     float64
	rasters []*raster.Raster
	work    chan numbered

	mu   sync.Mutex
	done int64
	at   int64 // the lowest number of a label that is wrong; 0 for none
	err  error
}

func (j *job) run(total int64, drawings iter.Seq2[*label.Drawing, error]) (int64, error) {
	var workers sync.WaitGroup
	for _, r := range j.rasters {
		workers.Go(func() { j.look(r) })
	}
	err := j.feed(total, drawings)
	close(j.work)
	workers.Wait()
	if j.err != nil {
		return j.done, j.err
	}
	return j.done, err
}

// feed hands the labels of the sample out, in order, until one is wrong.
func (j *job) feed(total int64, drawings iter.Seq2[*label.Drawing, error]) error {
	every, _ := Sample(total)
	number := int64(0)
	for d, err := range drawings {
		number++
		if err != nil {
			return fmt.Errorf("label %d: %w", number, err)
		}
		if number > total {
			return fmt.Errorf("%w: more than the %d of the record", ErrCount, total)
		}
		if !every(number - 1) {
			continue
		}
		select {
		case j.work <- numbered{number, d}:
		case <-j.ctx.Done():
			return j.ctx.Err()
		}
	}
	if number < total {
		return fmt.Errorf("%w: %d, and the record has %d", ErrCount, number, total)
	}
	return nil
}

func (j *job) look(r *raster.Raster) {
	for n := range j.work {
		err := Drawing(r, n.drawing, j.dpi)
		j.mu.Lock()
		if j.done++; err != nil && (j.at == 0 || n.number < j.at) {
			j.at, j.err = n.number, withNumber(err, n.number)
			j.stop()
		}
		j.mu.Unlock()
	}
}

func withNumber(err error, number int64) error {
	var e *Error
	if errors.As(err, &e) {
		e.Label = number
		return e
	}
	return fmt.Errorf("label %d: %w", number, err)
}
