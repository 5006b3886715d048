package fubei

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDriftPolicyZeroValueFails(t *testing.T) {
	var zero DriftPolicy
	assert.Equal(t, FailOnDrift, zero)
	assert.NotEqual(t, FailOnDrift, ReportDrift)
}
