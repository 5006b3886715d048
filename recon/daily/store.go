package daily

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/billrecon/billrecon/recon"
)

// Store keeps days and decisions of one shop. It never removes anything: a day that is run again is kept beside what it was before, and
// the newest counts. What it gives back is what it was given, or an error that matches ErrDamaged.
//
// Folder is one on files; package sqlstore has one for databases.
type Store interface {
	// Lock keeps other runs out until unlock is called or the process ends, however it ends. It does not wait: a store that is held gives
	// an error that matches ErrLocked and says who holds it. Save and Decide are called by who holds the lock.
	Lock(ctx context.Context) (unlock func() error, err error)
	// Days lists the days that are kept, ascending.
	Days(ctx context.Context) ([]recon.Day, error)
	// Load gives one part of the newest that is kept of a day.
	Load(ctx context.Context, day recon.Day, part Part) ([]byte, error)
	// Save keeps all parts of a day: when it returns nil they are there for good, and else, as after a crash, all of them or none.
	Save(ctx context.Context, day recon.Day, parts map[Part][]byte) error
	// Decide keeps a decision after all others.
	Decide(ctx context.Context, decision []byte) error
	// Decisions gives all decisions in the order in which they were made.
	Decisions(ctx context.Context) ([][]byte, error)
}

// Part names what is kept of a day.
type Part string

// The parts. All days have all of them.
const (
	PartHead        Part = "head"        // a Head, as JSON
	PartPool        Part = "pool"        // the recon.Pool that the day left, as JSON
	PartDone        Part = "done"        // hashes and amounts of the orders that the day was done with, as JSON
	PartDifferences Part = "differences" // what the day found, as JSON
	PartInput       Part = "input"       // the rows that were matched: JSON, one a line, gzip; see DecodeInput
)

// Parts are all parts.
func Parts() []Part { return []Part{PartHead, PartPool, PartDone, PartDifferences, PartInput} }

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

// upTo is without the days after a day that was run.
func (k kept) upTo(day recon.Day) kept {
	k.days = k.days[:day-k.days[0].Day+1]
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

// encodeInput writes the rows that were matched, without those of the pool.
func encodeInput(match *recon.Result[Row, Row]) ([]byte, error) {
	var out bytes.Buffer
	zip, _ := gzip.NewWriterLevel(&out, gzip.BestSpeed) // a level that there is
	lines := json.NewEncoder(zip)
	for i, rows := range [][]Row{match.Bills(), match.Orders()} {
		for _, row := range rows {
			if err := lines.Encode(SideRow{Row: row, Bill: i == 0}); err != nil {
				return nil, err
			}
		}
	}
	err := zip.Close()
	return out.Bytes(), err
}

// DecodeInput reads a day's PartInput: the rows that were matched, but for those of the pool.
func DecodeInput(input []byte) (bills, orders []Row, err error) {
	zip, err := gzip.NewReader(bytes.NewReader(input))
	if err != nil {
		return nil, nil, errors.Join(ErrDamaged, err)
	}
	for lines := json.NewDecoder(zip); ; {
		var row SideRow
		switch err := lines.Decode(&row); {
		case err == io.EOF:
			return bills, orders, nil
		case err != nil:
			return nil, nil, errors.Join(ErrDamaged, err)
		case row.Bill:
			bills = append(bills, row.Row)
		default:
			orders = append(orders, row.Row)
		}
	}
}
