package billrecon_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon"
)

func TestSentinelsDiffer(t *testing.T) {
	texts := map[string]bool{}
	for _, kind := range []error{
		billrecon.ErrInvalidRequest, billrecon.ErrPeriodOpen, billrecon.ErrAuth, billrecon.ErrRateLimited, billrecon.ErrUnavailable,
		billrecon.ErrMalformedResponse, billrecon.ErrResponseTooLarge, billrecon.ErrPageDrift, billrecon.ErrPageLoop, billrecon.ErrIncomplete,
	} {
		require.NotContains(t, kind.Error(), "billrecon", "a client puts its provider's name before it")
		texts[kind.Error()] = true
	}
	require.Len(t, texts, 10)
}
