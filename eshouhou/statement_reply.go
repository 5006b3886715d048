package eshouhou

import (
	"context"
	"strings"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/wire"
)

// decodeStatement reads a whole reply. Without an error a nil statement means that the work order has none.
func decodeStatement(ctx context.Context, r *wire.Reader, body []byte, o row.Options, retryCodes []string) (*Statement, error) {
	e, err := readEnvelope(ctx, r, body)
	if err != nil {
		return nil, client.Malformed(err)
	}
	if err := e.outcome(retryCodes); err != nil {
		return nil, err
	}
	if e.noValue() {
		return nil, nil
	}
	r.Part(e.value)
	st := readStatement(r, o)
	r.End()
	if err := r.Err(); err != nil {
		return nil, client.Malformed(e.inValue(err))
	}
	(*wire.Unknown)(&st.Unknown).Merge(e.unknown)
	return st, nil
}

// noValue reports whether there is no ResultValue: missing, null or "". An empty object is a statement that lost its
// members, which must not pass for "none".
func (e envelope) noValue() bool {
	switch string(e.value) {
	case "", "null", `""`:
		return true
	}
	return false
}

// markAsked notes the id that was asked for, and whether the statement is of another work order.
func (s *Statement) markAsked(id string) {
	s.AskedFor = id
	if s.ofAnother() {
		(*wire.Unknown)(&s.Unknown).Add("WorkOrderID:differs")
	}
}

// ofAnother reports whether the statement is of another work order than the one asked for. GUIDs are the same in either case.
func (s *Statement) ofAnother() bool {
	return s.AskedFor != "" && !strings.EqualFold(s.WorkOrderID, s.AskedFor) && s.WorkOrderNumber != s.AskedFor
}
