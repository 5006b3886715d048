package eshouhou

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// codeSuccess is the only ResultCode of a success: the number 0 in the provider's sample, a string in its table.
const codeSuccess = "0"

// envelope is what every reply is wrapped in.
type envelope struct {
	code, message string
	value         []byte // the JSON of ResultValue as it stands in the body, nil when there is none
	valueAt       int    // where it starts
	unknown       wire.Unknown
}

// Members of the envelope, as bits of the ones seen.
const (
	sawCode = 1 << iota
	sawMessage
	sawValue
)

// readEnvelope reads body up to ResultValue, which it checks the grammar of and leaves for later: it may come before the
// ResultCode, and means nothing on a failure.
func readEnvelope(ctx context.Context, r *wire.Reader, body []byte) (envelope, error) {
	var e envelope
	r.ResetContext(ctx, body)
	r.Members(&e.unknown, func() int { return e.member(r, body) })
	r.End()
	return e, r.Err()
}

// member reads the value of one member and returns its bit, 0 for an unknown one.
func (e *envelope) member(r *wire.Reader, body []byte) int {
	switch string(r.Name()) {
	case "ResultCode":
		e.code = r.Code()
		return sawCode
	case "ErrorMsg":
		e.message, _ = r.Text()
		return sawMessage
	case "ResultValue":
		e.valueAt = r.Pos()
		r.Skip()
		e.value = body[e.valueAt:r.Pos()]
		return sawValue
	}
	return 0
}

// outcome is nil for a success, and otherwise what the provider says went wrong.
func (e envelope) outcome(retryCodes []string) error {
	if e.code == "" {
		return transport.Malformed(errors.New("ResultCode: is missing"), false)
	}
	if e.code == codeSuccess {
		return nil
	}
	return transport.Fail(nil, e.code, "", e.message, slices.Contains(retryCodes, e.code))
}

// inValue says where in the whole reply an error inside of ResultValue is.
func (e envelope) inValue(err error) error {
	return wire.Within(err, "ResultValue", e.valueAt)
}

// explain reads what a reply that is not 2xx says, as far as it is an envelope.
func explain(resp transport.Response) (code, subCode, message string) {
	e, _ := readEnvelope(resp.Context, wire.NewReader(nil), resp.Body)
	if e.code == codeSuccess {
		return "", "", "" // a good body under a bad status explains nothing
	}
	return e.code, "", e.message
}

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
