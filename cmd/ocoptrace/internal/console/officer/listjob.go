package officer

import (
	"context"
	"errors"
	"net/url"
	"strconv"

	"ocoptrace/cmd/ocoptrace/internal/job"
	"ocoptrace/cmd/ocoptrace/internal/roster"
	"ocoptrace/cmd/ocoptrace/internal/table"
	"ocoptrace/trace/ocop"
)

// listJob is the kind of the job that takes a list in. It goes on when the
// browser is closed, and is taken up after a break; only what is missing is
// stated then.
const listJob = "roster"

// Members of what a list is taken in with, besides its columns.
const (
	listProvince = "province"
	listRows     = "rows" // that are new
)

// listName is the job of the user's list.
func (v *visit) listName() job.Name { return job.Name{Kind: listJob, User: v.User.Name} }

// A listRun is how far a list is.
type listRun struct {
	Done, Total int64 // facts
	Rows        int64 // that are stated with them
	Ended       bool
	Failed      bool
}

// lastRun is how far the user's newest list is; nil where there is none.
func (v *visit) lastRun() (*listRun, error) {
	s, err := v.Jobs.Of(v.Ctx(), v.listName())
	if errors.Is(err, job.ErrNone) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	rows, err := strconv.ParseInt(s.Values.Get(listRows), 10, 64)
	return &listRun{s.Done, s.Total, rows, !s.Running(), s.Failed}, err
}

// beginList has a list taken in, unless another of the user's is.
func (v *visit) beginList(k *keptList, p *roster.Plan) error {
	values := url.Values{listProvince: {v.province()}, listRows: {strconv.Itoa(p.Count()[roster.New])}}
	for key, i := range k.mapping {
		values.Set(columnField+key, strconv.Itoa(i))
	}
	err := v.Jobs.Start(v.Ctx(), job.Task{Name: v.listName(), Values: values, File: k.file})
	if errors.Is(err, job.ErrRunning) {
		return nil
	}
	return err
}

// columnField begins the members that say where a column stands.
const columnField = "column."

// takeList is the work of a listJob.
func (p *Pages) takeList(ctx context.Context, t job.Task, tell func(job.Progress)) error {
	list, err := table.Read(t.File, table.Usual)
	if err != nil {
		return err
	}
	units, err := p.Units(ctx)
	if err != nil {
		return err
	}
	m := make(table.Mapping)
	for _, c := range roster.Schema() {
		if i, err := strconv.Atoi(t.Values.Get(columnField + c.Key)); err == nil {
			m[c.Key] = i
		}
	}
	registry := p.Console.Registry
	plan, err := roster.Make(ctx, registry, roster.List{
		Table: list, Mapping: m, Province: t.Values.Get(listProvince), Units: units, Today: ocop.DateOf(p.Console.Now()),
	}, nil)
	if err != nil {
		return err
	}
	tell(job.Progress{Total: int64(plan.Facts())})
	err = plan.Take(ctx, registry.State, t.User, func(done, total int) {
		tell(job.Progress{Total: int64(total), Done: int64(done)})
	})
	if err == nil {
		_, err = registry.Publish(ctx)
	}
	return err
}
