package press

import (
	"fmt"

	"ocoptrace/label/stock"
)

// perSheet is how many labels a sheet has, or a row of a roll.
func perSheet(s stock.Job) int { return max(s.Stock.PerPage(), 1) }

// start is the position of a job's first label, from 1.
func start(s stock.Job) int { return max(s.Start, 1) }

// copies is how often each label is printed in a row.
func copies(s stock.Job) int { return max(s.Copies, 1) }

// checkSheet is stock.Job.Check with all that is wrong as one error: ErrOrder,
// which wraps stock.ErrJob and stock.Problems.
func checkSheet(s stock.Job) error {
	if err := s.Check().Err(stock.ErrJob); err != nil {
		return fmt.Errorf("%w: %w", ErrOrder, err)
	}
	return nil
}

// On says how a part of the job is put on its stock. The part's pieces say how
// often each label comes, so that it has no copies of its own.
func (t Part) On(job Job) stock.Job {
	s := job.Sheet
	s.Start, s.Copies = t.Start, 1
	return s
}
