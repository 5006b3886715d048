package daily

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// headVersion is that of all parts.
const headVersion = 1

// Head is what a day came to. It is the same however often the day is run with the same rows.
type Head struct {
	Version int       `json:"version"`
	Shop    string    `json:"shop"`
	Day     recon.Day `json:"day"`
	// Base is the Left of the day before that this one started from, "" for the first.
	Base string `json:"base"`
	// Left is a SHA-256, in hex, of all that the next days start from.
	Left string `json:"left"`
	// Summary has the rows, the outcomes, the sums and the digest.
	Summary recon.Summary `json:"summary"`
	// Held is the number of rows in the pool that the day left. Changed, Released and Differences count what the Result lists.
	Held        int `json:"held"`
	Changed     int `json:"changed"`
	Released    int `json:"released"`
	Differences int `json:"differences"`
	// Sums are SHA-256, in hex, of the day's parts; of all but the head and the input.
	Sums map[Part]string `json:"sums"`
}

// Exceptions is the number of groups that somebody has to look at (异常).
func (h Head) Exceptions() int64 { return h.groups(recon.StatusException) }

// Doubtful is the number of groups that wait (存疑).
func (h Head) Doubtful() int64 { return h.groups(recon.StatusDoubtful) }

func (h Head) groups(status recon.Status) (n int64) {
	for outcome, groups := range h.Summary.Outcomes {
		if outcome.Status() == status {
			n += groups
		}
	}
	return n
}

func sumOf(parts ...[]byte) string {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%d ", len(part))
		h.Write(part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// seal fills in the sums.
func (h *Head) seal(parts map[Part][]byte) {
	h.Sums = map[Part]string{}
	for _, part := range []Part{PartPool, PartDone, PartDifferences} {
		h.Sums[part] = sumOf(parts[part])
	}
	h.Left = sumOf([]byte(h.Base), []byte(h.Sums[PartPool]), []byte(h.Sums[PartDone]))
}

// history is the days that were run, ascending.
type history []Head

func (j Job) history(ctx context.Context) (history, error) {
	past, err := loadHistory(ctx, j.Store)
	if err == nil && len(past) > 0 && past[0].Shop != j.Shop {
		return nil, fmt.Errorf("%w: %q, not %q", ErrOtherShop, past[0].Shop, j.Shop)
	}
	return past, err
}

func loadHistory(ctx context.Context, store Store) (history, error) {
	days, err := store.Days(ctx)
	if err != nil {
		return nil, err
	}
	past := make(history, len(days))
	for i, day := range days {
		text, err := store.Load(ctx, day, PartHead)
		if err != nil {
			return nil, err
		}
		if json.Unmarshal(text, &past[i]) != nil || past[i].Day != day {
			return nil, damaged(day, "the head")
		}
		if past[i].Version != headVersion {
			return nil, fmt.Errorf("%w: %s is of version %d, not %d", ErrDamaged, day, past[i].Version, headVersion)
		}
		if past[i].Shop != past[0].Shop {
			return nil, fmt.Errorf("%w: %s is of %q", ErrOtherShop, day, past[i].Shop)
		}
	}
	return past, nil
}

// of is the head of a day, nil for one that was not run.
func (past history) of(day recon.Day) *Head {
	i := slices.IndexFunc(past, func(h Head) bool { return h.Day == day })
	if i < 0 {
		return nil
	}
	return &past[i]
}

// stale is the first day that must be run again, since the day before left something else than it started from; no day for none.
func (past history) stale() recon.Day {
	for i := 1; i < len(past); i++ {
		if day := past[i-1].Day + 1; past[i].Day != day || past[i].Base != past[i-1].Left {
			return day
		}
	}
	return 0
}

// next is the day to run now; no day when none was run yet.
func (past history) next() recon.Day {
	if day := past.stale(); day != 0 || len(past) == 0 {
		return day
	}
	return past[len(past)-1].Day + 1
}

// checkDay refuses a day that cannot be run: not over, before another one, or by a clock that has gone back.
func (j Job) checkDay(past history, day recon.Day) error {
	if err := errors.Join(j.checkOver(day), j.checkClock(past)); err != nil || len(past) == 0 {
		return err
	}
	switch next := past.next(); {
	case day < past[0].Day:
		return fmt.Errorf("%w: the days begin at %s", ErrGap, past[0].Day)
	case day > next:
		return &GapError{Asked: day, First: next}
	}
	return nil
}

// checkClock refuses to go on by a clock that shows a time before the end of the last day.
func (j Job) checkClock(past history) error {
	if len(past) == 0 {
		return nil
	}
	last := past[len(past)-1].Day
	if end := endOf(j.Rules, last); j.now().Before(end) {
		return fmt.Errorf("%w: %s was run, and ends at %s", ErrClock, last, end.Format(time.RFC3339))
	}
	return nil
}

// load gives a part that the head vouches for.
func load(ctx context.Context, store Store, h *Head, part Part) ([]byte, error) {
	content, err := store.Load(ctx, h.Day, part)
	if err == nil && sumOf(content) != h.Sums[part] {
		err = damaged(h.Day, string(part))
	}
	return content, err
}

// loadPool is the pool that a day left.
func loadPool(ctx context.Context, store Store, h *Head) (pool recon.Pool, err error) {
	content, err := load(ctx, store, h, PartPool)
	if err != nil {
		return pool, err
	}
	if err := json.Unmarshal(content, &pool); err != nil {
		return pool, errors.Join(damaged(h.Day, "the pool"), err)
	}
	return pool, nil
}
