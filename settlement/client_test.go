package settlement

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestClientString(t *testing.T) {
	c, err := New(customer(func(*Config) {}))
	require.NoError(t, err)
	const want = `settlement.Client{BaseURL: "https://settlement.example"}`
	assert.Equal(t, want, c.String())
	assert.Equal(t, want, c.LogValue().String())
	holder := struct {
		Client *Client
		client *Client
		inline Client
	}{c, c, *c}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x"} {
		text := fmt.Sprintf(verb+verb+verb+verb, c, *c, holder, &holder)
		assert.NotContains(t, text, testToken)
		assert.NotContains(t, text, testSecret)
		assert.NotContains(t, text, fmt.Sprintf("%x", testToken))
		assert.NotContains(t, text, fmt.Sprintf("%x", testSecret))
	}
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
