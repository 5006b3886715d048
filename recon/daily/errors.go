package daily

import (
	"errors"
	"fmt"

	"github.com/billrecon/billrecon/recon"
)

// The kinds of refusal, for errors.Is. Whatever the error, no day was changed.
var (
	// ErrInvalidJob: the Job contradicts itself.
	ErrInvalidJob = errors.New("daily: invalid job")
	// ErrDayOpen: the bill day is not over.
	ErrDayOpen = errors.New("daily: the bill day is not over")
	// ErrClock: the clock shows a time before the end of a day that was run already.
	ErrClock = errors.New("daily: the clock has gone back")
	// ErrGap: a day would be skipped, or start from another one that must be run again first, which the error's text names. CatchUp runs it.
	ErrGap = errors.New("daily: another day comes first")
	// ErrNotProven: the bill is not proven up to the end of the day.
	ErrNotProven = errors.New("daily: the bill is not proven")
	// ErrNoOrders: there is no order of the day, which Job.AllowNoOrders would allow.
	ErrNoOrders = errors.New("daily: no order of the day")
	// ErrOtherShop: the Store is of another shop.
	ErrOtherShop = errors.New("daily: the store is of another shop")
	// ErrLocked: another run holds the store. The error's text says who, where that is known.
	ErrLocked = errors.New("daily: another run holds the store")
	// ErrDamaged: what the store kept was edited, is damaged, or is not all there.
	ErrDamaged = errors.New("daily: what was kept is damaged or was edited")
	// ErrUnknownDifference: no such difference was ever found.
	ErrUnknownDifference = errors.New("daily: no such difference")
)

func badJob(field, rule string) error { return fmt.Errorf("%w: %s: %s", ErrInvalidJob, field, rule) }

func damaged(day recon.Day, part Part) error {
	return fmt.Errorf("%w: %s of %s", ErrDamaged, part, day)
}
