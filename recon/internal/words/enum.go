package words

import (
	"encoding/json"
	"math/bits"
	"slices"
	"strconv"
)

// Enum has the words of the values of T, each at the place of its number. An empty text is no word.
type Enum[L, T ~uint8] []Text[L]

func (e Enum[L, T]) has(n T) bool { return int(n) < len(e) && e[n] != Text[L]{} }

// In returns the word of a value in a language, or its number where it has no word.
func (e Enum[L, T]) In(lang L, n T) string {
	if e.has(n) {
		return e[n].In(lang)
	}
	return strconv.Itoa(int(n))
}

// OfSet lists the words of the values in a set, of which n is the bit 1<<n.
func (e Enum[L, T]) OfSet(lang L, set uint8) string {
	var list []string
	for ; set != 0; set &= set - 1 {
		list = append(list, e.In(lang, T(bits.TrailingZeros8(set))))
	}
	return List(lang, list)
}

// JSON returns the English word of a value as a JSON string, or its number where it has no word.
func (e Enum[L, T]) JSON(n T) ([]byte, error) {
	if e.has(n) {
		return json.Marshal(e[n][English])
	}
	return json.Marshal(int(n))
}

// FromJSON returns the value that JSON wrote. It reports false for what is neither an English word of the enum nor a whole number of
// 0 to 255.
func (e Enum[L, T]) FromJSON(data []byte) (T, bool) {
	var word string
	if json.Unmarshal(data, &word) == nil {
		n := slices.IndexFunc(e, func(t Text[L]) bool { return t[English] == word })
		return T(max(n, 0)), n >= 0 && word != ""
	}
	n, err := strconv.ParseUint(string(data), 10, 8)
	return T(n), err == nil
}
