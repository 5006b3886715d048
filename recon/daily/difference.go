package daily

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

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
	Waiting bool            `json:"waiting,omitempty"`
	Key     string          `json:"key,omitempty"`
	Text    string          `json:"text"`
	Rows    []DifferenceRow `json:"rows"`
}

// DifferenceRow is a row of a difference.
type DifferenceRow struct {
	// Bill says that the row is of the bill, not of the orders.
	Bill   bool         `json:"bill,omitempty"`
	Record recon.Record `json:"record"`
	// Held says that the row came on an earlier day. File and Line are where other rows were read.
	Held bool   `json:"held,omitempty"`
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
}

func differencesOf(match *recon.Result[Row, Row], day recon.Day, language recon.Language) []Difference {
	all, seen := []Difference{}, map[string]int{}
	for g := range match.Differences() {
		status := g.Status()
		if status != recon.StatusException && status != recon.StatusDoubtful {
			continue
		}
		d := Difference{
			Day: day, Outcome: g.Outcome, Codes: g.Codes(), Waiting: status == recon.StatusDoubtful,
			Key: g.Key, Text: g.Explain(language), Rows: rowsOf(match, g),
		}
		content := contentID(d.Rows)
		seen[content]++
		d.ID = content + "-" + strconv.Itoa(seen[content])
		all = append(all, d)
	}
	return all
}

func rowsOf(match *recon.Result[Row, Row], g recon.Group) (rows []DifferenceRow) {
	pool := match.Rules().Pool
	add := func(bill bool, fresh []Row, places []int, held []recon.PoolRow, heldPlaces []int) {
		for _, i := range places {
			rows = append(rows, DifferenceRow{Bill: bill, Record: fresh[i].Record, File: fresh[i].File, Line: fresh[i].Line})
		}
		for _, i := range heldPlaces {
			rows = append(rows, DifferenceRow{Bill: bill, Record: held[i].Record, Held: true})
		}
	}
	add(true, match.Bills(), g.Bills, pool.Bills, g.PoolBills)
	add(false, match.Orders(), g.Orders, pool.Orders, g.PoolOrders)
	return rows
}

// contentID is 16 hexadecimal digits that depend on the rows' sides and contents alone.
func contentID(rows []DifferenceRow) string {
	var parts [][]byte
	for _, row := range rows {
		side, content := byte('o'), row.Record.ContentHash()
		if row.Bill {
			side = 'b'
		}
		parts = append(parts, append([]byte{side}, content[:]...))
	}
	slices.SortFunc(parts, bytes.Compare)
	sum := sha256.Sum256(bytes.Join(parts, nil))
	return hex.EncodeToString(sum[:8])
}

func loadDifferences(ctx context.Context, store Store, h *Head) (all []Difference, err error) {
	content, err := load(ctx, store, h, PartDifferences)
	if err == nil && json.Unmarshal(content, &all) != nil {
		err = damaged(h.Day, string(PartDifferences))
	}
	return all, err
}
