package fakefile

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestName(t *testing.T) {
	for name, want := range map[string]string{
		"": "", "bill.csv": "bill.fake.csv", "fake.d/bill.csv": "fake.d/bill.fake.csv", "bill": "bill.fake", "my-fake-bill.csv": "my-fake-bill.csv",
	} {
		assert.Equal(t, want, Name(name))
	}
	assert.Equal(t, []string{"fake", "a", "b"}, Row([]string{"a", "b"}))
}
