package fubei

import (
	"regexp"
	"testing"
	"testing/cryptotest"

	"github.com/stretchr/testify/assert"
)

func TestNonce(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		n := nonce()
		assert.Regexp(t, regexp.MustCompile(`^[0-9A-Za-z]{32}$`), n)
		assert.False(t, seen[n], "a nonce came twice")
		seen[n] = true
	}
}

func TestNonceComesFromCryptoRand(t *testing.T) {
	cryptotest.SetGlobalRandom(t, 7)
	first := nonce()
	cryptotest.SetGlobalRandom(t, 7)
	assert.Equal(t, first, nonce(), "the same random bytes give the same nonce")
	assert.NotEqual(t, first, nonce())
}
