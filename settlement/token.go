package settlement

import (
	"time"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/client"
)

// TokenSource gives access tokens: its method Token(ctx) returns a [Token] or an error. It must be safe for concurrent use
// and end when its context does. The client keeps what it gets, see [Config]. The text of its errors is not printed, since it
// may hold a credential; errors.Is and errors.As find them.
//
// The provider's token endpoint and the life of its tokens are not public.
type TokenSource = billrecon.TokenSource

// TokenSourceFunc makes a [TokenSource] of a function func(context.Context) (Token, error).
type TokenSourceFunc = billrecon.TokenSourceFunc

// Token is an access token (授权访问凭证, access_token). Printing, logging and marshalling one hides it.
//
//   - Value string: the token itself, a secret.
//   - Expires time.Time: when the provider stops accepting it; zero means never, or not known.
type Token = billrecon.Token

// TokenCache is a [TokenSource] that keeps the token of another one, to be shared by several clients. Make it with
// [NewTokenCache].
//
//   - Token(ctx context.Context) (Token, error): the kept token, or a new one.
//   - Invalidate(used Token): drops the token if it is still the kept one. A client does that when the provider refused it, so
//     that many calls that fail at once cost one new token.
type TokenCache = billrecon.TokenCache

// NewTokenCache makes a [TokenCache] over src that renews a token margin before it expires (half of its life when that is
// shorter than twice the margin). However many calls need a new token at once, src is asked once, and a caller that gives up
// fails alone. A failure is not kept; while the old token is still valid a failed renewal returns it.
//
// One client needs none: it keeps the tokens of any source, with a margin of 60 s.
func NewTokenCache(src TokenSource, margin time.Duration) *TokenCache {
	return billrecon.NewTokenCache(client.Source(provider, src), margin)
}

// StaticToken is a [TokenSource] that always gives this token, which never expires. When the provider refuses it there is no
// other one, and the call fails. [New] refuses a token that is shorter than 6 characters, has white space around it or holds an
// invisible character.
func StaticToken(value string) TokenSource { return billrecon.StaticToken(value) }
