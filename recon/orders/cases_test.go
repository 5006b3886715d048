package orders_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
)

// eachCase calls f with the lines of a file of cases, remarks and empty lines left out: what stands before "=" or "!", which of the two
// it was, and what follows.
func eachCase(t *testing.T, file string, f func(t *testing.T, input, sign, want string)) {
	text, err := os.ReadFile(filepath.Join("testdata", file))
	require.NoError(t, err)
	count := 0
	for i, line := range strings.Split(string(text), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		at := max(strings.LastIndex(line, " = "), strings.LastIndex(line, " ! "))
		require.Positive(t, at, "line %d", i+1)
		count++
		t.Run(fmt.Sprint("line ", i+1), func(t *testing.T) {
			f(t, strings.TrimSpace(line[:at]), line[at+1:at+2], strings.TrimSpace(line[at+3:]))
		})
	}
	require.Positive(t, count)
}

// collect reads a text and compares its rows, as show writes them, with what is wanted.
func collect(t *testing.T, text string, o orders.Options, sign, want string, show func(orders.Row) string) {
	reader := orders.At("x.csv", strings.NewReader(text), o)
	rows, _, err := reader.Collect(context.Background())
	_, checked := reader.Check(context.Background())
	assert.Equal(t, err == nil, checked == nil, "Check and Collect agree")
	if sign == "!" {
		require.Error(t, err)
		assert.Contains(t, err.Error(), want)
		assert.Contains(t, err.Error(), "x.csv")
		assert.Nil(t, rows, "all or nothing")
		return
	}
	require.NoError(t, err)
	var got []string
	for _, row := range rows {
		got = append(got, show(row))
	}
	assert.Equal(t, want, strings.Join(got, " "))
}

func TestCellForms(t *testing.T) {
	columns := []string{"number", "altkey", "amount", "time", "status", "channel", "unit", "fee"}
	eachCase(t, "cells.txt", func(t *testing.T, input, sign, want string) {
		column, quoted, _ := strings.Cut(input, " ")
		cell, err := strconv.Unquote(strings.TrimSpace(quoted))
		require.NoError(t, err)
		cells := []string{"A1", "T1", "1", "2026-11-22 09:05:00", "已支付", "微信", "CNY", "0"}
		for i, name := range columns {
			if name == column {
				cells[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
		}
		text := "订单号,流水号,金额,时间,状态,支付方式,币种,手续费\n" + strings.Join(cells, ",") + "\n"
		o := orders.Options{Columns: orders.Columns{Fee: "手续费"}, Encoding: orders.UTF8}
		if strings.HasSuffix(want, " own") {
			want = strings.TrimSuffix(want, " own")
			o.Status = map[string]recon.State{"待定": recon.Closed, "done and dusted": recon.Succeeded}
		}
		collect(t, text, o, sign, want, func(row orders.Row) string {
			assert.Equal(t, 2, row.Line)
			return shown(row.Record, column)
		})
	})
}

func shown(r recon.Record, column string) string {
	switch column {
	case "number":
		return r.Key
	case "altkey":
		return r.AltKeys[0]
	case "amount":
		if r.Kind != recon.Payment {
			return r.Amount.String() + " " + r.Kind.String()
		}
		return r.Amount.String()
	case "time":
		return r.Time.Format(time.RFC3339Nano)
	case "status":
		return r.State.String()
	case "channel":
		return string(r.Channel)
	case "unit":
		return r.UnitOrCNY()
	}
	if !r.Fee.Valid {
		return "absent"
	}
	return r.Fee.Decimal.String()
}

func TestRefunds(t *testing.T) {
	eachCase(t, "refunds.txt", func(t *testing.T, input, sign, want string) {
		cells := strings.Fields(input)
		for i := range cells {
			cells[i] = strings.TrimPrefix(cells[i], ".")
		}
		text := fmt.Sprintf("订单号,时间,金额,退款金额,状态,退款时间\nA1,2026-11-22 09:05:00,%s\n", strings.Join(cells, ","))
		collect(t, text, orders.Options{}, sign, want, func(row orders.Row) string {
			r := row.Record
			assert.Equal(t, "A1", r.Key)
			return fmt.Sprintf("%s:%s:%s:%s", r.Kind, r.Amount, r.State, r.Time.Format("01-02T15:04"))
		})
	})
}

func TestTypes(t *testing.T) {
	eachCase(t, "types.txt", func(t *testing.T, input, sign, want string) {
		cells := strings.Fields(input)
		for i := range cells {
			cells[i] = strings.TrimPrefix(cells[i], ".")
		}
		o := orders.Options{}
		if strings.HasSuffix(want, " own") {
			want = strings.TrimSuffix(want, " own")
			o.Types = map[string]recon.Kind{"内购": recon.Payment, "冲红": recon.Refund}
		}
		text := fmt.Sprintf("订单号,时间,金额,退款金额,状态,交易类型\nA1,2026-11-22 09:05:00,%s\n", strings.Join(cells, ","))
		collect(t, text, o, sign, want, func(row orders.Row) string {
			r := row.Record
			return fmt.Sprintf("%s:%s:%s", r.Kind, r.Amount, r.State)
		})
	})
}

// TestFiles reads each file, and as a file on disk too.
func TestFiles(t *testing.T) {
	eachCase(t, "files.txt", func(t *testing.T, input, sign, want string) {
		text, err := strconv.Unquote(input)
		require.NoError(t, err)
		starts := []int{0}
		if strings.HasPrefix(text, "\ufeff") {
			starts[0] = 3
		}
		for i, c := range []byte(text) {
			if c == '\n' {
				starts = append(starts, i+1)
			}
		}
		show := func(row orders.Row) string {
			assert.EqualValues(t, starts[row.Line-1], row.Offset, "the offset is where the line starts")
			return fmt.Sprintf("%s:%s:%d", row.Record.Key, row.Record.Amount, row.Line)
		}
		collect(t, text, orders.Options{}, sign, want, show)

		path := filepath.Join(t.TempDir(), "x.csv")
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		inMemory, _, _ := orders.At(path, strings.NewReader(text), orders.Options{}).Collect(context.Background())
		onDisk, _, _ := orders.File(path, orders.Options{}).Collect(context.Background())
		assert.Equal(t, inMemory, onDisk)
	})
}
