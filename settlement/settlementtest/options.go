package settlementtest

import (
	"net/url"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
)

// What a gateway knows that is given no credentials in its [Options]. They are fictional.
const (
	Token  = "fictional-token-of-the-fake-gateway"
	Secret = "fictional-secret-of-the-fake-gateway"
)

// refusedCode is a made-up code, in a form that no provider uses.
const refusedCode = "settlementtest"

// Options say what a [Gateway] serves. The zero value is an empty gateway that knows [Token] and [Secret].
type Options struct {
	// Token is a token that is always taken until it is made to expire. Empty: the constant of the same name.
	Token string
	// Secret is what requests are signed with. Empty: the constant of the same name.
	Secret string
	// Scheme is the rule of the sign. The zero value is that of settlement.SortedSecretParamMD5.
	Scheme Scheme
	// Sign replaces Scheme and Secret by a rule of your own, for a client with a settlement.SignerFunc. It gets the query
	// without sign and the body as they came, and returns the right sign.
	Sign func(query url.Values, body []byte) string
	// Items are the rows, served in this order, filtered as the query says, both ends of a range included. A row without
	// PaymentTime is never found. The slice is copied.
	Items []settlement.Item
	// Faults is what goes wrong, and when.
	Faults billtest.Script
	// Version is the version that requests must carry. Empty: any, or none.
	Version string
	// RefuseReplays refuses a sign that came before, since the timestamp is the page's guard against replays. One client never
	// sends a sign twice; two clients of one gateway can, when they ask for the same in the same millisecond.
	RefuseReplays bool
	// NullForNone sends data as null, not as [], on a page without rows.
	NullForNone bool
	// ExpiredCode is the code that a refused token gets, under HTTP 200. Empty: HTTP 401. What the provider does is not
	// documented.
	ExpiredCode string
	// ErrorCode is the code of a refused parameter. Empty is "settlementtest", which is made up: the provider documents no
	// code but 10016, which a refused signature gets.
	ErrorCode string
}

// withDefaults fills in what is not set.
func (o Options) withDefaults() Options {
	if o.Token == "" {
		o.Token = Token
	}
	if o.Secret == "" {
		o.Secret = Secret
	}
	if o.ErrorCode == "" {
		o.ErrorCode = refusedCode
	}
	return o
}
