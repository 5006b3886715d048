package transport

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)
	tests := []struct {
		header string
		want   time.Duration
		ok     bool
	}{
		{"0", 0, true},
		{"120", 2 * time.Minute, true},
		{" 120 ", 2 * time.Minute, true},
		{"1744221600", longestRetryAfter, true},
		{"99999999999999999999999999", longestRetryAfter, true},
		{"Sun, 22 Nov 2026 08:01:30 GMT", 90 * time.Second, true},
		{"Sunday, 22-Nov-26 08:01:30 GMT", 90 * time.Second, true},
		{"Sun Nov 22 08:01:30 2026", 90 * time.Second, true},
		{"Sun, 22 Nov 2026 07:00:00 GMT", 0, true},
		{"Fri, 22 Nov 9996 08:00:00 GMT", longestRetryAfter, true},
		{"", 0, false},
		{"-5", 0, false},
		{"+5", 0, false},
		{"1.5", 0, false},
		{"10s", 0, false},
		{"１２", 0, false},
		{"soon", 0, false},
		{"2026-11-22T08:01:30Z", 0, false},
	}
	for _, tt := range tests {
		got, ok := retryAfter(http.Header{"Retry-After": {tt.header}}, now)
		require.Equal(t, tt.want, got, tt.header)
		require.Equal(t, tt.ok, ok, tt.header)
	}
	_, ok := retryAfter(nil, now)
	require.False(t, ok)
}
