package eshouhou

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon/internal/wire"
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

func TestMalformedRetriesWhatATransferBroke(t *testing.T) {
	for _, test := range []struct {
		reason string
		err    error
		retry  bool
	}{
		{"cut short", &wire.FieldError{Truncated: true}, true},
		{"no JSON", &wire.FieldError{NotJSON: true}, true},
		{"of another shape", &wire.FieldError{Path: "ResultValue", Rule: "is null"}, false},
		{"of another kind", assert.AnError, false},
	} {
		err := malformed(test.err)
		assert.ErrorIs(t, err, ErrMalformedResponse, test.reason)
		assert.Equal(t, test.retry, err.(*Error).Retryable(), test.reason)
	}
}

func TestNotAsked(t *testing.T) {
	err := notAsked("Statements", context.DeadlineExceeded)
	assert.ErrorIs(t, err, ErrIncomplete)
	assert.ErrorIs(t, err, context.DeadlineExceeded)
	assert.EqualError(t, err, "eshouhou: Statements: incomplete result: the remaining work orders were not asked for: context deadline exceeded")
}
