package settlement

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
)

// provider is the first word of every error text.
const provider = "settlement"

// Config configures a [Client]. The zero values are good defaults; Token, Signer and BaseURL are required. A Config prints,
// logs and marshals as the names of the fields that are set, never as a secret. Tokens and secrets have 6 characters or more, no
// white space around them and no invisible character.
type Config struct {
	// Token gives the access tokens (access_token): [StaticToken], or a source of your own. Its tokens are kept until 60 s
	// before they expire (half of their life when that is shorter than 2 minutes) and until the provider refuses one; it is
	// asked once however many calls wait for it. A token without Expires is kept until it is refused. A source over a store that
	// others share should be a [TokenInvalidator]: it is told of the refused token before it is asked again.
	Token TokenSource
	// Signer makes the sign of each attempt. The provider's rule is not public: see [SortedSecretParamMD5] and
	// [FindSigner].
	Signer Signer
	// Version is the version of the interface (业务接口版本号, version), such as "1.0.0". Empty sends none.
	Version string
	// TokenExpiredCodes are the codes (code) that mean a refused token: they cause one new token and one repeat of the call, as
	// HTTP 401 does, and are [ErrAuth] when that does not help. None by default, because the provider documents no such code.
	// 10016 is refused here: it is the sign that is wrong.
	TokenExpiredCodes []string

	// BaseURL is the provider's address ({开放平台域名地址}), which each customer is given: required. The path of the
	// interface is appended, and a path that BaseURL has is kept before it. It must be https, or http to a loopback address;
	// user info, query and fragment are refused.
	BaseURL string
	// HTTPClient lends its Transport, looked up at every request; nil means http.DefaultTransport. Its Jar and CheckRedirect
	// are not used: no cookie is kept, no redirect followed. A transport that skips certificate checks is refused.
	HTTPClient *http.Client
	// Logger gets a debug record per attempt and a warning per retry: operation, attempt, status, durations and sizes.
	// Nil logs nothing.
	Logger *slog.Logger
	// Timeout limits one attempt, body included, and each wait for Token. 0 means HTTPClient.Timeout if that is set, else 30 s.
	Timeout time.Duration
	// Retry says when and how often a failed attempt is repeated. The zero policy makes 4 attempts at most.
	Retry RetryPolicy
	// RateLimit limits the requests of this client, retries included. Zero is unlimited. What the provider allows is not
	// documented.
	RateLimit RateLimit
	// MaxResponseBytes limits a decompressed body. 0 means 32 MiB.
	MaxResponseBytes int64
	// MaxPages is the highest page number that Items and CollectItems ask for, in each window; reaching it is
	// [ErrIncomplete]. 0 means 100 000.
	MaxPages int
	// MaxRows is the most rows that Items and CollectItems take, of all windows; a bill that has more is [ErrIncomplete].
	// 0 means 10 000 000.
	MaxRows int64
	// Prefetch is how many pages Items and CollectItems fetch ahead of the consumer, 0 to 64. 0 and 1 fetch serially. With
	// ItemQuery.Window it is how many windows are fetched at a time, each of them serially.
	Prefetch int
	// Location is the zone that OrderTime and PaymentTime are given in; the instants do not change. Nil means UTC+8.
	// What is sent is UTC+8 whatever Location is.
	Location *time.Location
	// KeepRaw keeps the JSON text of each row in Item.Raw, which about doubles the memory of a long bill.
	KeepRaw bool
	// Drift says what happens when the result set moves while its pages are read. The zero value fails.
	Drift DriftPolicy
	// ReadTwice reads every bill a second time, with another page size, and compares the rows' identities; a difference is
	// [ErrPageDrift]. About twice the requests. It is the only proof that no row was missed where no total is declared: of
	// rows that moved to a page that was read already, and of those that every page leaves out.
	ReadTwice bool
	// TrustShortPage ends a run on the first page that is shorter than the limit, one request earlier. A page that came short
	// by mistake, or because the provider caps its pages, then passes for the last one and the rows after it are lost: it
	// declares no total that would tell.
	TrustShortPage bool

	// RetryCodes are codes to be treated as passing failures and retried under Retry, whatever HTTP status they come under.
	// None by default, because the provider documents no code for "busy" or "too many requests". 10016 is refused here: a bad
	// sign stays bad, and is never retried, under HTTP 429 and 5xx neither.
	RetryCodes []string
}

// String returns the names of the fields that are set.
func (c Config) String() string { return client.ConfigText("settlement.Config", c) }

// GoString is String, so that %#v shows no secret.
func (c Config) GoString() string { return c.String() }

// Format writes String for every verb: without it %d would print what the fields hold.
func (c Config) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, c.String()) }

// LogValue is String, so that slog shows no secret.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// MarshalJSON is String as a JSON string: a Config is not meant to be stored, and a logger that marshals a struct around
// it must not print secrets.
func (c Config) MarshalJSON() ([]byte, error) { return json.Marshal(c.String()) }

// common returns the fields that all clients have.
func (c Config) common() client.Config { return client.Common(c, "") }

// check names the first field that breaks a rule. What the transport is given, the transport checks.
func (c Config) check() error {
	if rule := client.BrokenSource(c.Token); rule != "" {
		return invalid("Config.Token %s", rule)
	}
	if rule := brokenSigner(c.Signer); rule != "" {
		return invalid("Config.Signer %s", rule)
	}
	if rule := client.BrokenText(c.Version); rule != "" {
		return invalid("Config.Version %s", rule)
	}
	if strings.HasSuffix(strings.TrimSuffix(c.BaseURL, "/"), ItemPath) {
		return invalid("Config.BaseURL ends with the path of the interface: give only what stands before /openApi")
	}
	if err := c.common().Paging.Check(provider); err != nil {
		return err
	}
	return c.checkCodes()
}

func (c Config) checkCodes() error {
	for _, list := range []struct {
		field string
		codes []string
	}{{"RetryCodes", c.RetryCodes}, {"TokenExpiredCodes", c.TokenExpiredCodes}} {
		err := client.CheckCodes(provider, list.field, list.codes, client.Meaning{Code: codeSuccess, Text: "success"},
			client.Meaning{Code: codeBadSign, Text: "a refused signature, which neither a retry nor a token can mend"})
		if err != nil {
			return err
		}
	}
	for i, code := range c.TokenExpiredCodes {
		if slices.Contains(c.RetryCodes, code) {
			return invalid("Config.TokenExpiredCodes[%d] is in RetryCodes too: a code is one or the other", i)
		}
	}
	return nil
}

// invalid refuses a call before any network use. The arguments must be safe to print.
func invalid(format string, args ...any) error { return transport.Invalid(provider, format, args...) }
