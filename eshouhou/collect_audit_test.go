package eshouhou

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAuditConcludes(t *testing.T) {
	for _, test := range []struct {
		reason   string
		audit    Audit
		odd      odd
		ended    error
		complete bool
		findings []string
	}{
		{"all came", Audit{Asked: 2, Rows: 2}, odd{}, nil, true, nil},
		{"nothing was asked for", Audit{}, odd{}, nil, true, nil},
		{"one has none, which is an answer", Audit{Asked: 2, Rows: 1, NoStatement: []string{"w"}}, odd{}, nil, true,
			[]string{"work orders without a statement: 1"}},
		{"none has one", Audit{Asked: 1, NoStatement: []string{"w"}}, odd{}, nil, true, []string{"work orders without a statement: 1"}},
		{"one failed", Audit{Asked: 2, Rows: 1, Failed: []*StatementError{failureOf("w")}}, odd{}, nil, false,
			[]string{"work orders that failed: 1"}},
		{"another work order's", Audit{Asked: 2, Rows: 2}, odd{others: 2}, nil, false,
			[]string{"statements of another work order than the one asked for: 2"}},
		{"the same one again", Audit{Asked: 2, Rows: 2, Duplicates: 1}, odd{}, nil, false,
			[]string{"statements that came for another id before: 1"}},
		{"a total that differs is a finding, not a gap", Audit{Asked: 2, Rows: 2}, odd{totals: 1}, nil, true,
			[]string{"statements whose total is not the sum of its parts: 1"}},
		{"ended", Audit{Asked: 2, Rows: 2}, odd{}, assert.AnError, false, []string{"the run ended before all work orders were asked for"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			test.audit.finish(test.odd, test.ended)
			assert.Equal(t, test.complete, test.audit.Complete)
			assert.Equal(t, test.findings, test.audit.Findings)
		})
	}
}

func TestAuditNotesStatements(t *testing.T) {
	var audit Audit
	var odd odd
	for _, asked := range []string{"70e84c66-6607-4e9e-bf99-e04cc6b429b8", "x"} {
		s := sampleStatement()
		s.TotalAmount, s.FeeItemAmount = amount("2.00"), amount("1.00")
		s.Unknown = map[string]int64{"field:memo": 2}
		s.markAsked(asked)
		audit.note(&s, &odd)
	}
	assert.EqualValues(t, 2, audit.Rows)
	assert.Equal(t, map[string]int64{"field:memo": 4, "WorkOrderID:differs": 1}, audit.Unknown)
	assert.EqualValues(t, 1, odd.others)
	assert.EqualValues(t, 2, odd.totals)
}
