package transport

import (
	"bytes"
	"encoding/json"
	"errors"
	"log/slog"
	"sort"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"
)

// logged runs one call and returns its log records.
func logged(t *testing.T, level slog.Level, call Call, replies ...reply) []map[string]any {
	t.Helper()
	var out bytes.Buffer
	synctest.Test(t, func(t *testing.T) {
		cfg := config(play(replies...))
		cfg.MaxResponseBytes = 1000
		cfg.Logger = slog.New(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: level}))
		_, _ = newClient(t, cfg).Do(t.Context(), call)
	})
	require.NotContains(t, out.String(), testSecret)
	require.NotContains(t, out.String(), "example.test")
	var records []map[string]any
	for dec := json.NewDecoder(&out); dec.More(); {
		var r map[string]any
		require.NoError(t, dec.Decode(&r))
		delete(r, "time")
		records = append(records, r)
	}
	return records
}

func TestLogRecords(t *testing.T) {
	got := logged(t, slog.LevelDebug, get(), answer(503, "busy"), ok())
	sent := float64(len(`{"secret":"` + testSecret + `"}`))
	require.Equal(t, []map[string]any{
		{"level": "DEBUG", "msg": "attempt", "op": "fubei.BillPage", "attempt": 1.0, "outcome": "status", "status": 503.0, "duration": 0.0, "request_bytes": sent, "response_bytes": 4.0},
		{"level": "WARN", "msg": "retry", "op": "fubei.BillPage", "attempt": 1.0, "outcome": "status", "status": 503.0, "delay": 2e8},
		{"level": "DEBUG", "msg": "attempt", "op": "fubei.BillPage", "attempt": 2.0, "outcome": "ok", "status": 200.0, "duration": 0.0, "request_bytes": sent, "response_bytes": 11.0},
	}, got)
	require.Len(t, logged(t, slog.LevelInfo, get(), answer(503, "busy"), ok()), 1, "retries alone are worth a warning")
}

func TestLogOutcomes(t *testing.T) {
	leak := testSecret + " https://api.example.test"
	refused := get()
	refused.Build = nil
	tests := []struct {
		want  string
		call  Call
		reply reply
	}{
		{"network", get(), broken(errors.New(leak))},
		{"timeout", get(), hang()},
		{"status", get(), answer(404, leak)},
		{"redirect", get(), answer(302, leak, "Location", leak)},
		{"too_large", get(), answer(200, strings.Repeat("x", 2000))},
		{"malformed", decoding(func(Response) error { return Malformed(errors.New(leak), false) }), ok()},
		{"business", decoding(func(Response) error { return Fail(nil, leak, leak, leak, false) }), ok()},
		{"build", withBuildError(errors.New(leak)), ok()},
	}
	for _, tt := range tests {
		records := logged(t, slog.LevelDebug, tt.call, tt.reply)
		require.NotEmpty(t, records, tt.want)
		for _, r := range records {
			require.Equal(t, tt.want, r["outcome"])
			requireAllowed(t, r)
		}
	}
	require.Empty(t, logged(t, slog.LevelDebug, refused, ok()), "a refused call is no attempt")
}

func requireAllowed(t *testing.T, record map[string]any) {
	t.Helper()
	allowed := []string{"attempt", "delay", "duration", "level", "msg", "op", "outcome", "request_bytes", "response_bytes", "status"}
	for key := range record {
		i := sort.SearchStrings(allowed, key)
		require.True(t, i < len(allowed) && allowed[i] == key, key)
	}
}

func TestLabel(t *testing.T) {
	require.Equal(t, "A", (&Client{}).label(Call{Op: "A"}))
	require.Equal(t, "p.A", (&Client{provider: "p"}).label(Call{Op: "A"}))
}
