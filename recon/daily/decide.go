package daily

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// Action is what was decided about a difference.
type Action string

// The actions. All of them close a difference, but for Suspend.
const (
	Book    Action = "book"    // 补单: the missing order, or bill, was booked
	Refund  Action = "refund"  // 退款: the money was given back
	Adjust  Action = "adjust"  // 调账: the books were corrected
	Suspend Action = "suspend" // 挂账: it stays open, on an account of its own
	Confirm Action = "confirm" // 确认: it is right as it is
)

var actionNames = map[Action]string{Book: "补单", Refund: "退款", Adjust: "调账", Suspend: "挂账", Confirm: "确认"}

// Chinese is the Chinese word (简体中文).
func (a Action) Chinese() string { return actionNames[a] }

// Decision is what somebody decided about a difference.
type Decision struct {
	// Difference is the ID of the difference.
	Difference string `json:"difference"`
	Action     Action `json:"action"`
	// Who decided, and When. Note and Amount are whatever is to be remembered.
	Who    string              `json:"who"`
	When   time.Time           `json:"when"`
	Note   string              `json:"note,omitempty"`
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	// Release takes the rows of a difference that waits out of the pool: the next day starts without them.
	Release bool `json:"release,omitempty"`
	// After is the last day that had been run. Decide fills it in: a decision changes nothing of the days up to that one.
	After recon.Day `json:"after"`
}

// Decide keeps a decision, for good: a later one about the same difference counts, and the earlier one stays listed.
func Decide(ctx context.Context, store Store, d Decision) (err error) {
	switch {
	case d.Action.Chinese() == "":
		return badJob("Decision.Action", "it must be one of book, refund, adjust, suspend and confirm")
	case d.Who == "":
		return badJob("Decision.Who", "it must be given")
	case d.When.IsZero():
		return badJob("Decision.When", "it must be given")
	}
	unlock, err := store.Lock(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, unlock()) }()
	found, last, err := findDifference(ctx, store, d.Difference)
	if err != nil {
		return err
	}
	if d.Release && !(found.Waiting && found.Day == last) {
		return badJob("Decision.Release", "the difference must be waiting: no row of it is in the pool")
	}
	d.After = last
	text, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return store.Decide(ctx, text)
}

// findDifference is the newest of that ID, and the last day that was run.
func findDifference(ctx context.Context, store Store, id string) (found Difference, last recon.Day, err error) {
	past, err := loadHistory(ctx, store)
	if err != nil {
		return found, 0, err
	}
	for i := range slices.Backward(past) {
		last = max(last, past[i].Day)
		all, err := loadDifferences(ctx, store, &past[i])
		if err != nil {
			return found, 0, err
		}
		if at := slices.IndexFunc(all, func(d Difference) bool { return d.ID == id }); at >= 0 {
			return all[at], last, nil
		}
	}
	return found, 0, fmt.Errorf("%w: %q", ErrUnknownDifference, id)
}

func loadDecisions(ctx context.Context, store Store) ([]Decision, error) {
	texts, err := store.Decisions(ctx)
	if err != nil {
		return nil, err
	}
	all := make([]Decision, len(texts))
	for i, text := range texts {
		if json.Unmarshal(text, &all[i]) != nil {
			return nil, fmt.Errorf("%w: decision %d", ErrDamaged, i+1)
		}
	}
	return all, nil
}

// release takes the rows out of the pool that were released after the day before.
func (r *dayRun) release(ctx context.Context) error {
	before := r.past.of(r.request.Day - 1)
	decisions, err := loadDecisions(ctx, r.Store)
	if err != nil {
		return err
	}
	differences, err := loadDifferences(ctx, r.Store, before)
	if err != nil {
		return err
	}
	released := map[string]bool{}
	for _, d := range decisions {
		released[d.Difference] = released[d.Difference] || d.Release && d.After == before.Day
	}
	for _, d := range differences {
		if !released[d.ID] {
			continue
		}
		for _, row := range d.Rows {
			rows := &r.pool.Orders
			if row.Bill {
				rows = &r.pool.Bills
			}
			same := func(held recon.PoolRow) bool { return contentOf(held.Record) == contentOf(row.Record) }
			if at := slices.IndexFunc(*rows, same); at >= 0 {
				*rows = slices.Delete(*rows, at, at+1)
				r.result.Released = append(r.result.Released, row)
			}
		}
	}
	return nil
}
