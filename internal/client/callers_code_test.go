package client

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/billrecon/billrecon"
	"github.com/billrecon/billrecon/internal/transport"
)

func TestHide(t *testing.T) {
	ours := transport.Invalid("shop", "a rule")
	for _, test := range []struct {
		err  error
		text string
	}{
		{errors.New("fictional-secret"), "Hook returned an error of type *errors.errorString"},
		{fmt.Errorf("fictional-secret: %w", context.Canceled), "Hook: context canceled"},
		{fmt.Errorf("fictional-secret: %w", context.DeadlineExceeded), "Hook: context deadline exceeded"},
		{fmt.Errorf("fictional-secret: %w", ours), "Hook: shop: a rule"},
	} {
		hidden := Hide("Hook", test.err)
		assert.EqualError(t, hidden, test.text)
		assert.ErrorIs(t, hidden, test.err)
	}
}

func TestPanicked(t *testing.T) {
	assert.EqualError(t, Panicked("shop", "Hook", "fictional-secret"), "shop: Hook panicked with a value of type string")
	assert.EqualError(t, Panicked("shop", "Hook", errors.New("fictional-secret")), "shop: Hook panicked with a value of type *errors.errorString")
	defer func() {
		err := Panicked("shop", "Hook", recover())
		assert.ErrorIs(t, err, billrecon.ErrInvalidRequest)
		assert.EqualError(t, err, "shop: Hook panicked: runtime error: index out of range [1] with length 1")
	}()
	rows := []int{0}
	_ = rows[len(rows)]
}
