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
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/recon"
)

// Store keeps the days and decisions of one shop, under names. What was saved is never changed nor removed: a day that is run again is kept
// beside what it was before, under another name, and the newest counts. What a Store gives back is what it was given, or an error that
// matches ErrDamaged.
//
// Folder is one on files; package sqlstore has one for databases.
type Store interface {
	// Lock keeps other runs out until the Writer is closed or the process ends, however it ends. It does not wait: a store that is held
	// gives an error that matches ErrLocked and says who holds it.
	Lock(ctx context.Context) (Writer, error)
	// Names lists the names of what was saved, each as a whole.
	Names(ctx context.Context) ([]string, error)
	// Load gives one part of what was saved under a name.
	Load(ctx context.Context, name string, part Part) ([]byte, error)
}

// Writer is a Store that is held.
type Writer interface {
	// Save keeps parts under a name that nothing was saved under: when it returns nil they are there for good, and else, as after a crash,
	// all of them or none. Names and the words of Part are of ASCII letters, digits, '-' and '.', at most 32 of them.
	Save(ctx context.Context, name string, parts map[Part][]byte) error
	// Close lets others in.
	Close() error
}

// Part names what is kept of a day.
type Part string

// The parts of a day, and that of a decision.
const (
	PartHead        Part = "head"        // a Head, as JSON
	PartPool        Part = "pool"        // the recon.Pool that the day left, as JSON
	PartDone        Part = "done"        // hashes and amounts of the orders that the day was done with, as JSON
	PartDifferences Part = "differences" // what the day found, as JSON
	PartInput       Part = "input"       // the rows that were matched: JSON, one a line, gzip
	PartDecision    Part = "decision"    // a Decision, as JSON
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
	Store
	Writer    // nil for a Store that is not held
	days      []Head
	runs      map[recon.Day]int // how often each was kept: the number of the newest
	decisions []Decision
}

// locked calls use with what the store has of a shop, of any for "", while nobody else may change it.
func locked(ctx context.Context, store Store, shop string, use func(kept) error) error {
	held, err := store.Lock(ctx)
	if err != nil {
		return err
	}
	k, err := readKept(ctx, store, shop)
	if k.Writer = held; err == nil {
		err = use(k)
	}
	return errors.Join(err, held.Close())
}

// A day is kept as "2026-11-22.1", run again as "2026-11-22.2"; the first decision as "decision.000001".
func dayName(day recon.Day, run int) string { return fmt.Sprintf("%s.%d", day, run) }
func decisionName(number int) string        { return fmt.Sprintf("decision.%06d", number) }

func readKept(ctx context.Context, store Store, shop string) (k kept, err error) {
	names, err := store.Names(ctx)
	if err != nil {
		return k, err
	}
	k.Store, k.runs = store, map[recon.Day]int{}
	for _, name := range names {
		date, number, _ := strings.Cut(name, ".")
		run, _ := strconv.Atoi(number)
		if day, err := recon.ParseDay(date); err == nil {
			k.runs[day] = max(k.runs[day], run)
		} else {
			k.decisions = make([]Decision, max(len(k.decisions), run))
		}
	}
	for _, day := range slices.Sorted(maps.Keys(k.runs)) {
		h, err := k.head(ctx, day)
		switch {
		case err != nil:
			return k, err
		case h.Shop != cmp.Or(shop, h.Shop):
			return k, fmt.Errorf("%w: %s is of %q, not %q", ErrOtherShop, day, h.Shop, shop)
		case len(k.days) > 0 && day != k.last()+1:
			return k, damaged(k.last()+1, PartHead)
		}
		shop = h.Shop
		k.days = append(k.days, h)
	}
	for i := range k.decisions {
		text, err := store.Load(ctx, decisionName(i+1), PartDecision)
		if err != nil {
			return k, err
		}
		if json.Unmarshal(text, &k.decisions[i]) != nil {
			return k, fmt.Errorf("%w: decision %d", ErrDamaged, i+1)
		}
	}
	return k, nil
}

// load reads a part of the newest that is kept of a day.
func (k kept) load(ctx context.Context, day recon.Day, part Part) ([]byte, error) {
	return k.Load(ctx, dayName(day, k.runs[day]), part)
}

func (k kept) head(ctx context.Context, day recon.Day) (h Head, err error) {
	text, err := k.load(ctx, day, PartHead)
	switch {
	case err != nil:
		return h, err
	case json.Unmarshal(text, &h) != nil, h.Day != day:
		return h, damaged(day, PartHead)
	case h.Version != headVersion:
		return h, fmt.Errorf("%w: %s is of version %d, not %d", ErrDamaged, day, h.Version, headVersion)
	}
	return h, nil
}

// readPart reads a part that a day's head vouches for.
func readPart[T any](ctx context.Context, k kept, h Head, part Part) (content T, err error) {
	text, err := k.load(ctx, h.Day, part)
	if err == nil && (sumOf(text) != h.Sums[part] || json.Unmarshal(text, &content) != nil) {
		err = damaged(h.Day, part)
	}
	return content, err
}

// Days are the heads of the days that are kept, ascending.
func Days(ctx context.Context, store Store) ([]Head, error) {
	k, err := readKept(ctx, store, "")
	return k.days, err
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
	k.days, k.runs = slices.Clone(k.days), maps.Clone(k.runs)
	k.runs[h.Day]++
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
		return fmt.Errorf("%w: %s must be run before %s", ErrGap, next, day)
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

// Input gives the rows that were matched on a day, but for those of the pool. For a day that was not run the error matches fs.ErrNotExist.
func Input(ctx context.Context, store Store, day recon.Day) (bills, orders []Row, err error) {
	k, err := readKept(ctx, store, "")
	if err == nil && k.of(day) == nil {
		err = fmt.Errorf("daily: %s was not run: %w", day, fs.ErrNotExist)
	}
	if err != nil {
		return nil, nil, err
	}
	input, err := k.load(ctx, day, PartInput)
	if err != nil {
		return nil, nil, err
	}
	zip, err := gzip.NewReader(bytes.NewReader(input))
	if err != nil {
		return nil, nil, damaged(day, PartInput)
	}
	for lines := json.NewDecoder(zip); ; {
		var row SideRow
		switch err := lines.Decode(&row); {
		case err == io.EOF:
			return bills, orders, nil
		case err != nil:
			return nil, nil, damaged(day, PartInput)
		case row.Bill:
			bills = append(bills, row.Row)
		default:
			orders = append(orders, row.Row)
		}
	}
}
