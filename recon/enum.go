package recon

import (
	"encoding/json"
	"strconv"
)

// wordOf is the n-th of words, or the number itself where there is none: unknown numbers survive as such.
func wordOf(words []string, n int) string {
	if n < len(words) && words[n] != "" {
		return words[n]
	}
	return strconv.Itoa(n)
}

// wordJSON writes a known value as a word and an unknown one as a number.
func wordJSON(words []string, n int) ([]byte, error) {
	if n < len(words) && words[n] != "" {
		return json.Marshal(words[n])
	}
	return strconv.AppendInt(nil, int64(n), 10), nil
}

// numberOf reads what wordJSON writes.
func numberOf(field string, words []string, data []byte) (uint8, error) {
	var text string
	if json.Unmarshal(data, &text) == nil {
		for n, word := range words {
			if word == text && word != "" {
				return uint8(n), nil
			}
		}
		return 0, badRecord(field, "it must be a known word, or a number of 0 to 255")
	}
	n, err := strconv.ParseUint(string(data), 10, 8)
	if err != nil {
		return 0, badRecord(field, "it must be a known word, or a number of 0 to 255")
	}
	return uint8(n), nil
}
