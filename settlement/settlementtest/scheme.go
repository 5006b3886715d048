package settlementtest

import (
	"strconv"

	"github.com/billrecon/billrecon/settlement"
)

// Scheme is a rule of the sign, named after the preset of package settlement.
type Scheme int

// The schemes.
const (
	SortedSecretParamMD5   Scheme = iota // settlement.SortedSecretParamMD5
	SortedSecretParamSHA1                // settlement.SortedSecretParamSHA1
	TimestampDataKey                     // settlement.TimestampDataKey
	SecretWrapped                        // settlement.SecretWrapped
	SortedThenTimestampKey               // settlement.SortedThenTimestampKey
)

// Schemes are all of them, for tests that try each.
func Schemes() []Scheme {
	return []Scheme{SortedSecretParamMD5, SortedSecretParamSHA1, TimestampDataKey, SecretWrapped, SortedThenTimestampKey}
}

// String is the name of the preset, "Scheme(7)" for what is none.
func (s Scheme) String() string {
	switch s {
	case SortedSecretParamMD5:
		return "SortedSecretParamMD5"
	case SortedSecretParamSHA1:
		return "SortedSecretParamSHA1"
	case TimestampDataKey:
		return "TimestampDataKey"
	case SecretWrapped:
		return "SecretWrapped"
	case SortedThenTimestampKey:
		return "SortedThenTimestampKey"
	}
	return "Scheme(" + strconv.Itoa(int(s)) + ")"
}

// Signer is the preset of package settlement that the scheme is named after.
func (s Scheme) Signer(secret string) settlement.Signer {
	switch s {
	case SortedSecretParamSHA1:
		return settlement.SortedSecretParamSHA1(secret)
	case TimestampDataKey:
		return settlement.TimestampDataKey(secret)
	case SecretWrapped:
		return settlement.SecretWrapped(secret)
	case SortedThenTimestampKey:
		return settlement.SortedThenTimestampKey(secret)
	}
	return settlement.SortedSecretParamMD5(secret)
}
