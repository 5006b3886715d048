package fubei

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
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
	err := invalid("BillQuery.Limit is %d", 101)
	assert.ErrorIs(t, err, ErrInvalidRequest)
	assert.EqualError(t, err, "fubei: BillQuery.Limit is 101")
}
