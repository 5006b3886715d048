package eshouhou

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestSentinelsDiffer(t *testing.T) {
	all := []error{ErrInvalidRequest, ErrAuth, ErrRateLimited, ErrUnavailable, ErrMalformedResponse, ErrResponseTooLarge, ErrPageDrift,
		ErrPageLoop, ErrIncomplete, ErrNoStatement}
	for i, a := range all {
		for j, b := range all {
			assert.Equal(t, i == j, errors.Is(a, b))
		}
	}
}

func TestInvalidNamesTheProvider(t *testing.T) {
	err := invalid("Config.X is %d: it must be 1", 2)
	assert.EqualError(t, err, "eshouhou: Config.X is 2: it must be 1")
	assert.ErrorIs(t, err, ErrInvalidRequest)
}

func TestNotAsked(t *testing.T) {
	err := notAsked("Statements", context.DeadlineExceeded)
	assert.ErrorIs(t, err, ErrIncomplete)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	assert.EqualError(t, err, "eshouhou: Statements: incomplete result: the remaining work orders were not asked for: context deadline exceeded")
}
