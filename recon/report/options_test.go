package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/recon"
)

func TestOptionsCheck(t *testing.T) {
	for _, c := range []struct {
		reason  string
		options Options
		field   string // empty: accepted
	}{
		{"the zero options", Options{}, ""},
		{"a Chinese title of 200 characters", Options{Title: strings.Repeat("账", 200)}, ""},
		{"a longer title", Options{Title: strings.Repeat("账", 201)}, "Options.Title"},
		{"a title of two lines", Options{Title: "a\nb"}, "Options.Title"},
		{"a title that turns the line around", Options{Title: "a\u202eb"}, "Options.Title"},
		{"a title that is not UTF-8", Options{Title: "a\xff"}, "Options.Title"},
		{"an unknown language", Options{Language: 2}, "Options.Language"},
		{"ten near misses", Options{Nearest: 10}, ""},
		{"no near misses", Options{Nearest: -1}, ""},
		{"eleven near misses", Options{Nearest: 11}, "Options.Nearest"},
		{"no limit", Options{Limit: -1}, ""},
	} {
		err := c.options.check()
		if c.field == "" {
			require.NoError(t, err, c.reason)
			continue
		}
		var e *Error
		require.ErrorAs(t, err, &e, c.reason)
		require.Equal(t, c.field, e.Field, c.reason)
		require.ErrorIs(t, err, ErrInvalid, c.reason)
	}
}

func TestErrorDoesNotRepeatTheValue(t *testing.T) {
	err := Options{Title: "fictional\nsecret"}.check()
	require.NotContains(t, err.Error(), "fictional")
	require.NotContains(t, err.Error(), "\n")
}

func TestDefaults(t *testing.T) {
	require.Equal(t, Options{Title: "对账报告", Nearest: 1, Limit: 10_000}, Options{}.withDefaults())
	require.Equal(t, Options{Language: recon.English, Title: "Reconciliation report", Nearest: 0, Limit: -1},
		Options{Language: recon.English, Nearest: -5, Limit: -1}.withDefaults())
}
