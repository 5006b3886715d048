package eshouhoutest

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"time"

	"github.com/billrecon/billrecon/eshouhou"
)

// IssueToken returns a token that the gateway takes for [Options.TokenLife], without a request: for a client with Config.Token.
func (g *Gateway) IssueToken() eshouhou.Token { return g.issue(g.tokenLife) }

// issue makes a token as the provider does: base64 of appid, a GUID and the minutes it lives.
func (g *Gateway) issue(life time.Duration) eshouhou.Token {
	plain := fmt.Sprintf("%s&%s&%d", g.app.id, guid(), int(life.Minutes()))
	t := eshouhou.Token{Value: base64.StdEncoding.EncodeToString([]byte(plain)), Expires: time.Now().Add(life)}
	g.tokens.Add(t.Value, t.Expires)
	return t
}

// guid is a random one, version 4.
func guid() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// ExpireTokens makes every token that was issued so far a refused one.
func (g *Gateway) ExpireTokens() { g.tokens.ExpireAll() }

// TokenRequests is how many of the requests were for a token.
func (g *Gateway) TokenRequests() int {
	count := 0
	for _, r := range g.Requests() {
		if isTokenRequest(r.Path) {
			count++
		}
	}
	return count
}
