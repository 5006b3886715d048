package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/paging"
	"github.com/billrecon/billrecon/internal/transport"
)

func TestCommonCopiesByName(t *testing.T) {
	type config struct {
		Secret    string
		BaseURL   string
		Timeout   time.Duration
		MaxRows   int64
		ReadTwice bool
	}
	want := Config{BaseURL: "https://own.example", Timeout: time.Second, Paging: Paging{MaxRows: 7, ReadTwice: true}}
	got := Common(config{"fictional-secret", "https://own.example", time.Second, 7, true}, "https://production.example")
	assert.Equal(t, want, got)
	assert.Equal(t, "https://production.example", Common(config{}, "https://production.example").BaseURL)
	plan := Plan[int](Paging{MaxPages: 1, MaxRows: 2, Prefetch: 3, Drift: billrecon.ReportDrift, ReadTwice: true}, "acme: Bills")
	assert.Equal(t, paging.Plan[int]{Op: "acme: Bills", MaxPages: 1, MaxRows: 2, Prefetch: 3, Drift: billrecon.ReportDrift, ReadTwice: true}, plan)
}

func TestPagesOfAQuery(t *testing.T) {
	require.NoError(t, errors.Join(CheckPage("acme", "BillQuery", 0, 0, 100), CheckPage("acme", "BillQuery", 3, 100, 100)))
	require.NoError(t, errors.Join(CheckStart("acme", "BillQuery", "Bills", 0), CheckStart("acme", "BillQuery", "Bills", 1)))
	for want, err := range map[string]error{
		"acme: BillQuery.Page is -1: it must be 1 or more, or 0 for the first":        CheckPage("acme", "BillQuery", -1, 0, 100),
		"acme: BillQuery.Limit is -1: it must be 1 to 100, or 0 for the default":      CheckPage("acme", "BillQuery", 0, -1, 100),
		"acme: BillQuery.Limit is 101: it must be 1 to 100, or 0 for the default":     CheckPage("acme", "BillQuery", 0, 101, 100),
		"acme: BillQuery.Page is 2: Bills start at page 1, go on with Cursor instead": CheckStart("acme", "BillQuery", "Bills", 2),
	} {
		require.ErrorIs(t, err, billrecon.ErrInvalidRequest)
		assert.EqualError(t, err, want)
	}
}

func TestDataOf(t *testing.T) {
	replies := Envelope{Code: "code", Success: "0", Messages: []string{"message"}, Data: "data"}
	outcome := func(r Reply) error { return r.Outcome(nil, false) }
	for body, want := range map[string]string{
		`{"code":"0","data":{"a":[1, 2]}}`: `{"a":[1, 2]}`, `{"code":"0"}`: "", `{"data":"x","code":"0"}`: `"x"`,
	} {
		text := []byte(body)
		data, err := replies.DataOf(transport.Response{Context: t.Context(), Body: text}, &Readers{}, outcome)
		require.NoError(t, err)
		clear(text) // the data is a copy
		assert.Equal(t, want, string(data))
	}
	for _, body := range []string{`{"code":"9","message":"closed","data":1}`, `{"code":"0","data":`, `[]`} {
		data, err := replies.DataOf(transport.Response{Context: t.Context(), Body: []byte(body)}, &Readers{}, outcome)
		require.Error(t, err, body)
		assert.Nil(t, data)
	}
}

// The text of a hook's error is its own, but for an address, which may hold a secret.
func TestAHookThatFails(t *testing.T) {
	vault := errors.New("the vault is closed")
	sent := &url.Error{Op: "Get", URL: "https://vault.example/?key=fictional-secret", Err: io.ErrUnexpectedEOF}
	for want, cause := range map[string]error{
		"Config.Authorize: the vault is closed":                    vault,
		"Config.Authorize: its own request failed: unexpected EOF": sent,
		"Config.Authorize: its own request failed: EOF":            &url.Error{Op: "Get", URL: sent.URL, Err: fmt.Errorf("no token: %w", &url.Error{Op: "Get", URL: sent.URL, Err: io.EOF})},
	} {
		a := Authorizer{Provider: "console", BaseURL: "https://console.example", Timeout: time.Minute, Hook: func(*http.Request) error { return cause }}
		_, err := a.Request(context.Background(), http.MethodGet, "/pay", nil, "", nil)
		require.ErrorIs(t, err, billrecon.ErrAuth)
		require.ErrorIs(t, err, cause)
		assert.EqualError(t, err, want)
	}
	_, err := Authorizer{Provider: "console", BaseURL: "https://console.example", Timeout: time.Minute, Hook: func(*http.Request) error { return nil }}.
		Request(context.Background(), "no method", "/pay", nil, "", nil)
	assert.EqualError(t, err, "console: the request cannot be made")
}
