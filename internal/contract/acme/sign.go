package acme

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/billrecon/billrecon/internal/transport"
)

// Sign returns the sign (签名) of a request: HMAC-SHA256 under the secret, as lower-case hexadecimal digits, of the key, the nonce,
// the time in seconds and the body as it is sent, one a line.
func Sign(secret, key, nonce, seconds string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(strings.Join([]string{key, nonce, seconds, string(body)}, "\n"))) // a hash never fails
	return hex.EncodeToString(mac.Sum(nil))
}

// signer signs with a secret that lives in the closure alone, so that printing a struct around it shows none.
type signer func(body []byte) transport.Request

func newSigner(key, secret string) signer {
	return func(body []byte) transport.Request {
		nonce, seconds := rand.Text(), strconv.FormatInt(time.Now().Unix(), 10)
		sign := Sign(secret, key, nonce, seconds, body)
		return transport.Request{
			Path: "bills/query",
			Header: http.Header{
				"Content-Type": {"application/json"}, "Acme-Key": {key}, "Acme-Nonce": {nonce}, "Acme-Time": {seconds}, "Acme-Sign": {sign},
			},
			Body: body,
			Hide: []string{sign, nonce},
		}
	}
}
