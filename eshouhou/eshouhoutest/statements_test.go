package eshouhoutest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/eshouhou"
	"github.com/billrecon/billrecon/recon"
)

func TestStatements(t *testing.T) {
	const n = 2000
	statements := Statements(n)
	assert.Equal(t, statements, Statements(n), "the same every time")
	assert.Equal(t, statements[:10], Statements(10), "whatever n is")
	seen := map[string]bool{}
	for i, s := range statements {
		for _, id := range []string{s.ID, s.WorkOrderID, s.WorkOrderNumber} {
			assert.False(t, seen[id], id)
			seen[id] = true
		}
		assert.Equal(t, ID(i), s.WorkOrderID)
		difference, ok := s.TotalDifference()
		assert.True(t, ok && difference.IsZero(), "%s", s)
		assert.True(t, s.TotalAmount.Decimal.IsPositive())
		assert.Equal(t, recon.Succeeded, s.Record().State)
		assert.Empty(t, s.CustomerName+s.OperatorName+s.Remark, "no personal data")
	}
	assert.Equal(t, "2026-01-01T09:01:00+08:00", statements[1].StatementTime.Format(time.RFC3339))
	assert.Equal(t, eshouhou.PayTypeWeChat, statements[1].Type)
}

func TestIDs(t *testing.T) {
	assert.Equal(t, []string{"00000000-0000-4000-8000-000000000000", "00000000-0000-4000-8000-000000000001"}, IDs(2))
	assert.Empty(t, IDs(0))
}
