package eshouhou

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/recon"
)

func TestStatementRecord(t *testing.T) {
	assert.Equal(t, recon.Record{
		Key:     "70e84c66-6607-4e9e-bf99-e04cc6b429b8",
		AltKeys: []string{"W202108050004", "6a6f0e4e-70ef-4438-b9b6-3ae7a39368aa"},
		Amount:  decimal.RequireFromString("0.02"),
		Kind:    recon.Payment,
		State:   recon.Pending,
		Channel: "uncollected",
	}, sampleStatement().Record())
}

func TestStatementRecordOfOddRows(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*Statement)
		check  func(*testing.T, recon.Record)
	}{
		{"done is paid", func(s *Statement) { s.StatementState = StatementStateDone },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Succeeded, r.State) }},
		{"cancelled is closed", func(s *Statement) { s.StatementState = StatementStateCancelled },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Closed, r.State) }},
		{"no state is unknown, not pending", func(s *Statement) { s.StatementState = StatementStateAbsent },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Unknown, r.State) }},
		{"the default state is unknown", func(s *Statement) { s.StatementState = StatementStateDefault },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Unknown, r.State) }},
		{"the total when nothing else was given", func(s *Statement) { s.CustomerAmount, s.TotalAmount = amount(""), amount("7.00") },
			func(t *testing.T, r recon.Record) { assert.Equal(t, "7", r.Amount.String()) }},
		{"zero to pay is an amount", func(s *Statement) {
			s.CustomerAmount, s.TotalAmount, s.StatementState = amount("0.00"), amount("7.00"), StatementStateDone
		},
			func(t *testing.T, r recon.Record) {
				assert.True(t, r.Amount.IsZero())
				assert.Equal(t, recon.Succeeded, r.State)
			}},
		{"no amount is never called reconciled", func(s *Statement) {
			s.CustomerAmount, s.TotalAmount, s.StatementState = amount(""), amount(""), StatementStateDone
		},
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Unknown, r.State) }},
		{"its time", func(s *Statement) { s.StatementTime = fullStatement().StatementTime },
			func(t *testing.T, r recon.Record) { assert.Equal(t, fullStatement().StatementTime, r.Time) }},
		{"no time", func(*Statement) {}, func(t *testing.T, r recon.Record) { assert.True(t, r.Time.IsZero()) }},
		{"online WeChat Pay", func(s *Statement) { s.Type = PayTypeWeChatOnline },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.WeChat, r.Channel) }},
		{"a type without a name", func(s *Statement) { s.Type = 11 },
			func(t *testing.T, r recon.Record) { assert.Equal(t, recon.Channel("eshouhou:11"), r.Channel) }},
		{"no fee is known", func(*Statement) {}, func(t *testing.T, r recon.Record) { assert.False(t, r.Fee.Valid || r.Income.Valid) }},
	} {
		t.Run(test.reason, func(t *testing.T) {
			s := sampleStatement()
			test.change(&s)
			test.check(t, s.Record())
		})
	}
}

func TestStatementRecordIsAMethodExpression(t *testing.T) {
	byValue, byPointer := Statement.Record, (*Statement).Record
	s := sampleStatement()
	assert.Equal(t, byValue(s), byPointer(&s))
}
