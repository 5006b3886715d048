package wire

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWithin(t *testing.T) {
	for _, c := range []struct{ reason, path, want string }{
		{"the member itself", "", "data"},
		{"a member of an object", "list[3].fee", "data.list[3].fee"},
		{"an element of an array", "[3].fee", "data[3].fee"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			original := &FieldError{Path: c.path, Rule: "is wrong", Offset: 5, Truncated: true}
			var moved *FieldError
			require.ErrorAs(t, Within(fmt.Errorf("wrapped: %w", original), "data", 10), &moved)
			assert.Equal(t, &FieldError{Path: c.want, Rule: "is wrong", Offset: 15, Truncated: true}, moved)
			assert.Equal(t, c.path, original.Path, "the original stays as it was")
		})
	}
	other := errors.New("of another kind")
	assert.Equal(t, other, Within(other, "data", 10))
}

func TestPassing(t *testing.T) {
	for _, c := range []struct {
		reason string
		err    error
		want   bool
	}{
		{"cut short", &FieldError{Truncated: true}, true},
		{"a page of HTML", fmt.Errorf("wrapped: %w", &FieldError{NotJSON: true}), true},
		{"the wrong shape", &FieldError{Rule: "is not an object"}, false},
		{"another error", errors.New("of another kind"), false},
		{"none", nil, false},
	} {
		assert.Equal(t, c.want, Passing(c.err), c.reason)
	}
}
