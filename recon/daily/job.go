package daily

import (
	"cmp"
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
func (j Job) Run(ctx context.Context, day recon.Day) (result *Result, err error) {
	err = j.locked(ctx, day, func(past kept) (err error) {
		if err = past.check(day); err == nil {
			result, err = j.run(ctx, past, day)
		}
		return err
	})
	return result, err
}

// CatchUp runs, one after the other, the days that must be run again and then those that were not run yet, up to and including through.
// What it gives are the days that it ran, also those before an error. It gives none when there is nothing to do.
func (j Job) CatchUp(ctx context.Context, through recon.Day) (ran []Head, err error) {
	err = j.locked(ctx, through, func(past kept) error {
		first := cmp.Or(j.First, through)
		for day := past.next(first); day <= through; day = past.next(first) {
			result, err := j.run(ctx, past, day)
			if err != nil {
				return fmt.Errorf("%s: %w", day, err)
			}
			past = past.with(result.Head)
			ran = append(ran, result.Head)
		}
		return nil
	})
	return ran, err
}

// locked calls run with what is kept, while nobody else may change it, if the days up to this one are over.
func (j Job) locked(ctx context.Context, through recon.Day, run func(past kept) error) error {
	if err := j.check(); err != nil {
		return err
	}
	return locked(ctx, j.Store, j.Shop, func(past kept) error {
		err := j.checkOver(through, ErrDayOpen)
		if len(past.days) > 0 {
			err = errors.Join(err, j.checkOver(past.last(), ErrClock))
		}
		if err != nil {
			return err
		}
		return run(past)
	})
}

// checkOver gives the error for a day that is not over.
func (j Job) checkOver(day recon.Day, open error) error {
	if end := j.Rules.StartOf(day + 1); day == 0 || j.now().Before(end) {
		return fmt.Errorf("%w: %s ends at %s", open, day, end.Format(time.RFC3339))
	}
	return nil
}

// Yesterday is the last bill day that is over.
func (j Job) Yesterday() recon.Day { return j.Rules.DayOf(j.now()) - 1 }

func (j Job) now() time.Time {
	if j.Now == nil {
		return time.Now()
	}
	return j.Now()
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

func (j Job) remember() int { return cmp.Or(j.Remember, max(defaultRemember, 2*j.Rules.Hold)) }
