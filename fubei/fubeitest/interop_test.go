package fubeitest

import (
	"crypto/md5"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/fubei"
)

// ascii writes a JSON string as PHP's json_encode does: "/" and all that is not ASCII escaped.
func ascii(text string) string {
	var b strings.Builder
	for _, r := range strings.ReplaceAll(strconv.Quote(text), "/", `\/`) {
		if r < 0x80 {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}

// The forms in which public clients of the platform send a request, as read in their sources (docs/interop.md), written anew. Each
// signs a text of its own: the sorted fields and the secret.
func TestRequestsOfOtherClients(t *testing.T) {
	const hard = `中文😀&<>'%=`
	for _, id := range []string{AppID, "id-" + hard} {
		for _, secret := range []string{AppSecret, "fictional-" + hard} {
			for _, client := range []struct{ name, level, biz, nonce string }{
				{"hippospay", "app_id", `{"day":"22","limit":"100","month":"11","page":"1","type":"1","year":"2026"}`, strings.Repeat("q", 32)},
				{"php-sdk", "app_id", `{"year":2026,"month":11}`, "12312"},
				{"php-sdk", "vendor_sn", `{"year":2026,"month":11,"note":` + ascii(hard+"/") + `}`, "12312"},
				{"fubei-nodejs-sdk", "vendor_sn", `{"year":2026,"note":"` + hard + `"}`, "1700000000000"},
				{"dotnetcore-sdk", "app_id", `{"year":2026,"month":11}`, "fictional-nonce"},
			} {
				options := Options{Lenient: true, AppID: id, AppSecret: secret}
				order := [7]string{"app_id", "biz_content", "format", "method", "nonce", "sign_method", "version"}
				if client.level == "vendor_sn" {
					options = Options{Lenient: true, VendorSN: id, VendorSecret: secret}
					order = [7]string{"biz_content", "format", "method", "nonce", "sign_method", "vendor_sn", "version"}
				}
				fields := map[string]string{client.level: id, "biz_content": client.biz, "format": "json", "method": billMethod,
					"nonce": client.nonce, "sign_method": "md5", "version": "1.0"}
				text, body := "", "{"
				for _, name := range order {
					text += "&" + name + "=" + fields[name]
					body += ascii(name) + ":" + ascii(fields[name]) + ","
				}
				sign := fmt.Sprintf("%X", md5.Sum([]byte(text[1:]+secret)))
				assert.Equal(t, sign, fubei.Sign(fields, secret), "%s: their sign is ours", client.name)
				gw := New(t, options)
				for range 2 { // hippospay sends one nonce for all pages
					req, err := http.NewRequest(http.MethodPost, "https://gateway.example/gateway", strings.NewReader(body+`"sign":"`+sign+`"}`))
					require.NoError(t, err)
					req.Header.Set("Content-Type", "application/json")
					resp, err := gw.RoundTrip(req)
					require.NoError(t, err)
					reply, err := io.ReadAll(resp.Body)
					require.NoError(t, err)
					assert.Contains(t, string(reply), `"result_code":200`, "%s %s", client.name, client.level)
				}
			}
		}
	}
}
