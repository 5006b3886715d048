package fubei_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/fubei"
)

// FuzzCursor checks that a stored cursor either goes on to the exact rest of the bill or is refused before any request.
func FuzzCursor(f *testing.F) {
	c, gw := setup(f, 25, billtest.Script{{On: billtest.Page(3), Times: 1, Fault: billtest.Business("9999", "", "")}})
	_, audit, err := c.CollectBills(context.Background(), tens)
	require.Error(f, err)
	f.Add(string(audit.Next))
	f.Add("")
	f.Add("not a cursor")
	f.Add(string(audit.Next)[1:])
	f.Fuzz(func(t *testing.T, text string) {
		before := gw.Count()
		q := tens
		q.Cursor = fubei.Cursor(text)
		rows, audit, err := c.CollectBills(context.Background(), q)
		if err != nil {
			require.ErrorIs(t, err, fubei.ErrInvalidRequest)
			require.Equal(t, before, gw.Count())
			return
		}
		require.True(t, audit.Complete)
		requireEqualBills(t, bills(25)[audit.Earlier:], rows)
	})
}
