package daily

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// Job is what runs every morning, for one shop at one provider. It is safe for concurrent use; one run at a time gets the Store.
type Job struct {
	// Shop names the shop and the provider. A Store that was begun with another name is refused.
	Shop   string
	Bills  Bills
	Orders Orders
	Store  Store
	// Rules are those of recon.Match. BillsUntil and Pool must be empty: each day has its own. ReplaceHeld is always on.
	Rules recon.Rules
	// Reports are called one after the other, each day.
	Reports []Report
	// First is the day with which CatchUp begins an empty Store. No day: the day that CatchUp is asked for.
	First recon.Day
	// Remember is for how many bill days an order that comes again is known, at least twice Rules.Hold; 0 means 31, or twice Hold where
	// that is more. Orders of earlier bill days are left out.
	Remember int
	// AllowNoOrders lets a day without any order pass: the shop was closed.
	AllowNoOrders bool
	// Language is that of the differences' texts.
	Language recon.Language
	// Progress, when not nil, is called from the goroutine of the run.
	Progress func(Step)
	// Now is the clock; nil means time.Now.
	Now func() time.Time
}

const (
	defaultRemember = 31
	mostRemember    = 2 * 3660
)

// Run runs one day: the one after the last, or again one that was run.
func (j Job) Run(ctx context.Context, day recon.Day) (*Result, error) {
	var result *Result
	err := j.locked(ctx, func() (err error) {
		result, err = j.run(ctx, day)
		return err
	})
	return result, err
}

// CatchUp runs, one after the other, the days that must be run again and then those that were not run yet, up to and including through.
// What it gives are the days that it ran, also those before an error. It gives none when there is nothing to do.
func (j Job) CatchUp(ctx context.Context, through recon.Day) (ran []Head, err error) {
	err = j.locked(ctx, func() error {
		if err := j.checkOver(through); err != nil {
			return err
		}
		for {
			past, err := j.history(ctx)
			if err == nil {
				err = j.checkClock(past)
			}
			if err != nil {
				return err
			}
			day := past.next()
			if day == 0 {
				day = through
				if j.First != 0 {
					day = j.First
				}
			}
			if day > through {
				return nil
			}
			result, err := j.run(ctx, day)
			if err != nil {
				return fmt.Errorf("%s: %w", day, err)
			}
			ran = append(ran, result.Head)
		}
	})
	return ran, err
}

// locked calls run while nobody else may.
func (j Job) locked(ctx context.Context, run func() error) (err error) {
	if err := j.check(); err != nil {
		return err
	}
	unlock, err := j.Store.Lock(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	return run()
}

func (j Job) check() error {
	switch {
	case j.Shop == "":
		return badJob("Shop", "it must be given")
	case j.Bills == nil:
		return badJob("Bills", "it must be given")
	case j.Orders == nil:
		return badJob("Orders", "it must be given")
	case j.Store == nil:
		return badJob("Store", "it must be given")
	case !j.Rules.BillsUntil.IsZero():
		return badJob("Rules.BillsUntil", "it must be empty: each day's bill says it")
	case len(j.Rules.Pool.Bills)+len(j.Rules.Pool.Orders) > 0:
		return badJob("Rules.Pool", "it must be empty: the Store has it")
	case j.Rules.CutOff < 0 || j.Rules.CutOff >= 24*time.Hour:
		return badJob("Rules.CutOff", "it must be at least 0 and less than 24 h")
	case j.Remember < 0 || j.Remember > mostRemember || j.Remember > 0 && j.Remember < 2*j.Rules.Hold:
		return badJob("Remember", fmt.Sprintf("it must be 0, or twice Rules.Hold at least and %d at most", mostRemember))
	}
	return nil
}

// checkOver refuses a day that is not over.
func (j Job) checkOver(day recon.Day) error {
	if end := endOf(j.Rules, day); day == 0 || j.now().Before(end) {
		return fmt.Errorf("%w: %s ends at %s", ErrDayOpen, day, end.Format(time.RFC3339))
	}
	return nil
}

func (j Job) remember() int {
	if j.Remember == 0 {
		return max(defaultRemember, 2*j.Rules.Hold)
	}
	return j.Remember
}

func (j Job) progress(day recon.Day, name string, rows int) {
	if j.Progress != nil {
		j.Progress(Step{Day: day, Name: name, Rows: rows})
	}
}
