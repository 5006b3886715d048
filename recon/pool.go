package recon

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/billrecon/billrecon/recon/internal/exact"
	"github.com/billrecon/billrecon/recon/internal/packed"
)

// PoolVersion is the version of the pool's JSON that this package writes. It reads version 1 as well.
const PoolVersion = 2

// Pool (存疑池) is what a run leaves in doubt, of both sides, to be given to the next run in Rules.Pool.
// It is plain data: the zero Pool is empty. See MarshalJSON of Record for the form of its rows.
type Pool struct {
	// Version is PoolVersion. Zero is allowed in a Pool without rows.
	Version int `json:"version"`
	// BillDate is the last complete bill day that the run knew of (Rules.LastBillDay), or else that of the pool before; zero for none.
	BillDate Day `json:"bill_date,omitzero"`
	// Bills and Orders are the rows of each side, oldest first.
	Bills  []PoolRow `json:"bills"`
	Orders []PoolRow `json:"orders"`
}

// PoolRow is a row in doubt.
type PoolRow struct {
	// ID is made of the row's content, and of a number among rows of equal content. It is unique within a side of the pool
	// and stays the same while the row is carried from run to run.
	ID string `json:"id"`
	// Since is the bill day that a row counts from which has no Time, or one that is far in the future: the last complete bill day of
	// the first run that knew one. Zero for other rows, and while there was no such run.
	Since Day `json:"since,omitzero"`
	// Twin says that a row of the same side, amount and kind was settled under its key: this one is surplus.
	Twin bool `json:"twin,omitempty"`
	// Moved says that the row, a payment in State Refunded, counts as moved: rows of refunds say what went back.
	Moved bool `json:"moved,omitempty"`
	// Record is the row as matching saw it.
	Record Record `json:"record"`
}

// nextPool is the pool that a run under these rules leaves.
func (r *Rules) nextPool(bills, orders []PoolRow) Pool {
	return Pool{Version: PoolVersion, BillDate: cmp.Or(r.LastBillDay(), r.Pool.BillDate), Bills: bills, Orders: orders}
}

// check refuses a pool that cannot be what an earlier run left. last is the last complete bill day of this run, zero when unknown.
func (p Pool) check(last Day) error {
	empty := len(p.Bills) == 0 && len(p.Orders) == 0
	switch {
	case p.Version != PoolVersion && (p.Version != 0 || !empty):
		return badRules("Pool.Version", "it is "+strconv.Itoa(p.Version)+": it must be "+strconv.Itoa(PoolVersion))
	case last == 0 || p.BillDate == 0:
	case p.BillDate == last:
		return badRules("Pool.BillDate", "it is this run's own last complete bill day: a day that is run again needs the pool of the day before")
	case p.BillDate > last:
		return badRules("Pool.BillDate", "it is after this run's last complete bill day: the pool is from the future")
	}
	return cmp.Or(checkPoolRows("Pool.Bills", p.Bills), checkPoolRows("Pool.Orders", p.Orders))
}

// checkPoolRows wants an ID for every row, each once, and amounts in bounds.
func checkPoolRows(field string, rows []PoolRow) error {
	seen := make(map[string]bool, len(rows))
	for i, row := range rows {
		at := rowAt(field, i)
		switch {
		case row.ID == "":
			return badRules(at+".ID", "it must not be empty")
		case seen[row.ID]:
			return badRules(at+".ID", "another row of this side has the same")
		}
		if row.Moved && (row.Record.State != Refunded || row.Record.Kind != Payment) {
			return badRules(at+".Moved", "it must be false but for a payment in State Refunded")
		}
		if name := outOfBounds(row.Record); name != "" {
			return badRules(at+".Record."+name, inBounds)
		}
		seen[row.ID] = true
	}
	return nil
}

// outOfBounds names the first amount of r that is too large to compute with, "" for none.
func outOfBounds(r Record) string {
	switch {
	case !exact.InBounds(r.Amount):
		return "Amount"
	case r.Fee.Valid && !exact.InBounds(r.Fee.Decimal):
		return "Fee"
	case r.Income.Valid && !exact.InBounds(r.Income.Decimal):
		return "Income"
	}
	return ""
}

// The sides as they enter the ID of a pool row.
const (
	billSide  = "b"
	orderSide = "o"
)

// poolSide makes one side of the next pool: carried rows keep their IDs, rows that have none get theirs.
// The rows come back oldest first, in an order that depends on their content alone.
func poolSide(side string, rows []PoolRow) []PoolRow {
	taken, last := make(map[string]bool, len(rows)), make(map[string]int)
	for i := range rows {
		taken[rows[i].ID] = true
	}
	for i := range rows {
		if rows[i].ID == "" {
			rows[i].ID = nextID(contentID(side, rows[i].Record), taken, last)
		}
	}
	slices.SortFunc(rows, func(a, b PoolRow) int {
		return cmp.Or(a.Record.Time.Compare(b.Record.Time), cmp.Compare(a.Since, b.Since), cmp.Compare(a.ID, b.ID))
	})
	return rows
}

// nextID adds the first number to a content ID that no row has yet. last remembers where the search ended.
func nextID(content string, taken map[string]bool, last map[string]int) string {
	for {
		last[content]++
		id := content + "-" + strconv.Itoa(last[content])
		if !taken[id] {
			return id
		}
	}
}

// contentID is 16 hexadecimal digits that depend on the side and on everything in r that matching sees. Two different rows that
// share them (one chance in 2⁶⁴ a pair) would only be numbered together: their IDs would still differ.
func contentID(side string, r Record) string {
	digest := sha256.Sum256(appendContent([]byte("recon pool row 1 "+side), r))
	return hex.EncodeToString(digest[:8])
}

// appendContent appends r, every part with its length, so that no two different rows give the same bytes and equal ones do:
// amounts as numbers, not as they were written, times as instants, the unit by its name.
func appendContent(dst []byte, r Record) []byte {
	keys := r.AltKeys.given()
	dst = binary.AppendUvarint(packed.AppendText(dst, r.Key), uint64(len(keys)))
	for _, key := range keys {
		dst = packed.AppendText(dst, key)
	}
	dst = packed.AppendText(dst, exact.Text(r.Amount))
	for _, d := range [...]decimal.NullDecimal{r.Fee, r.Income} {
		text := "" // absent: no number is that
		if d.Valid {
			text = exact.Text(d.Decimal)
		}
		dst = packed.AppendText(dst, text)
	}
	dst = append(packed.AppendText(dst, r.UnitOrCNY()), byte(r.Kind), byte(r.State))
	dst = binary.AppendVarint(dst, r.Time.Unix())
	dst = binary.AppendUvarint(dst, uint64(r.Time.Nanosecond()))
	return append(packed.AppendText(dst, string(r.Channel)), boolByte(r.Manual))
}
