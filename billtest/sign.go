package billtest

import (
	"crypto/subtle"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strings"
)

// Hash is the hash of the parts, one directly behind the other, in lower-case hexadecimal.
func Hash(h hash.Hash, parts ...string) string {
	for _, part := range parts {
		_, _ = io.WriteString(h, part) // a hash never fails
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

// Pairs returns name, equals and value of every field, sorted by name, but for those left out.
func Pairs(fields map[string]string, equals string, without ...string) []string {
	var pairs []string
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		if !slices.Contains(without, name) {
			pairs = append(pairs, name+equals+fields[name])
		}
	}
	return pairs
}

// SameSign compares a received sign with the expected one in a time that depends on their lengths alone. Two empty ones are not the same: a request
// without a sign is never signed.
func SameSign(got, want string) bool {
	return want != "" && subtle.ConstantTimeCompare([]byte(got), []byte(want)) == 1
}

// Guess is a sign as one of the usual mistakes makes it, and the rule that was broken.
type Guess struct{ Sign, Rule string }

// Mistake returns "sign differs: " and the rule of the first guess that made the sign, whatever the case of its digits; otherwise the rule is "another
// secret, or other bytes than the ones sent". It shows no sign.
func Mistake(got string, guesses []Guess) string {
	for _, guess := range guesses {
		if SameSign(strings.ToLower(got), strings.ToLower(guess.Sign)) {
			return "sign differs: " + guess.Rule
		}
	}
	return "sign differs: another secret, or other bytes than the ones sent"
}
