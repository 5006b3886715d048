package fubei

import (
	"slices"

	"github.com/billrecon/billrecon/internal/client"
)

// codeSuccess is the only result_code of a success.
const codeSuccess = "200"

// replies is what every reply is wrapped in. success says no more than result_code, and must not say less.
var replies = client.Envelope{
	Code:     "result_code",
	Success:  codeSuccess,
	SubCode:  "sub_code",
	Messages: []string{"result_message"},
	Flag:     "success",
	Data:     "data",
}

// outcome is nil for a success, and otherwise what the provider says went wrong: its codes are not documented, so no kind is
// guessed.
func outcome(reply client.Reply, retryCodes []string) error {
	return reply.Outcome(nil, slices.Contains(retryCodes, reply.Code))
}
