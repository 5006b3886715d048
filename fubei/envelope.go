package fubei

import (
	"context"
	"errors"
	"slices"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// codeSuccess is the only result_code of a success.
const codeSuccess = "200"

// envelope is what every reply is wrapped in.
type envelope struct {
	code, subCode, message string
	data                   []byte // the JSON of data as it stands in the body, nil when there is none
	dataAt                 int    // where it starts
	unknown                wire.Unknown
}

// Members of the envelope, as bits of the ones seen.
const (
	sawCode = 1 << iota
	sawSubCode
	sawMessage
	sawData
	sawSuccess
)

// readEnvelope reads body up to data, which it checks the grammar of and leaves for later: data may come before the
// result_code, and means nothing on a failure.
func readEnvelope(ctx context.Context, r *wire.Reader, body []byte) (envelope, error) {
	var e envelope
	r.ResetContext(ctx, body)
	seen := 0
	for ok := r.Object(); ok && r.Next(); {
		bit := e.member(r, body)
		if seen&bit != 0 {
			r.Twice()
		}
		seen |= bit
	}
	r.End()
	return e, r.Err()
}

// member reads one member and returns its bit, 0 for an unknown one.
func (e *envelope) member(r *wire.Reader, body []byte) int {
	switch string(r.Name()) {
	case "result_code":
		e.code = r.Code()
		return sawCode
	case "sub_code":
		e.subCode, _ = r.Text()
		return sawSubCode
	case "result_message":
		e.message, _ = r.Text()
		return sawMessage
	case "data":
		e.dataAt = r.Pos()
		r.Skip()
		e.data = body[e.dataAt:r.Pos()]
		return sawData
	case "success":
		return sawSuccess // says no more than result_code
	}
	r.Member(&e.unknown)
	return 0
}

// outcome is nil for a success, and otherwise what the provider says went wrong.
func (e envelope) outcome(retryCodes []string) error {
	if e.code == "" {
		return transport.Malformed(errors.New("result_code: is missing"), false)
	}
	if e.code == codeSuccess {
		return nil
	}
	return transport.Fail(nil, e.code, e.subCode, e.message, slices.Contains(retryCodes, e.code))
}

// explain reads what a reply that is not 2xx says, as far as it is an envelope. One that claims success explains nothing.
func explain(resp transport.Response) (code, subCode, message string) {
	e, _ := readEnvelope(resp.Context, wire.NewReader(nil), resp.Body)
	if e.code == codeSuccess {
		return "", "", ""
	}
	return e.code, e.subCode, e.message
}
