package eshouhou

import (
	"github.com/billrecon/billrecon"
)

// TokenSource gives access tokens: its method Token(ctx) returns a [Token] or an error. It must be safe for concurrent use
// and end when its context does. Set Config.Token to one when tokens come from elsewhere, such as a service that all
// machines share. The client keeps what it gets, see [Config].
type TokenSource = billrecon.TokenSource

// TokenSourceFunc makes a [TokenSource] of a function func(context.Context) (Token, error).
type TokenSourceFunc = billrecon.TokenSourceFunc

// Token is an access token (access_token). Printing, logging and marshalling one hides it.
//
//   - Value string: the token itself, a secret.
//   - Expires time.Time: when the provider stops accepting it; zero means never.
type Token = billrecon.Token

// StaticToken is a [TokenSource] that always gives this token, which never expires. [New] refuses a token that is shorter than 6
// characters, has white space around it or holds an invisible character.
func StaticToken(value string) TokenSource { return billrecon.StaticToken(value) }
