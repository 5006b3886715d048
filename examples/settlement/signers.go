package main

import "github.com/billrecon/billrecon/settlement"

// signers are the presets of the SDK, in the order of settlementtest.Schemes.
func signers() []struct {
	name string
	make func(secret string) settlement.Signer
} {
	return []struct {
		name string
		make func(secret string) settlement.Signer
	}{
		{"sorted-md5", settlement.SortedSecretParamMD5},
		{"sorted-body-md5", settlement.SortedSecretParamBodyMD5},
		{"sorted-sha1", settlement.SortedSecretParamSHA1},
		{"sorted-body-sha1", settlement.SortedSecretParamBodySHA1},
		{"sorted-body-sha256", settlement.SortedSecretParamBodySHA256},
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

func signerOf(name string) (make func(secret string) settlement.Signer, ok bool) {
	for _, s := range signers() {
		if s.name == name {
			return s.make, true
		}
	}
	return nil, false
}
