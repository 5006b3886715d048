package recon

import (
	"cmp"
	"strconv"

	"github.com/billrecon/billrecon/recon/internal/exact"
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
	if err := p.checkVersion(); err != nil {
		return err
	}
	switch {
	case last == 0 || p.BillDate == 0:
	case p.BillDate == last:
		return badRules("Pool.BillDate", "it is this run's own last complete bill day: a day that is run again needs the pool of the day before")
	case p.BillDate > last:
		return badRules("Pool.BillDate", "it is after this run's last complete bill day: the pool is from the future")
	}
	if err := checkPoolRows("Pool.Bills", p.Bills); err != nil {
		return err
	}
	return checkPoolRows("Pool.Orders", p.Orders)
}

func (p Pool) checkVersion() error {
	empty := len(p.Bills) == 0 && len(p.Orders) == 0
	if p.Version == PoolVersion || (p.Version == 0 && empty) {
		return nil
	}
	return badRules("Pool.Version", "it is "+strconv.Itoa(p.Version)+": it must be "+strconv.Itoa(PoolVersion))
}

// checkPoolRows wants an ID for every row, each once, and amounts in bounds.
func checkPoolRows(field string, rows []PoolRow) error {
	seen := make(map[string]bool, len(rows))
	for i, row := range rows {
		at := field + "[" + strconv.Itoa(i) + "]"
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
			return badRules(at+".Record."+name, "it must have "+exact.Bounds)
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
