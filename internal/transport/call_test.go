package transport

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRequestAndResponsePrintNoField(t *testing.T) {
	req := Request{Path: testSecret, Query: url.Values{"sign": {testSecret}}, Header: http.Header{"Token": {testSecret}},
		Body: []byte(testSecret), Hide: []string{testSecret}}
	resp := Response{Status: 200, Header: http.Header{"Set-Cookie": {testSecret}}, Body: []byte(testSecret)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		for _, v := range []any{req, &req, resp, &resp, []Request{req}, struct{ R Response }{resp}} {
			text := fmt.Sprintf(verb, v)
			require.NotContains(t, text, testSecret, verb)
			require.NotContains(t, text, fmt.Sprintf("%x", testSecret), verb)
			require.NotContains(t, text, fmt.Sprint([]byte(testSecret)), verb)
		}
	}
	require.Equal(t, "transport.Request{body of 20 bytes}", fmt.Sprint(req))
	require.Equal(t, "transport.Response{HTTP 200, body of 20 bytes}", fmt.Sprintf("%#v", resp))
}
