package console

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/internal/paging"
)

func TestAliasesAreTheSharedTypes(t *testing.T) {
	// An identical type converts without a conversion: this fails to compile when an alias becomes a type of its own.
	var retry RetryPolicy = RetryPolicy{MaxAttempts: 1}
	var limit RateLimit = RateLimit{PerSecond: 1}
	var audit paging.Audit = Audit{Pages: 1}
	assert.Equal(t, 1, retry.MaxAttempts)
	assert.InDelta(t, 1, limit.PerSecond, 0)
	assert.Equal(t, 1, audit.Pages)
}
