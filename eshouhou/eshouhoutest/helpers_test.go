package eshouhoutest

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/billtest"
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

// recorder is a TB that remembers instead of failing.
type recorder struct {
	mu       sync.Mutex
	errors   []string
	logs     []string
	cleanups []func()
}

func (r *recorder) Helper() {}

func (r *recorder) Cleanup(f func()) { r.cleanups = append(r.cleanups, f) }

func (r *recorder) Errorf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func (r *recorder) Logf(format string, args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.logs = append(r.logs, fmt.Sprintf(format, args...))
}

var (
	_ billtest.TB       = (*testing.T)(nil)
	_ billtest.TB       = (*testing.B)(nil)
	_ billtest.TB       = (*recorder)(nil)
	_ http.Handler      = (*Gateway)(nil)
	_ http.RoundTripper = (*Gateway)(nil)
)
