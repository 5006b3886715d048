package console

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/wire"
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

func TestMalformedRetries(t *testing.T) {
	for _, test := range []struct {
		reason string
		err    error
		retry  bool
	}{
		{"cut short: a broken transfer", &wire.FieldError{Truncated: true}, true},
		{"not JSON: something in between answered", &wire.FieldError{NotJSON: true}, true},
		{"of the wrong shape: it will be again", &wire.FieldError{Path: "data.order", Rule: "is a boolean"}, false},
		{"anything else", errors.New("x"), false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			var e *Error
			require.True(t, errors.As(malformed(test.err), &e))
			assert.ErrorIs(t, e, ErrMalformedResponse)
			assert.Equal(t, test.retry, e.Retryable())
		})
	}
}

func TestInvalidNamesThePackage(t *testing.T) {
	err := invalid("OrderQuery.PayMethod is %d", -1)
	assert.ErrorIs(t, err, ErrInvalidRequest)
	assert.EqualError(t, err, "console: OrderQuery.PayMethod is -1")
}
