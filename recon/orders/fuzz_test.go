package orders_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
	"github.com/billrecon/billrecon/recon/orders"
)

// FuzzReader: any bytes are read or refused; two readings agree; each row has its line, and its cells are found there again; what is
// refused says so as it should.
func FuzzReader(f *testing.F) {
	text, err := os.ReadFile("testdata/files.txt")
	require.NoError(f, err)
	for _, line := range strings.Split(string(text), "\n") {
		at := max(strings.LastIndex(line, " = "), strings.LastIndex(line, " ! "))
		if at > 0 && line[0] == '"' {
			file, err := strconv.Unquote(strings.TrimSpace(line[:at]))
			require.NoError(f, err)
			f.Add([]byte(file))
		}
	}
	f.Add([]byte("\xff\xfea\x00,\x00"))
	f.Add(export(3))
	f.Fuzz(func(t *testing.T, file []byte) {
		ctx := context.Background()
		reader := orders.At("x.csv", bytes.NewReader(file), orders.Options{})
		rows, summary, err := reader.Collect(ctx)
		var streamed []orders.Row
		var last error
		for row, err := range reader.Rows(ctx) {
			if last = err; err == nil {
				streamed = append(streamed, row)
			}
		}
		require.Equal(t, rows, streamed, "two readings agree")
		require.Equal(t, err == nil, last == nil)
		if err != nil {
			var one *orders.Error
			require.ErrorAs(t, err, &one)
			assert.Equal(t, "x.csv", one.File)
			assert.LessOrEqual(t, one.Offset, int64(len(file)))
			return
		}
		assert.Equal(t, len(rows), summary.Orders+summary.Refunds)
		before := summary.Head
		for _, row := range rows {
			assert.Greater(t, row.Line, summary.Head)
			assert.GreaterOrEqual(t, row.Line, before)
			before = row.Line
			assert.Less(t, row.Offset, int64(len(file)))
			assert.NotEmpty(t, row.Record.Key)
			assert.Equal(t, row.Record.Kind == recon.Refund, row.Record.Amount.IsNegative())
		}
		if len(rows) < 100 {
			_, err = reader.Cells(ctx, rows...)
			require.NoError(t, err)
		}
		count := 0
		reported, _, err := orders.At("x.csv", bytes.NewReader(file), orders.Options{Report: func(*orders.Error) { count++ }}).Collect(ctx)
		require.NoError(t, err)
		assert.Equal(t, rows, reported)
		assert.Zero(t, count)
		if errors.Is(err, orders.ErrChanged) {
			t.Fatal("the file did not change")
		}
	})
}
