package console

import (
	"context"
	"errors"

	"github.com/billrecon/billrecon/internal/row"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// codeSuccess is the only code of a success: "200" on one endpoint, 200 on the other.
const codeSuccess = "200"

// errNoCode is what is wrong with a reply without a code: nothing says that the call succeeded.
var errNoCode = errors.New("code: is missing")

// envelope is what every reply is wrapped in.
type envelope struct {
	code, message string
	data          []byte // the JSON of data as it stands in the body, nil when there is none
	dataAt        int    // where it starts
	unknown       wire.Unknown
}

// Members of the envelope, as bits of the ones seen.
const (
	sawCode = 1 << iota
	sawMessage
	sawMsg
	sawData
)

// readEnvelope reads body up to data, which it checks the grammar of and leaves for later: data may come before the code,
// and means nothing on a failure.
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
	case "code":
		e.code = r.Code()
		return sawCode
	case "message":
		e.say(r)
		return sawMessage
	case "msg":
		e.say(r)
		return sawMsg
	case "data":
		e.dataAt = r.Pos()
		r.Skip()
		e.data = body[e.dataAt:r.Pos()]
		return sawData
	}
	r.Member(&e.unknown)
	return 0
}

// say takes the text of message or msg, which are not documented: the first of them that has one, whatever else is there.
func (e *envelope) say(r *wire.Reader) {
	if k := r.Kind(); e.message == "" && (k == wire.String || k == wire.Number) {
		e.message, _ = r.Text()
	}
}

// outcome is nil for a success, and otherwise what the console says went wrong.
func (e envelope) outcome() error {
	switch e.code {
	case codeSuccess:
		return nil
	case "":
		return transport.Malformed(errNoCode, false)
	}
	return transport.Fail(nil, e.code, "", e.message, false)
}

// decodeReply reads a whole reply; decode reads the data of a success, and gets a null where there is none. It adds what
// is not known to the counts it is given.
func decodeReply(ctx context.Context, body []byte, o rowOptions, decode func(*row.Input)) error {
	in := row.Input{Reader: wire.NewReader(nil), Zone: o.zone, KeepRaw: o.keepRaw}
	e, err := readEnvelope(ctx, in.Reader, body)
	if err != nil {
		return malformed(err)
	}
	if err := e.outcome(); err != nil {
		return err
	}
	if e.data == nil {
		e.data = []byte("null")
	}
	in.Unknown = e.unknown
	in.Part(e.data)
	decode(&in)
	in.End()
	if err := in.Err(); err != nil {
		return malformed(wire.Within(err, "data", e.dataAt))
	}
	return nil
}

// explain reads what a reply that is not 2xx says, as far as it is an envelope.
func explain(resp transport.Response) (code, subCode, message string) {
	e, _ := readEnvelope(resp.Context, wire.NewReader(nil), resp.Body)
	if e.code == codeSuccess {
		return "", "", "" // a good body under a bad status explains nothing
	}
	return e.code, "", e.message
}
