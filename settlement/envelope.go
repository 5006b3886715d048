package settlement

import (
	"slices"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
)

// The documented codes.
const (
	codeSuccess = "0"
	codeBadSign = "10016" // 签名错误
)

// checkSigning is what a refused signature needs beside the provider's words.
const checkSigning = "check Config.Signer, its secret and the clock of this machine"

// replies is what every reply is wrapped in: the page documents msg, its sample has errMsg as well.
var replies = client.Envelope{Code: "code", Success: codeSuccess, Messages: []string{"msg", "errMsg"}, Data: "data"}

// outcome is nil for a success, and otherwise what the provider says went wrong.
func (l codeLists) outcome(reply client.Reply) error {
	retry, _, kind := l.judge(reply.Code)
	reply.Message = explained(reply.Code, reply.Message)
	return reply.Outcome(kind, retry)
}

// judge returns what a failure code means, whatever HTTP status it comes under; ok is false for one that nobody documents.
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
func explained(code, message string) string {
	switch {
	case code != codeBadSign:
		return message
	case message == "":
		return checkSigning
	}
	return checkSigning + ": " + message
}

// explain reads what a reply that is not 2xx says.
func explain(resp transport.Response) (code, subCode, message string) {
	code, subCode, message = replies.Explain(resp)
	return code, subCode, explained(code, message)
}
