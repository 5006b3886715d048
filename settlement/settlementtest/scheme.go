package settlementtest

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/settlement"
)

// Scheme is a rule of the sign, named after the preset of package settlement.
type Scheme int

// The schemes, in the order in which settlement.FindSigner tries them.
const (
	SortedSecretParamMD5        Scheme = iota // settlement.SortedSecretParamMD5
	SortedSecretParamBodyMD5                  // settlement.SortedSecretParamBodyMD5
	SortedSecretParamSHA1                     // settlement.SortedSecretParamSHA1
	SortedSecretParamBodySHA1                 // settlement.SortedSecretParamBodySHA1
	SortedSecretParamBodySHA256               // settlement.SortedSecretParamBodySHA256
	TimestampDataKey                          // settlement.TimestampDataKey
	SecretWrapped                             // settlement.SecretWrapped
	SortedThenTimestampKey                    // settlement.SortedThenTimestampKey
)

var schemeNames = [...]string{"SortedSecretParamMD5", "SortedSecretParamBodyMD5", "SortedSecretParamSHA1", "SortedSecretParamBodySHA1",
	"SortedSecretParamBodySHA256", "TimestampDataKey", "SecretWrapped", "SortedThenTimestampKey"}

// Schemes are all of them, for tests that try each.
func Schemes() []Scheme {
	schemes := make([]Scheme, len(schemeNames))
	for i := range schemes {
		schemes[i] = Scheme(i)
	}
	return schemes
}

// String is the name of the preset, "Scheme(99)" for what is none.
func (s Scheme) String() string {
	if s < 0 || int(s) >= len(schemeNames) {
		return "Scheme(" + strconv.Itoa(int(s)) + ")"
	}
	return schemeNames[s]
}

// Signer is the preset of package settlement that the scheme is named after.
func (s Scheme) Signer(secret string) settlement.Signer {
	switch s {
	case SortedSecretParamSHA1:
		return settlement.SortedSecretParamSHA1(secret)
	case TimestampDataKey:
		return settlement.TimestampDataKey(secret)
	case SecretWrapped:
		return settlement.SecretWrapped(secret)
	case SortedThenTimestampKey:
		return settlement.SortedThenTimestampKey(secret)
	case SortedSecretParamBodyMD5:
		return settlement.SortedSecretParamBodyMD5(secret)
	case SortedSecretParamBodySHA1:
		return settlement.SortedSecretParamBodySHA1(secret)
	case SortedSecretParamBodySHA256:
		return settlement.SortedSecretParamBodySHA256(secret)
	}
	return settlement.SortedSecretParamMD5(secret)
}

// message is what a sign is made of.
type message struct {
	params map[string]string // the query without sign
	body   string
}

func messageOf(query url.Values, body []byte) message {
	m := message{params: map[string]string{}, body: string(body)}
	for name := range query {
		if name != "sign" {
			m.params[name] = query.Get(name)
		}
	}
	return m
}

// sign is the scheme's rule, written from the provider page and apart from package settlement.
func (s Scheme) sign(m message, secret string) string {
	switch s {
	case SortedSecretParamMD5:
		return billtest.Hash(md5.New(), m.withSecret(secret))
	case SortedSecretParamSHA1:
		return billtest.Hash(sha1.New(), m.withSecret(secret))
	case SortedSecretParamBodyMD5:
		return billtest.Hash(md5.New(), m.withBody(secret))
	case SortedSecretParamBodySHA1:
		return billtest.Hash(sha1.New(), m.withBody(secret))
	case SortedSecretParamBodySHA256:
		return billtest.Hash(sha256.New(), m.withBody(secret))
	case TimestampDataKey:
		return billtest.Hash(md5.New(), fmt.Sprintf("timestamp=%s&data=%s&sign_key=%s", m.params["timestamp"], m.body, secret))
	case SecretWrapped:
		pairs := strings.Join(billtest.Pairs(m.params, ""), "")
		return strings.ToUpper(billtest.Hash(md5.New(), secret, pairs, m.body, secret))
	case SortedThenTimestampKey:
		pairs := strings.Join(billtest.Pairs(m.params, "=", "timestamp"), "&")
		return billtest.Hash(md5.New(), pairs, m.params["timestamp"], secret)
	}
	return ""
}

// withSecret is name=value of all parameters and of the secret, by name.
func (m message) withSecret(secret string) string {
	return strings.Join(billtest.Pairs(m.trimmed(secret), "="), "&")
}

// withBody is withSecret and _body, the body as it was sent.
func (m message) withBody(secret string) string {
	params := m.trimmed(secret)
	params["_body"] = m.body
	return strings.Join(billtest.Pairs(params, "="), "&")
}

func (m message) trimmed(secret string) map[string]string {
	params := make(map[string]string, len(m.params)+2)
	for name, value := range m.params {
		params[name] = strings.TrimSpace(value)
	}
	params["appsecret"] = secret
	return params
}

// mistake returns which of the usual mistakes explains the sign, without showing a secret or a sign.
func (s Scheme) mistake(m message, secret, got string) string {
	guesses := []billtest.Guess{{Sign: s.sign(m, secret), Rule: "the digits have the wrong case"}}
	for _, other := range Schemes() {
		guesses = append(guesses, billtest.Guess{Sign: other.sign(m, secret), Rule: "it fits " + other.String() + ", the gateway wants " + s.String()})
	}
	guesses = append(guesses, billtest.Guess{Sign: s.sign(message{params: m.params}, secret), Rule: "the body is not signed"})
	return billtest.Mistake(got, guesses)
}
