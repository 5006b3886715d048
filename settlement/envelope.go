package settlement

import (
	"context"
	"errors"
	"slices"

	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// The documented codes.
const (
	codeSuccess = "0"
	codeBadSign = "10016" // 签名错误
)

// checkSigning is what a refused signature needs beside the provider's words.
const checkSigning = "check Config.Signer, its secret and the clock of this machine"

// envelope is what every reply is wrapped in.
type envelope struct {
	code, message string
	data          []byte // the JSON of data as it stands in the body, nil when there is none and when it was read
	dataAt        int    // where it starts
	rows          func()
	read          bool // rows has read data
	unknown       wire.Unknown
}

// Members of the envelope, as bits of the ones seen.
const (
	sawCode = 1 << iota
	sawData
	sawMsg
	sawErrMsg
)

// readEnvelope reads body. It has data read by rows, if that is given, once the code says success, as it does in the order of
// the provider's sample. A data that comes before the code is checked for its grammar and left for later; that of a failure
// means nothing.
func readEnvelope(ctx context.Context, r *wire.Reader, body []byte, rows func()) (envelope, error) {
	e := envelope{rows: rows}
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
	case "data":
		if e.rows != nil && e.code == codeSuccess {
			e.rows()
			e.read = true
			return sawData
		}
		e.dataAt = r.Pos()
		r.Skip()
		e.data = body[e.dataAt:r.Pos()]
		return sawData
	case "msg":
		e.say(r)
		return sawMsg
	case "errMsg":
		e.say(r)
		return sawErrMsg
	}
	r.Member(&e.unknown)
	return 0
}

// say adds a message: the page documents msg, its sample has errMsg as well.
func (e *envelope) say(r *wire.Reader) {
	text, _ := r.Text()
	switch {
	case text == "" || text == e.message:
	case e.message == "":
		e.message = text
	default:
		e.message += ": " + text
	}
}

// outcome is nil for a success, and otherwise what the provider says went wrong.
func (e envelope) outcome(codes codeLists) error {
	switch e.code {
	case "":
		return transport.Malformed(errors.New("code: is missing"), false)
	case codeSuccess:
		return nil
	}
	retry, _, kind := codes.judge(e.code)
	return transport.Fail(kind, e.code, "", e.explained(), retry)
}

// judge tells what a failure code means, whatever HTTP status it comes under; ok is false for one that nobody documents.
func (l codeLists) judge(code string) (retry, ok bool, kind error) {
	switch {
	case code == codeBadSign || slices.Contains(l.tokenExpired, code):
		return false, true, ErrAuth
	case slices.Contains(l.retry, code):
		return true, true, nil
	}
	return false, false, nil
}

// explained is the message, after advice where there is some: the end of a long message is cut off later.
func (e envelope) explained() string {
	switch {
	case e.code != codeBadSign:
		return e.message
	case e.message == "":
		return checkSigning
	}
	return checkSigning + ": " + e.message
}

// explain reads what a reply that is not 2xx says, as far as it is an envelope. One that claims success explains nothing.
func explain(resp transport.Response) (code, subCode, message string) {
	e, _ := readEnvelope(resp.Context, wire.NewReader(nil), resp.Body, nil)
	if e.code == codeSuccess {
		return "", "", ""
	}
	return e.code, "", e.explained()
}
