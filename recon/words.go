package recon

import "strings"

// chineser is an enum with a word in both languages.
type chineser interface {
	String() string
	Chinese() string
}

// wordIn is the enum's word.
func wordIn(lang Language, e chineser) string {
	if lang == English {
		return e.String()
	}
	return e.Chinese()
}

// stateBits is the number of states that a StateSet can hold.
const stateBits = 8

// stateWords lists the states of a set.
func stateWords(lang Language, set StateSet) string {
	var words []string
	for s := range State(stateBits) {
		if set.Has(s) {
			words = append(words, wordIn(lang, s))
		}
	}
	return strings.Join(words, phrase{"、", ", "}.in(lang))
}

// capital makes an English word begin a sentence; Chinese has no capitals.
func capital(word string) string {
	if word == "" || word[0] < 'a' || word[0] > 'z' {
		return word
	}
	return strings.ToUpper(word[:1]) + word[1:]
}
