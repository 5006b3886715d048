package settlement

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/billrecon/billrecon/internal/client/clienttest"
)

func TestClientString(t *testing.T) {
	c, err := New(customer(func(*Config) {}))
	require.NoError(t, err)
	const want = `settlement.Client{BaseURL: "https://settlement.example"}`
	assert.Equal(t, want, c.String())
	assert.Equal(t, want, c.LogValue().String())
	clienttest.AssertHidden(t, *c, testToken, testSecret)
	clienttest.AssertHiddenInside(t, *c, testToken, testSecret)
}

func TestClientNotMadeByNew(t *testing.T) {
	q := sampleQuery()
	for _, c := range []*Client{nil, {}} {
		_, err := c.ItemPage(context.Background(), q)
		require.ErrorIs(t, err, ErrInvalidRequest)
		_, _, err = c.CollectItems(context.Background(), q)
		require.ErrorIs(t, err, ErrInvalidRequest)
		for _, err := range c.Items(context.Background(), q) {
			assert.EqualError(t, err, "settlement: Client was not made by New")
		}
	}
}
