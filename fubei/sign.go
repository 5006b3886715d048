package fubei

import (
	"crypto/md5"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/billrecon/billrecon/internal/transport"
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

// account is who asks. The secret lives in the closures alone, so that printing any struct around them shows none.
type account struct {
	field   string // name of the identifier on the wire
	id      string
	sign    func(params map[string]string) string
	secrets func() []string
}

func (c Config) account() account {
	field, id, secret := "app_id", c.AppID, c.AppSecret
	if c.VendorSN != "" {
		field, id, secret = "vendor_sn", c.VendorSN, c.VendorSecret
	}
	return account{
		field:   field,
		id:      id,
		sign:    func(params map[string]string) string { return Sign(params, secret) },
		secrets: func() []string { return []string{secret} },
	}
}

// request signs one attempt of a method. biz is the biz_content text: signed as it stands, and sent as it stands inside the JSON
// body.
func (a account) request(method, biz string) (transport.Request, error) {
	params := map[string]string{
		a.field:       a.id,
		"biz_content": biz,
		"format":      "json",
		"method":      method,
		"nonce":       nonce(),
		"sign_method": "md5",
		"version":     "1.0",
	}
	params["sign"] = a.sign(params)
	body, err := json.Marshal(params)
	if err != nil {
		return transport.Request{}, err
	}
	return transport.Request{
		Header: http.Header{
			"Content-Type": {"application/json; charset=utf-8"},
			"Accept":       {"application/json"},
		},
		Body: body,
		Hide: []string{params["sign"], params["nonce"]}, // a reply may quote what it refused; with both the request can be made again
	}, nil
}

// nonceLength is inside the 6 to 36 characters seen in public code; the platform documents no limit.
const nonceLength = 32

// nonce is 32 random letters and digits, 160 bits of randomness.
func nonce() string {
	return (rand.Text() + rand.Text())[:nonceLength]
}
