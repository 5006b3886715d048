package daily

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

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
func (h Head) Exceptions() (n int64) {
	for outcome, groups := range h.Summary.Outcomes {
		if outcome.Status() == recon.StatusException {
			n += groups
		}
	}
	return n
}

func sumOf(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// kept is what a Store has of a shop: the heads of the days that were run, ascending, none missing, and the decisions.
type kept struct {
	days      []Head
	decisions []Decision
}

// locked calls use with what the store has of a shop, of any for "", while nobody else may change it.
func locked(ctx context.Context, store Store, shop string, use func(kept) error) (err error) {
	unlock, err := store.Lock(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	k, err := readKept(ctx, store, shop)
	if err != nil {
		return err
	}
	return use(k)
}

func readKept(ctx context.Context, store Store, shop string) (k kept, err error) {
	days, err := store.Days(ctx)
	if err != nil {
		return k, err
	}
	for _, day := range days {
		text, err := store.Load(ctx, day, PartHead)
		if err != nil {
			return k, err
		}
		var h Head
		switch err := json.Unmarshal(text, &h); {
		case err != nil, h.Day != day:
			return k, damaged(day, PartHead)
		case h.Version != headVersion:
			return k, fmt.Errorf("%w: %s is of version %d, not %d", ErrDamaged, day, h.Version, headVersion)
		case h.Shop != cmp.Or(shop, h.Shop):
			return k, fmt.Errorf("%w: %s is of %q, not %q", ErrOtherShop, day, h.Shop, shop)
		case len(k.days) > 0 && day != k.last()+1:
			return k, damaged(k.last()+1, PartHead)
		}
		shop = h.Shop
		k.days = append(k.days, h)
	}
	texts, err := store.Decisions(ctx)
	k.decisions = make([]Decision, len(texts))
	for i, text := range texts {
		if json.Unmarshal(text, &k.decisions[i]) != nil {
			return k, fmt.Errorf("%w: decision %d", ErrDamaged, i+1)
		}
	}
	return k, err
}

// load reads a part that a day's head vouches for.
func load[T any](ctx context.Context, store Store, h Head, part Part) (content T, err error) {
	text, err := store.Load(ctx, h.Day, part)
	if err == nil && (sumOf(text) != h.Sums[part] || json.Unmarshal(text, &content) != nil) {
		err = damaged(h.Day, part)
	}
	return content, err
}

// last is the last day that was run, no day where none was.
func (k kept) last() recon.Day {
	if len(k.days) == 0 {
		return 0
	}
	return k.days[len(k.days)-1].Day
}

// of is the head of a day, nil for one that was not run.
func (k kept) of(day recon.Day) *Head {
	if len(k.days) == 0 || day < k.days[0].Day || day > k.last() {
		return nil
	}
	return &k.days[day-k.days[0].Day]
}

// with is what is kept when a day, the next one or one that was run, comes to this.
func (k kept) with(h Head) kept {
	k.days = slices.Clone(k.days)
	if old := k.of(h.Day); old != nil {
		*old = h
	} else {
		k.days = append(k.days, h)
	}
	return k
}

// stale are the days that must be run again: from the first whose day before left something else than it started from.
func (k kept) stale() (days []recon.Day) {
	for i, h := range k.days {
		if len(days) > 0 || i > 0 && h.Base != k.days[i-1].Left {
			days = append(days, h.Day)
		}
	}
	return days
}

// next is the day to run now, first where none was run yet.
func (k kept) next(first recon.Day) recon.Day {
	if len(k.days) == 0 {
		return first
	}
	return append(k.stale(), k.last()+1)[0]
}

// check refuses a day that cannot be run, since another one comes first.
func (k kept) check(day recon.Day) error {
	if next := k.next(day); day > next {
		return &GapError{Asked: day, First: next}
	}
	if len(k.days) > 0 && day < k.days[0].Day {
		return fmt.Errorf("%w: the days begin at %s", ErrGap, k.days[0].Day)
	}
	return nil
}
