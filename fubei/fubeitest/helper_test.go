package fubeitest

import (
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// signedFields are the fields of a correct request of the default merchant, with the given biz_content.
func signedFields(biz string) map[string]string {
	fields := map[string]string{
		"app_id": AppID, "biz_content": biz, "format": "json", "method": billMethod, "nonce": "fictional-nonce-0001",
		"sign_method": "md5", "version": "1.0",
	}
	return sign(fields)
}

// sign signs anew after a change.
func sign(fields map[string]string) map[string]string {
	out := maps.Clone(fields)
	out["sign"] = hash(toSign(out) + AppSecret)
	return out
}

// envelope is a reply as a test reads it.
type envelope struct {
	Code    json.RawMessage `json:"result_code"`
	SubCode string          `json:"sub_code"`
	Message string          `json:"result_message"`
	Data    json.RawMessage `json:"data"`
}

// post sends the fields to the gateway in memory.
func post(t *testing.T, g *Gateway, fields map[string]string) envelope {
	t.Helper()
	body, err := json.Marshal(fields)
	require.NoError(t, err)
	status, text := send(t, g, http.MethodPost, string(body))
	require.Equal(t, http.StatusOK, status)
	var e envelope
	require.NoError(t, json.Unmarshal([]byte(text), &e), text)
	return e
}

func send(t *testing.T, g *Gateway, method, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequest(method, "https://gateway.example/gateway", strings.NewReader(body))
	require.NoError(t, err)
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := g.RoundTrip(req)
	require.NoError(t, err)
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	require.NoError(t, err)
	return resp.StatusCode, string(text)
}
