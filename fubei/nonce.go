package fubei

import "crypto/rand"

// nonceLength is inside the 6 to 36 characters seen in public code; the platform documents no limit.
const nonceLength = 32

// nonce is 32 random letters and digits, 160 bits of randomness.
func nonce() string {
	return (rand.Text() + rand.Text())[:nonceLength]
}
