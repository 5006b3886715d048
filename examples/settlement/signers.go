package main

import "github.com/billrecon/billrecon/settlement"

// signers are the presets of the SDK, the best guess first.
func signers() []struct {
	name string
	make func(secret string) settlement.Signer
} {
	return []struct {
		name string
		make func(secret string) settlement.Signer
	}{
		{"sorted-md5", settlement.SortedSecretParamMD5},
		{"sorted-sha1", settlement.SortedSecretParamSHA1},
		{"timestamp-data-key", settlement.TimestampDataKey},
		{"secret-wrapped", settlement.SecretWrapped},
		{"sorted-timestamp-key", settlement.SortedThenTimestampKey},
	}
}

func signerNames() []string {
	var names []string
	for _, s := range signers() {
		names = append(names, s.name)
	}
	return names
}

func signerOf(name, secret string) (signer settlement.Signer, ok bool) {
	for _, s := range signers() {
		if s.name == name {
			return s.make(secret), true
		}
	}
	return nil, false
}
