package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/billrecon/billrecon/recon"
)

// poolFormat is the version of a pool file.
const poolFormat = 1

// account says whose bill and orders a pool is of.
type account struct {
	Shop     string `json:"shop"`
	Provider string `json:"provider"`
	Fake     bool   `json:"fake,omitempty"`
}

func (a account) String() string {
	if a.Fake {
		return fmt.Sprintf("shop %q at a fake %s", a.Shop, a.Provider)
	}
	return fmt.Sprintf("shop %q at %s", a.Shop, a.Provider)
}

// poolFile is a pool (存疑池) between two days, and whose it is.
type poolFile struct {
	Format int `json:"format"`
	account
	Day  recon.Day  `json:"day"`
	Pool recon.Pool `json:"pool"`
}

// pools are the pool files of one shop: one for each day, so that a day can be run again from what the day before left.
type pools struct {
	folder string
	owner  account
}

func (p pools) path(day time.Time) string {
	return filepath.Join(p.folder, "pool-"+day.Format(time.DateOnly)+".json")
}

// before is the pool that the day starts with. Where no earlier day has a pool, the day is the first one and starts with none.
func (p pools) before(day time.Time, first bool) (recon.Pool, error) {
	if err := p.checkOwner(day); err != nil {
		return recon.Pool{}, err
	}
	yesterday := day.AddDate(0, 0, -1)
	f, err := readPool(p.path(yesterday))
	if errors.Is(err, fs.ErrNotExist) {
		return recon.Pool{}, p.checkFirst(day, first)
	}
	if err != nil {
		return recon.Pool{}, err
	}
	return f.Pool, p.check(f, yesterday)
}

// check refuses a pool of another shop, of the future, and of any other day than its name says.
func (p pools) check(f poolFile, day time.Time) error {
	path, want := p.path(day), recon.Rules{}.DayOf(day)
	switch {
	case f.account != p.owner:
		return fmt.Errorf("%s is of %s, not of %s: give each its own -state folder", path, f.account, p.owner)
	case f.Day > want || f.Pool.BillDate > want:
		return fmt.Errorf("%s is from the future: it knows bills of %s", path, max(f.Day, f.Pool.BillDate))
	case f.Day != want:
		return fmt.Errorf("%s holds the pool of %s: it was renamed or copied", path, f.Day)
	}
	return nil
}

// checkOwner refuses to write over the pool of another shop. A damaged file may be written over: that is how it is repaired.
func (p pools) checkOwner(day time.Time) error {
	f, err := readPool(p.path(day))
	if err == nil && f.account != p.owner {
		return fmt.Errorf("%s is of %s, not of %s: give each its own -state folder", p.path(day), f.account, p.owner)
	}
	return nil
}

// checkFirst refuses a gap: an empty pool in its place would lose what the earlier days left in doubt.
func (p pools) checkFirst(day time.Time, first bool) error {
	days, err := p.days()
	if err != nil || first || len(days) == 0 || !days[0].Before(day) {
		return err
	}
	yesterday := day.AddDate(0, 0, -1)
	return fmt.Errorf("%s is missing: run -date %s first, or start again with an empty pool with -first", p.path(yesterday),
		p.lastBefore(days, day).AddDate(0, 0, 1).Format(time.DateOnly))
}

func (p pools) lastBefore(days []time.Time, day time.Time) time.Time {
	last := days[0]
	for _, d := range days {
		if d.Before(day) {
			last = d
		}
	}
	return last
}

// days are the days that have a pool file, ascending.
func (p pools) days() ([]time.Time, error) {
	entries, err := os.ReadDir(p.folder)
	if err != nil {
		return nil, err
	}
	var days []time.Time
	for _, e := range entries {
		if day, err := time.ParseInLocation("pool-"+time.DateOnly+".json", e.Name(), shopZone); err == nil {
			days = append(days, day)
		}
	}
	slices.SortFunc(days, time.Time.Compare)
	return days, nil
}

// save writes the pool that the day leaves. stale says that the next day was run already, from another pool than this one.
func (p pools) save(d disk, day time.Time, pool recon.Pool) (stale bool, err error) {
	f := poolFile{Format: poolFormat, account: p.owner, Day: recon.Rules{}.DayOf(day), Pool: pool}
	text, err := json.MarshalIndent(f, "", " ")
	if err != nil {
		return false, err
	}
	text = append(text, '\n')
	old, _ := os.ReadFile(p.path(day)) // no old file, or one that cannot be read, is another one
	_, next := os.Stat(p.path(day.AddDate(0, 0, 1)))
	err = d.replace(p.path(day), 0o600, func(w io.Writer) error {
		_, err := w.Write(text)
		return err
	})
	return next == nil && string(old) != string(text), err
}

func readPool(path string) (poolFile, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return poolFile{}, err
	}
	var version struct{ Format int }
	if err := json.Unmarshal(text, &version); err != nil {
		return poolFile{}, fmt.Errorf("%s is damaged: it is no JSON; run its day again", path)
	}
	if version.Format != poolFormat {
		return poolFile{}, fmt.Errorf("%s has format %d, this program reads %d", path, version.Format, poolFormat)
	}
	var f poolFile
	if err := json.Unmarshal(text, &f); err != nil {
		return poolFile{}, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}
