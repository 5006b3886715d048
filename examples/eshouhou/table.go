package main

import (
	"encoding/csv"
	"maps"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/examples/internal/cell"
)

// columns of the CSV file. Names of people and remarks are left out on purpose.
var columns = []string{"work_order_id", "result", "work_order_number", "statement_id", "total_amount", "customer_amount",
	"accessory_amount", "fee_item_amount", "other_fee_item_amount", "type", "state", "statement_time", "findings"}

// table writes CSV, the header before the first row, each row as mark returns it unless that is nil.
type table struct {
	out     *csv.Writer
	mark    func(cells []string) []string
	started bool
}

func (t *table) statement(st *eshouhou.Statement) error {
	when := ""
	if !st.StatementTime.IsZero() {
		when = st.StatementTime.Format("2006-01-02 15:04:05")
	}
	return t.row(st.AskedFor, "ok", st.WorkOrderNumber, st.ID,
		cell.Amount(st.TotalAmount), cell.Amount(st.CustomerAmount), cell.Amount(st.AccessoryAmount), cell.Amount(st.FeeItemAmount), cell.Amount(st.OtherFeeItemAmount),
		st.Type.Chinese(), st.StatementState.Chinese(), when, strings.Join(slices.Sorted(maps.Keys(st.Unknown)), " "))
}

// failure writes a row without a statement: every work order has one row.
func (t *table) failure(id, result string) error {
	cells := make([]string, len(columns))
	cells[0], cells[1] = id, result
	return t.row(cells...)
}

func (t *table) row(cells ...string) error {
	if !t.started {
		t.started = true
		if err := t.write(columns); err != nil {
			return err
		}
	}
	for i, text := range cells {
		cells[i] = cell.Harmless(text)
	}
	return t.write(cells)
}

func (t *table) write(cells []string) error {
	if t.mark != nil {
		cells = t.mark(cells)
	}
	return t.out.Write(cells)
}

func (t *table) flush() error {
	t.out.Flush()
	return t.out.Error()
}
