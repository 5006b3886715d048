package eshouhoutest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
	"github.com/billrecon/billrecon/internal/client/clienttest"
)

// answer is what a request got.
type answer struct {
	status  int
	Code    json.RawMessage `json:"ResultCode"`
	Message string          `json:"ErrorMsg"`
	Value   json.RawMessage `json:"ResultValue"`
}

// ask sends a GET straight to the gateway.
func ask(t *testing.T, g *Gateway, path string, query url.Values) answer {
	t.Helper()
	resp, err := g.Client().Get("https://fictional.example" + path + "?" + query.Encode())
	require.NoError(t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	got := answer{status: resp.StatusCode}
	if strings.Contains(resp.Header.Get("Content-Type"), "json") {
		require.NoError(t, json.Unmarshal(body, &got))
	}
	return got
}

// tokenQuery is a token request as the provider's page has it.
func tokenQuery() url.Values {
	timestamp := strconv.FormatInt(time.Now().UnixMilli(), 10)
	return url.Values{"appid": {AppID}, "timestamp": {timestamp}, "sign": {hash(AppID, AppSecret, timestamp)}}
}

var (
	_ billtest.TB       = (*testing.T)(nil)
	_ billtest.TB       = (*testing.B)(nil)
	_ billtest.TB       = (*clienttest.Recorder)(nil)
	_ http.Handler      = (*Gateway)(nil)
	_ http.RoundTripper = (*Gateway)(nil)
)
