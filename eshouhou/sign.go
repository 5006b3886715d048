package eshouhou

import (
	"crypto/md5"
	"encoding/hex"
	"strings"
)

// Sign computes the sign (签名) of a token request (TokenApi): MD5 of appid, secret and timestamp, one directly after the
// other, as 32 upper-case hexadecimal digits. The timestamp is the text that is sent, Unix time in milliseconds. No other
// call of the provider is signed; they carry the token.
func Sign(appID, appSecret, timestamp string) string {
	sum := md5.Sum([]byte(appID + appSecret + timestamp))
	return strings.ToUpper(hex.EncodeToString(sum[:]))
}
