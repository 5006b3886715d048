package console

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/internal/paging"
)

func TestSentinelsDiffer(t *testing.T) {
	all := []error{ErrInvalidRequest, ErrAuth, ErrRateLimited, ErrUnavailable, ErrMalformedResponse, ErrResponseTooLarge,
		ErrPageDrift, ErrPageLoop, ErrIncomplete}
	for i, a := range all {
		for j, b := range all {
			assert.Equal(t, i == j, errors.Is(a, b), "%v, %v", a, b)
		}
	}
}

func TestInvalidNamesThePackage(t *testing.T) {
	err := invalid("OrderQuery.PayMethod is %d", -1)
	assert.ErrorIs(t, err, ErrInvalidRequest)
	assert.EqualError(t, err, "console: OrderQuery.PayMethod is -1")
}

func TestAliasesAreTheSharedTypes(t *testing.T) {
	// An identical type converts without a conversion: this fails to compile when an alias becomes a type of its own.
	var retry RetryPolicy = RetryPolicy{MaxAttempts: 1}
	var limit RateLimit = RateLimit{PerSecond: 1}
	var audit paging.Audit = Audit{Pages: 1}
	assert.Equal(t, 1, retry.MaxAttempts)
	assert.InDelta(t, 1, limit.PerSecond, 0)
	assert.Equal(t, 1, audit.Pages)
}
