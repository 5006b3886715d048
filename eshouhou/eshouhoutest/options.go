package eshouhoutest

import (
	"time"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/eshouhou"
)

// The application that a gateway without credentials in its [Options] knows. They are fictional.
const (
	AppID     = "fictional-app-01"
	AppSecret = "fictional-secret-of-the-fake-gateway"
)

// refusedCode is made up: the provider documents no code of an error.
const refusedCode = "-1"

// defaultTokenLife is the provider's.
const defaultTokenLife = 2 * time.Hour

// Options say what a [Gateway] serves. The zero value is an empty gateway that knows [AppID].
type Options struct {
	// AppID and AppSecret are the application that the gateway knows. Empty: the constants of the same names.
	AppID, AppSecret string
	// Statements are served by their WorkOrderID; of two with the same one the first is. A work order without a statement gets
	// a ResultValue of null. The slice is copied.
	Statements []eshouhou.Statement
	// Faults is what goes wrong, and when.
	Faults billtest.Script
	// TokenLife is how long a token is good when the request does not ask for a life (expire), in whole seconds. 0 is 2 hours.
	TokenLife time.Duration
	// ExpiredCode is the ResultCode that a refused token gets, under HTTP 200. Empty: HTTP 401, with [Options.ErrorCode] in the
	// body. What the provider does is not documented.
	ExpiredCode string
	// ErrorCode is the ResultCode of a refused sign or parameter. Empty is "-1", which is made up: the provider documents none.
	ErrorCode string
	// CodeAsString sends ResultCode as a string, as in the provider's table, and not as a number, as in its sample.
	CodeAsString bool
}

// withDefaults fills in what is not set.
func (o Options) withDefaults() Options {
	if o.AppID == "" {
		o.AppID = AppID
	}
	if o.AppSecret == "" {
		o.AppSecret = AppSecret
	}
	if o.TokenLife == 0 {
		o.TokenLife = defaultTokenLife
	}
	if o.ErrorCode == "" {
		o.ErrorCode = refusedCode
	}
	return o
}
