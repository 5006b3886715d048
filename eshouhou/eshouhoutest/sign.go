package eshouhoutest

import (
	"crypto/md5"
	"fmt"
	"io"
	"strings"

	"github.com/billrecon/billrecon/billtest"
)

// identity is who may ask for tokens. The secret lives in the closures alone.
type identity struct {
	id    string
	sign  func(timestamp string) string
	guess func(timestamp, got string) string
}

func identityOf(id, secret string) identity {
	return identity{
		id:    id,
		sign:  func(timestamp string) string { return digest(id, secret, timestamp) },
		guess: func(timestamp, got string) string { return mistake(id, secret, timestamp, got) },
	}
}

// digest is the provider's rule: MD5 of the parts, one directly after the other, in upper-case hexadecimal.
func digest(parts ...string) string {
	h := md5.New()
	for _, part := range parts {
		_, _ = io.WriteString(h, part) // a hash never fails
	}
	return fmt.Sprintf("%X", h.Sum(nil))
}

// mistake tells which of the usual mistakes explains the sign, without showing a secret or a sign.
func mistake(id, secret, timestamp, got string) string {
	for _, guess := range []struct{ sign, rule string }{
		{digest(id, secret, timestamp), "the digits must be upper case"},
		{digest(id, timestamp, secret), "the secret must stand before the timestamp"},
		{digest(secret, id, timestamp), "the appid must stand first"},
		{digest(timestamp, id, secret), "the timestamp must stand last"},
		{digest(id, "&", secret, "&", timestamp), `there must be no "&" between the parts`},
		{digest(id, timestamp), "the secret is missing"},
		{digest(id, secret), "the timestamp is missing"},
		{digest(id, secret, strings.TrimSuffix(timestamp, "000")), "the timestamp must be signed as it is sent"},
	} {
		if billtest.SameSign(strings.ToUpper(got), guess.sign) {
			return "sign differs: " + guess.rule
		}
	}
	return "sign differs: another secret, or another timestamp than the one sent"
}
