package fubei

import (
	"crypto/md5"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
)

// Sign computes the sign (签名) of a request or a callback of the platform:
//
//  1. Take every field except "sign".
//  2. Sort by name, ASCII ascending.
//  3. Join name=value with "&", the values raw: no URL encoding.
//  4. Append the secret directly, without "&" or "key=".
//  5. MD5 of the UTF-8 bytes, as 32 upper-case hexadecimal digits.
//
// An empty value takes part like any other. [Client] never sends one, because clients of the platform disagree on it.
func Sign(params map[string]string, secret string) string {
	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if name == "sign" {
			continue
		}
		if text.Len() > 0 {
			text.WriteByte('&')
		}
		text.WriteString(name + "=" + params[name])
	}
	text.WriteString(secret)
	sum := md5.Sum([]byte(text.String()))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}
