package settlement

import (
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/internal/client"
)

// Signer makes the sign (签名) of a request. The provider's rule is not public: use the preset that your document of the
// provider names, or a [SignerFunc] of your own.
type Signer interface {
	// Sign gets the query parameters that are about to be sent (access_token, timestamp, and version if there is one; not
	// sign) and the bytes of the JSON body exactly as they will be sent, and returns the sign. It is called for every
	// attempt, and must be safe for concurrent use. Both arguments are copies.
	//
	// An error, a panic or an empty sign fails the call before any network use. The text of the error is not printed, since
	// it may hold what was signed; errors.Is and errors.As find it.
	Sign(query url.Values, body []byte) (string, error)
}

// SignerFunc makes a [Signer] of a function. Keep the secret inside the function: a function prints as an address. See
// [HideSecrets] for secrets that the provider may send back.
type SignerFunc func(query url.Values, body []byte) (string, error)

// Sign calls f.
func (f SignerFunc) Sign(query url.Values, body []byte) (string, error) { return f(query, body) }

// HideSecrets is signer with the secrets that it uses, so that the client can mask them in a message of the provider, which
// may quote what it signed itself. The presets do that by themselves.
func HideSecrets(signer Signer, secrets ...string) Signer {
	secrets = slices.Clone(secrets)
	s := scheme{name: "HideSecrets", secrets: func() []string { return secrets }}
	for _, secret := range secrets {
		if rule := client.ShortSecret(secret); rule != "" {
			s.rule = "hides a secret that " + rule
		}
	}
	if rule := brokenSigner(signer); rule != "" {
		s.rule = rule
		return s
	}
	if inner, ok := signer.(scheme); ok {
		s.name = inner.name
		s.secrets = func() []string { return slices.Concat(inner.secrets(), secrets) }
	}
	s.sign = signer.Sign
	return s
}

// scheme is a Signer whose secret lives in the closures alone.
type scheme struct {
	name    string
	rule    string // what is wrong with its secret, found when it was made and told by New
	sign    func(query url.Values, body []byte) (string, error)
	secrets func() []string
}

// Sign makes the sign.
func (s scheme) Sign(query url.Values, body []byte) (string, error) {
	if s.rule != "" {
		return "", invalid("Config.Signer %s", s.rule)
	}
	return s.sign(query, body)
}

// String is the name of the scheme.
func (s scheme) String() string { return "settlement." + s.name }

// GoString is String.
func (s scheme) GoString() string { return s.String() }

// Format writes String for every verb.
func (s scheme) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// brokenSigner is the rule that the signer breaks, as far as that can be seen from outside.
func brokenSigner(s Signer) string {
	const missing = "is nil: it is required; SortedSecretParamMD5 is the best guess, FindSigner asks the provider"
	switch s := s.(type) {
	case nil:
		return missing
	case SignerFunc:
		if s == nil {
			return missing
		}
	case scheme:
		return s.rule
	}
	return ""
}

// SortedSecretParamMD5 is the best-supported guess, and no more: the provider publishes no signing rule, and ITS OWN DOCUMENT
// MUST CONFIRM THIS ONE, or [FindSigner]. It follows the document of 关爱通's platform, whose wording the provider's page
// repeats, with MD5 in place of SHA-1, because the page's sample sign has 32 lower-case hexadecimal digits:
//
//  1. Take the query parameters except "sign", and add the secret as one of them, named "appsecret".
//  2. Sort by name, ASCII ascending.
//  3. Join name=value with "&", the values trimmed and raw: no URL encoding.
//  4. MD5 of the UTF-8 bytes, as 32 lower-case hexadecimal digits.
//
// The body is not among them. 关爱通's own Go and Java libraries do sign it when it is JSON, as this client's is: that is
// [SortedSecretParamBodyMD5], and just as likely.
func SortedSecretParamMD5(secret string) Signer {
	return sortedSecretParam("SortedSecretParamMD5", secret, md5.New, false)
}

// SortedSecretParamSHA1 is [SortedSecretParamMD5] with SHA-1, as 40 lower-case hexadecimal digits: the example of 关爱通's
// document, a call without a body. What 关爱通's libraries do for a JSON body is [SortedSecretParamBodySHA1]. The provider's own
// document must confirm it.
func SortedSecretParamSHA1(secret string) Signer {
	return sortedSecretParam("SortedSecretParamSHA1", secret, sha1.New, false)
}

// SortedSecretParamBodyMD5 is [SortedSecretParamMD5] with one more parameter, "_body": the JSON text exactly as it is sent,
// sorted with the others and not trimmed. It is the rule of 关爱通's public Go and Java libraries for JSON posts, with MD5. The
// provider's own document must confirm it.
func SortedSecretParamBodyMD5(secret string) Signer {
	return sortedSecretParam("SortedSecretParamBodyMD5", secret, md5.New, true)
}

// SortedSecretParamBodySHA1 is [SortedSecretParamBodyMD5] with SHA-1, as 40 lower-case hexadecimal digits, which 关爱通's public
// Go and Java libraries use. The provider's own document must confirm it.
func SortedSecretParamBodySHA1(secret string) Signer {
	return sortedSecretParam("SortedSecretParamBodySHA1", secret, sha1.New, true)
}

// SortedSecretParamBodySHA256 is [SortedSecretParamBodyMD5] with SHA-256, as 64 lower-case hexadecimal digits, which 关爱通's
// public Java library offers as well. The provider's own document must confirm it.
func SortedSecretParamBodySHA256(secret string) Signer {
	return sortedSecretParam("SortedSecretParamBodySHA256", secret, sha256.New, true)
}

// TimestampDataKey is the rule of 分贝通: MD5 of
//
//	timestamp=T&data=BODY&sign_key=SECRET
//
// in this order, with the body as it is sent, as 32 lower-case hexadecimal digits. The token is not signed. The provider's own
// document must confirm it.
func TimestampDataKey(secret string) Signer {
	return preset("TimestampDataKey", secret, func(query url.Values, body []byte) string {
		return md5Hex("timestamp=" + query.Get("timestamp") + "&data=" + string(body) + "&sign_key=" + secret)
	})
}

// SecretWrapped is the rule in the style of 京东 and TOP: MD5 of
//
//	SECRET + name₁value₁name₂value₂… + BODY + SECRET
//
// with the query parameters except "sign" sorted by name, nothing between the parts, and the body as it is sent, as 32
// upper-case hexadecimal digits. The provider's own document must confirm it.
func SecretWrapped(secret string) Signer {
	return preset("SecretWrapped", secret, func(query url.Values, body []byte) string {
		return strings.ToUpper(md5Hex(secret + joined(query, "", "", "sign") + string(body) + secret))
	})
}

// SortedThenTimestampKey is the rule of JetLinks: MD5 of
//
//	name₁=value₁&name₂=value₂… + TIMESTAMP + SECRET
//
// with the query parameters sorted by name, except "sign" and "timestamp", and nothing before the timestamp and the secret, as
// 32 lower-case hexadecimal digits. The body is not signed. The provider's own document must confirm it.
func SortedThenTimestampKey(secret string) Signer {
	return preset("SortedThenTimestampKey", secret, func(query url.Values, _ []byte) string {
		return md5Hex(joined(query, "=", "&", "sign", "timestamp") + query.Get("timestamp") + secret)
	})
}

func preset(name, secret string, sign func(query url.Values, body []byte) string) Signer {
	s := scheme{
		name:    name,
		sign:    func(query url.Values, body []byte) (string, error) { return sign(query, body), nil },
		secrets: func() []string { return []string{secret} },
	}
	if secret == "" {
		s.rule = "has an empty secret: it is required"
	} else if rule := client.BrokenSecret(secret); rule != "" {
		s.rule = "has a secret that " + rule
	}
	return s
}

func sortedSecretParam(name, secret string, algorithm func() hash.Hash, withBody bool) Signer {
	return preset(name, secret, func(query url.Values, body []byte) string {
		if withBody {
			query = cloneValues(query)
			query.Set("_body", string(body))
		}
		return hexOf(algorithm, sortedWithSecret(query, secret))
	})
}

func md5Hex(text string) string { return hexOf(md5.New, text) }

func hexOf(algorithm func() hash.Hash, text string) string {
	h := algorithm()
	h.Write([]byte(text)) // never fails
	return hex.EncodeToString(h.Sum(nil))
}

// sortedWithSecret is the text that the SortedSecretParam schemes hash. The body is the one value that is not trimmed.
func sortedWithSecret(query url.Values, secret string) string {
	params := make(url.Values, len(query)+1)
	for name, values := range query {
		for _, value := range values {
			if name != "_body" {
				value = strings.TrimSpace(value)
			}
			params.Add(name, value)
		}
	}
	params.Set("appsecret", secret)
	return joined(params, "=", "&", "sign")
}

// joined is every parameter by name, without those in except: name and value with equals between them, pairs with and
// between them, all of it raw.
func joined(query url.Values, equals, and string, except ...string) string {
	var text strings.Builder
	separator := ""
	for _, name := range slices.Sorted(maps.Keys(query)) {
		if slices.Contains(except, name) {
			continue
		}
		for _, value := range query[name] {
			text.WriteString(separator + name + equals + value)
			separator = and
		}
	}
	return text.String()
}
