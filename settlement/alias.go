package settlement

import (
	"time"

	"github.com/billrecon/billrecon"
)

// Error is [billrecon.Error], the error of every method of this package. Code is the code (返回码) of a business failure, SubCode
// is always empty, and Message is the msg and the errMsg; for code 10016 they come after what to check.
//
// The only failure code that the provider documents is 10016 (签名错误), which is [ErrAuth]; any other code is no sentinel: look
// at Code.
type Error = billrecon.Error

// The kinds of failure, for errors.Is, as package billrecon documents them. What is special here stands beside them.
var (
	ErrInvalidRequest = billrecon.ErrInvalidRequest
	ErrPeriodOpen     = billrecon.ErrPeriodOpen
	// ErrAuth is for a refused sign (code 10016), a refused token (HTTP 401, or a code of Config.TokenExpiredCodes), and
	// credentials that were refused by HTTP status.
	ErrAuth              = billrecon.ErrAuth
	ErrRateLimited       = billrecon.ErrRateLimited
	ErrUnavailable       = billrecon.ErrUnavailable
	ErrMalformedResponse = billrecon.ErrMalformedResponse
	ErrResponseTooLarge  = billrecon.ErrResponseTooLarge
	ErrPageDrift         = billrecon.ErrPageDrift
	ErrPageLoop          = billrecon.ErrPageLoop
	// ErrIncomplete is for a limit of this package that was reached before the end: the provider declares no total.
	ErrIncomplete = billrecon.ErrIncomplete
)

// RetryPolicy is [billrecon.RetryPolicy]. Every attempt has a fresh timestamp and sign. The one repeat after a refused token is no
// retry.
type RetryPolicy = billrecon.RetryPolicy

// RateLimit is [billrecon.RateLimit].
type RateLimit = billrecon.RateLimit

// Audit is [billrecon.Audit], which [Client.CollectItems] returns. The provider declares no total: HasTotal is always false. Unknown
// is that of [ItemPage], added up.
type Audit = billrecon.Audit

// Cursor is [billrecon.Cursor]: set ItemQuery.Cursor to Audit.Next.
type Cursor = billrecon.Cursor

// DriftPolicy is [billrecon.DriftPolicy]: [FailOnDrift], the zero value, or [ReportDrift].
type DriftPolicy = billrecon.DriftPolicy

// What happens when the result set moves while its pages are read: [billrecon.FailOnDrift] and [billrecon.ReportDrift].
const (
	FailOnDrift = billrecon.FailOnDrift
	ReportDrift = billrecon.ReportDrift
)

// TokenSource is [billrecon.TokenSource]. The provider's token endpoint and the life of its tokens are not public.
type TokenSource = billrecon.TokenSource

// TokenSourceFunc is [billrecon.TokenSourceFunc].
type TokenSourceFunc = billrecon.TokenSourceFunc

// TokenInvalidator is [billrecon.TokenInvalidator]: a source that is told which token was refused, before it is asked for another.
type TokenInvalidator = billrecon.TokenInvalidator

// Token is [billrecon.Token], an access token (授权访问凭证, access_token).
type Token = billrecon.Token

// TokenCache is [billrecon.TokenCache], to be shared by several clients.
type TokenCache = billrecon.TokenCache

// NewTokenCache is [billrecon.NewTokenCache].
func NewTokenCache(src TokenSource, margin time.Duration) *TokenCache {
	return billrecon.NewTokenCache(src, margin)
}

// StaticToken is [billrecon.StaticToken]. [New] refuses a token that is shorter than 6 characters or longer than 8 KB, has white
// space around it or holds an invisible character.
func StaticToken(value string) TokenSource { return billrecon.StaticToken(value) }
