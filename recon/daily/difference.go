package daily

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon"
)

// Difference is a group of rows that is an exception (异常), or waits (存疑).
type Difference struct {
	// ID is made of the content of the rows, and of a number among differences of equal content. It is the same however often the day is
	// run, and while the same rows wait.
	ID string `json:"id"`
	// Day is the bill day whose run found it.
	Day     recon.Day     `json:"day"`
	Outcome recon.Outcome `json:"outcome"`
	// Codes say what was found in it.
	Codes []string `json:"codes,omitempty"`
	// Waiting says that it is no exception yet: its rows are in the pool.
	Waiting bool      `json:"waiting,omitempty"`
	Key     string    `json:"key,omitempty"`
	Text    string    `json:"text"`
	Rows    []SideRow `json:"rows"`
}

// differences lists what was found that somebody has to look at, or that waits.
func (r *dayRun) differences() []Difference {
	all, seen := []Difference{}, map[string]int{}
	for g := range r.result.Match.Differences() {
		status := g.Status()
		if status != recon.StatusException && status != recon.StatusDoubtful {
			continue
		}
		rows := r.rowsOf(g)
		id := contentID(rows)
		seen[id]++
		all = append(all, Difference{
			ID: id + "-" + strconv.Itoa(seen[id]), Day: r.request.Day, Outcome: g.Outcome, Codes: g.Codes(),
			Waiting: status == recon.StatusDoubtful, Key: g.Key, Text: g.Explain(r.Language), Rows: rows,
		})
	}
	return all
}

func (r *dayRun) rowsOf(g recon.Group) (rows []SideRow) {
	add := func(bill bool, fresh []Row, places []int, held []recon.PoolRow, heldPlaces []int) {
		for _, i := range places {
			rows = append(rows, SideRow{Row: fresh[i], Bill: bill})
		}
		for _, i := range heldPlaces {
			rows = append(rows, SideRow{Row: Row{Record: held[i].Record}, Bill: bill, Held: true})
		}
	}
	add(true, r.bills, g.Bills, r.pool.Bills, g.PoolBills)
	add(false, r.orders, g.Orders, r.pool.Orders, g.PoolOrders)
	return rows
}

// contentID is 16 hexadecimal digits that depend on the rows' sides and contents alone.
func contentID(rows []SideRow) string {
	var parts []string
	for _, row := range rows {
		side, content := "o", row.Record.ContentHash()
		if row.Bill {
			side = "b"
		}
		parts = append(parts, side+string(content[:]))
	}
	slices.Sort(parts)
	return sumOf([]byte(strings.Join(parts, "")))[:16]
}

// Fate is what became of a difference.
type Fate string

// The fates.
const (
	StillOpen Fate = "open"      // nobody closed it, or it waits
	Suspended Fate = "suspended" // 挂账: open, on an account of its own
	Decided   Fate = "decided"   // somebody closed it
	Settled   Fate = "settled"   // it waited, and a later day settled it, or found more rows that belong to it: then these are another difference
	Withdrawn Fate = "withdrawn" // the day was run again, and did not find it any more
)

// Followed is a difference and what became of it.
type Followed struct {
	Difference
	// First is the bill day that found it first, Age the number of bill days from then to the last one that was run.
	First recon.Day
	Age   int
	Fate  Fate
	// On is the bill day that settled it.
	On recon.Day
	// Decisions about it, in the order in which they were made.
	Decisions []Decision
}

// IsOpen reports whether somebody has to see to it still.
func (f Followed) IsOpen() bool { return f.Fate == StillOpen || f.Fate == Suspended }

// Open lists the differences of all days: first those that are open, then the others; both the oldest first. It takes no lock, so
// that it can be asked while a day is run.
func Open(ctx context.Context, store Store) ([]Followed, error) {
	k, err := readKept(ctx, store, "")
	if err != nil {
		return nil, err
	}
	all, err := follow(ctx, k, k.differences)
	return openFirst(all), err
}

func openFirst(all []Followed) []Followed {
	closed := slices.DeleteFunc(slices.Clone(all), Followed.IsOpen)
	return append(slices.DeleteFunc(all, func(f Followed) bool { return !f.IsOpen() }), closed...)
}

// differencesOf are those that a day found.
type differencesOf func(context.Context, Head) ([]Difference, error)

func (k kept) differences(ctx context.Context, h Head) ([]Difference, error) {
	return readPart[[]Difference](ctx, k, h, PartDifferences)
}

// follow follows the differences from day to day, the oldest first.
func follow(ctx context.Context, k kept, found differencesOf) (all []Followed, err error) {
	at := map[string]int{}
	of := func(id string) *Followed {
		i, known := at[id]
		if !known {
			i = len(all)
			at[id] = i
			all = append(all, Followed{Difference: Difference{ID: id}, Fate: Withdrawn})
		}
		return &all[i]
	}
	for _, h := range k.days {
		differences, err := found(ctx, h)
		if err != nil {
			return nil, err
		}
		for _, d := range differences {
			f := of(d.ID)
			f.Difference, f.Fate, f.First = d, StillOpen, cmp.Or(f.First, h.Day)
		}
	}
	last := k.last()
	for i := range all {
		f := &all[i]
		f.Age = int(last - f.First)
		if f.Waiting && f.Day < last {
			f.Fate, f.On = Settled, f.Day+1
		}
	}
	for _, d := range k.decisions {
		of(d.Difference).decide(d)
	}
	return all, nil
}

// decide closes a difference, or opens it again.
func (f *Followed) decide(d Decision) {
	f.Decisions = append(f.Decisions, d)
	switch {
	case f.Fate == Withdrawn || f.Fate == Settled && !d.Release:
	case d.Action == Suspend:
		f.Fate = Suspended
	default:
		f.Fate = Decided
	}
}

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
func Decide(ctx context.Context, store Store, d Decision) error {
	switch {
	case d.Action.Chinese() == "":
		return badJob("Decision.Action", "it must be one of book, refund, adjust, suspend and confirm")
	case d.Who == "":
		return badJob("Decision.Who", "it must be given")
	case d.When.IsZero():
		return badJob("Decision.When", "it must be given")
	}
	return locked(ctx, store, "", func(k kept) error {
		all, err := follow(ctx, k, k.differences)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(all, func(f Followed) bool { return f.ID == d.Difference && f.Fate != Withdrawn })
		if i < 0 {
			return fmt.Errorf("%w: %q", ErrUnknownDifference, d.Difference)
		}
		d.After = k.last()
		if d.Release && !(all[i].Waiting && all[i].Day == d.After) {
			return badJob("Decision.Release", "the difference must be waiting: no row of it is in the pool")
		}
		text, err := json.Marshal(d)
		if err != nil {
			return err
		}
		return k.Save(ctx, decisionName(len(k.decisions)+1), map[Part][]byte{PartDecision: text})
	})
}

// release takes the rows out of the pool that were released after the day before.
func (r *dayRun) release(ctx context.Context, before Head) error {
	differences, err := r.past.differences(ctx, before)
	if err != nil {
		return err
	}
	for _, d := range differences {
		released := func(decided Decision) bool {
			return decided.Difference == d.ID && decided.Release && decided.After == before.Day
		}
		if slices.ContainsFunc(r.past.decisions, released) {
			for _, row := range d.Rows {
				r.releaseRow(row)
			}
		}
	}
	return nil
}

func (r *dayRun) releaseRow(row SideRow) {
	side, content := &r.pool.Orders, row.Record.ContentHash()
	if row.Bill {
		side = &r.pool.Bills
	}
	i := slices.IndexFunc(*side, func(held recon.PoolRow) bool { return held.Record.ContentHash() == content })
	if i < 0 {
		return
	}
	if r.result.Released = append(r.result.Released, row); !row.Bill {
		r.released = append(r.released, (*side)[i])
	}
	*side = slices.Delete(*side, i, i+1)
}
