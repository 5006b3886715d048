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

// replies is what every reply is wrapped in.
var replies = client.Envelope{Code: "ResultCode", Success: codeSuccess, Messages: []string{"ErrorMsg"}, Data: "ResultValue"}

// readReply reads body, and has value read its ResultValue. What the provider says went wrong is an error: its codes are not documented, so no kind
// is guessed.
func readReply(ctx context.Context, r *wire.Reader, body []byte, retryCodes []string, value func()) (client.Reply, error) {
	reply, err := replies.Read(ctx, r, body, value)
	if err == nil {
		err = reply.Outcome(nil, slices.Contains(retryCodes, reply.Code))
	}
	return reply, err
}

// decodeStatement reads a whole reply. Without an error a nil statement means that the work order has none.
func decodeStatement(ctx context.Context, r *wire.Reader, body []byte, o row.Options, retryCodes []string) (st *Statement, err error) {
	reply, err := readReply(ctx, r, body, retryCodes, func() { st = readStatement(r, o) })
	if err != nil {
		return nil, err
	}
	none, err := noStatement(reply)
	if none || err != nil {
		return nil, err
	}
	if err := reply.DataErr(); err != nil {
		return nil, err
	}
	(*wire.Unknown)(&st.Unknown).Merge(reply.Unknown)
	return st, nil
}

// noStatement reports whether there is no ResultValue: null, "" or missing, which the provider's table allows. An empty object is a
// statement that lost its members, and a ResultValue that is missing beside members that the page does not know may have another
// name: neither must pass for "none".
func noStatement(reply client.Reply) (bool, error) {
	switch string(reply.DataText()) {
	case "null", `""`:
		return true, nil
	case "":
		if reply.Unknown != nil {
			return false, transport.Malformed(errors.New("ResultValue: is missing, and there are members that are not documented"), false)
		}
		return true, nil
	}
	return false, nil
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
