package eshouhou

import (
	"context"
	"crypto/md5"
	"encoding/hex"
	"errors"
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/client"
	"github.com/billrecon/billrecon/internal/transport"
	"github.com/billrecon/billrecon/internal/wire"
)

// Sign computes the sign (签名) of a token request (TokenApi): MD5 of appid, secret and timestamp, one directly after the
// other, as 32 upper-case hexadecimal digits. The timestamp is the text that is sent, Unix time in milliseconds. No other
// call of the provider is signed; they carry the token.
func Sign(appID, appSecret, timestamp string) string {
	sum := md5.Sum([]byte(appID + appSecret + timestamp))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}

// tokenIssuer asks TokenApi for tokens.
type tokenIssuer struct {
	calls      *transport.Client
	appID      string
	hours      int
	retryCodes []string
	sign       func(timestamp string) string
}

// token is one call of TokenApi. The life of the token counts from before the request, so that it never ends later here than
// at the provider.
func (i tokenIssuer) token(ctx context.Context) (Token, error) {
	var asked time.Time
	var grant tokenGrant
	_, err := i.calls.Do(ctx, transport.Call{
		Op:     "TokenApi",
		Method: http.MethodGet,
		Build: func(context.Context, int) (transport.Request, error) {
			asked = time.Now()
			return i.request(asked), nil
		},
		Decode: func(resp transport.Response) (err error) {
			grant, err = decodeGrant(resp.Context, resp.Body, i.retryCodes)
			return err
		},
		Explain: replies.Explain,
	})
	if err != nil {
		return Token{}, err
	}
	return Token{Value: grant.value(), Expires: asked.Add(grant.life)}, nil
}

// request signs one attempt. The sign is hidden too: with it a token can be had as long as the provider takes the timestamp.
func (i tokenIssuer) request(at time.Time) transport.Request {
	timestamp := strconv.FormatInt(at.UnixMilli(), 10)
	sign := i.sign(timestamp)
	query := url.Values{"appid": {i.appID}, "timestamp": {timestamp}, "sign": {sign}}
	if i.hours > 0 {
		query.Set("expire", strconv.Itoa(i.hours))
	}
	return transport.Request{Path: tokenPath, Query: query, Header: acceptJSON(), Hide: []string{sign}}
}

func acceptJSON() http.Header { return http.Header{"Accept": {"application/json"}} }

// tokenGrant is what ResultValue holds.
type tokenGrant struct {
	value func() string // in a closure, so that nothing prints it
	life  time.Duration
}

// decodeGrant reads a whole reply of TokenApi.
func decodeGrant(ctx context.Context, body []byte, retryCodes []string) (grant tokenGrant, err error) {
	r := wire.NewReader(nil)
	reply, err := readReply(ctx, r, body, retryCodes, func() { grant = readGrant(r) })
	switch {
	case err != nil:
	case !reply.HasData():
		err = transport.Malformed(errors.New("ResultValue: is missing"), false)
	default:
		err = reply.DataErr()
	}
	return grant, err
}

func readGrant(r *wire.Reader) tokenGrant {
	var access string
	var seconds int64
	r.Members(new(wire.Unknown), func() (bit int) {
		switch string(r.Name()) {
		case "access_token":
			access, _ = r.Text()
			return 1
		case "expires_in":
			seconds, _ = r.Int(1, math.MaxInt32)
			return 2
		}
		return 0
	})
	switch {
	case access == "":
		r.Fail("has no access_token")
	case len(access) > billrecon.MaxTokenBytes:
		r.Fail(fmt.Sprintf("has an access_token of %d bytes: more than %d are not taken", len(access), billrecon.MaxTokenBytes))
	case seconds == 0:
		r.Fail("has no expires_in")
	}
	return tokenGrant{value: func() string { return access }, life: time.Duration(seconds) * time.Second}
}

// tokens is where tokens come from, and who wants to know which of them was refused.
type tokens interface {
	TokenSource
	TokenInvalidator
}

// tokens returns where the tokens come from: the caller, or TokenApi. Everything secret lives in closures.
func (c Config) tokens(calls *transport.Client) tokens {
	if c.Token != nil {
		return client.NewTokens(provider, c.Token, transport.Limit(c.Timeout, c.HTTPClient))
	}
	issue := tokenIssuer{
		calls:      calls,
		appID:      c.AppID,
		hours:      c.TokenExpireHours,
		retryCodes: slices.Clone(c.RetryCodes),
		sign:       c.signer(),
	}
	return billrecon.NewTokenCache(TokenSourceFunc(issue.token), client.TokenMargin)
}

func (c Config) signer() func(timestamp string) string {
	id, secret := c.AppID, c.AppSecret
	return func(timestamp string) string { return Sign(id, secret, timestamp) }
}
