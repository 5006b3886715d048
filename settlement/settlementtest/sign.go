package settlementtest

import (
	"crypto/md5"
	"crypto/sha1"
	"fmt"
	"hash"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

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
		return digest(md5.New(), m.withSecret(secret))
	case SortedSecretParamSHA1:
		return digest(sha1.New(), m.withSecret(secret))
	case TimestampDataKey:
		return digest(md5.New(), fmt.Sprintf("timestamp=%s&data=%s&sign_key=%s", m.params["timestamp"], m.body, secret))
	case SecretWrapped:
		pairs := strings.Join(m.pairs("", nil), "")
		return strings.ToUpper(digest(md5.New(), secret+pairs+m.body+secret))
	case SortedThenTimestampKey:
		pairs := strings.Join(m.pairs("=", []string{"timestamp"}), "&")
		return digest(md5.New(), pairs+m.params["timestamp"]+secret)
	}
	return ""
}

// withSecret is name=value of all parameters and of the secret, by name.
func (m message) withSecret(secret string) string {
	all := message{params: map[string]string{"appsecret": secret}}
	for name, value := range m.params {
		if name != "appsecret" {
			all.params[name] = strings.TrimSpace(value)
		}
	}
	return strings.Join(all.pairs("=", nil), "&")
}

// pairs are the parameters by name.
func (m message) pairs(equals string, without []string) []string {
	var names []string
	for name := range m.params {
		if !slices.Contains(without, name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for i, name := range names {
		names[i] = name + equals + m.params[name]
	}
	return names
}

// digest is in lower-case hexadecimal.
func digest(h hash.Hash, text string) string {
	_, _ = io.WriteString(h, text) // a hash never fails
	return fmt.Sprintf("%x", h.Sum(nil))
}

// mistake tells which of the usual mistakes explains the sign, without showing a secret or a sign.
func (s Scheme) mistake(m message, secret, got string) string {
	if strings.EqualFold(got, s.sign(m, secret)) {
		return "sign differs: the digits have the wrong case"
	}
	for _, other := range Schemes() {
		if other != s && billtest.SameSign(got, other.sign(m, secret)) {
			return "sign differs: it fits " + other.String() + ", the gateway wants " + s.String()
		}
	}
	if billtest.SameSign(got, s.sign(message{params: m.params}, secret)) {
		return "sign differs: the body is not signed"
	}
	return "sign differs: another secret, or other bytes than the ones sent"
}
